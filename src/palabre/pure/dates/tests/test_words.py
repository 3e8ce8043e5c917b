"""Which words are taken: the whole expression, with what makes it a deadline, and nothing of its neighbours."""

from datetime import date

import pytest

from palabre.pure.dates import find_dates

ON = date(2020, 9, 29)
WORDS = {
    "Finir la note d’ici fin novembre (Odile)": ["d’ici fin novembre"],
    "Finir la note pour le 26, merci": ["pour le 26"],
    "À rendre avant la fin du mois.": ["avant la fin du mois"],
    "Au plus tard le 10 octobre !": ["Au plus tard le 10 octobre"],
    "Le forum du 14 septembre a réuni 40 personnes": ["14 septembre"],
    "RDV le 9 oct. avec 3 personnes": ["le 9 oct."],
    "C’est le 9 octobre. Puis plus rien.": ["le 9 octobre"],
    "Jeudi 15 à 14h en salle 3, puis mardi suivant": ["Jeudi 15 à 14h", "mardi suivant"],
    "Vendredi 9 octobre (10h-12h), chez Basile": ["Vendredi 9 octobre (10h-12h)"],
    "Samedi 3 octobre de 14 h à 16 h 30, au verger": ["Samedi 3 octobre de 14 h à 16 h 30"],
    "Du 3 au 5 mars, puis tous les 15 jours": ["Du 3 au 5 mars", "tous les 15 jours"],
    "On se voit le mardi 6\noctobre, au verger": ["le mardi 6\noctobre"],
    "Le 6 octobre\n- 14h30 : accueil\n- 3 ateliers": ["Le 6 octobre", "14h30"],
    "| 12/10/2020 | 14h-16h | 3 tables |": ["12/10/2020", "14h-16h"],
    "le 31 novembre 2020": [],
}


@pytest.mark.parametrize(("sentence", "words"), WORDS.items())
def test_the_words_of_a_date_are_taken_whole_and_alone(sentence: str, words: list[str]) -> None:
    found = find_dates(sentence, on=ON)

    assert [one.text for one in found] == words


@pytest.mark.parametrize(
    ("locale", "answer"), [("fr", ("2024-12-04", False)), ("en", ("2024-12-04", True))], ids=["fr", "en"]
)
def test_the_order_of_day_and_month_is_doubted_in_english_only(locale: str, answer: tuple[str, bool]) -> None:
    [found] = find_dates("04/12/2024", on=ON, locale=locale)

    assert (found.value, found.ambiguous) == answer


def test_a_day_too_near_the_ends_of_the_calendar_finds_nothing() -> None:
    assert find_dates("demain", on=date.max) == []
