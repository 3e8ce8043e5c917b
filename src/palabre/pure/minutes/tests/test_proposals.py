"""What somebody proposes, what a group would like to make, whom it has not found yet: proposals, never facts."""

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "# Réunion des porteurs\n12 mai 2025\n\n## Participants\n- Inès Kerbrat, Loudéac, *Le bus du soir*\n"
NEWS = f"{HEAD}- Paul Guéguen, Rostrenen, *Le lavoir*\n\n## Point sur les projets\n\n### Inès\n"


def doubts(text, kind):
    return [(one.text, one.who, one.due) for one in read_minutes(text).doubts if one.kind == kind]


def lacks(sentence):
    return [(one.text, one.kind, one.sure) for one in read_minutes(f"{NEWS}- {sentence}\n").needs]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pas de référents pour le moment.",
        "Toujours pas de binôme à ce jour",
        "Nous n'avons aucune bénévole pour l'instant.",
        "Pas encore de porteuse pour la seconde partie à ce stade.",
        "No volunteers so far.",
    ],
)
def test_whom_a_group_has_not_found_yet_is_a_proposal_of_a_need(sentence):
    assert lacks(sentence) == [(sentence, "people", False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pas de date pour le moment.",
        "Pas de retour des bénévoles pour le moment.",
        "Pas de référent.",
        "Aucun binôme n'est venu, on en parle pour le moment à la mairie.",
    ],
)
def test_what_is_missing_and_is_nobody_is_no_need(sentence):
    assert lacks(sentence) == []


def test_outside_the_news_of_somebody_nobody_is_missing():
    assert read_minutes(f"{HEAD}\n## Divers\n- Pas de référents pour le moment.\n").needs == ()


def test_a_proposal_says_who_makes_it_and_for_which_day():
    words = "Paul propose, pour le lavoir, le 3 juin, de relever les sources."

    assert doubts(f"{HEAD}- Paul Guéguen, Rostrenen\n\n## Divers\n{words}\n", "proposal") == [
        (words, ("Paul Guéguen",), "2025-06-03")
    ]


def test_two_days_are_none():
    found = doubts(f"{NEWS}- Inès propose le 3 juin ou le 10 juin.\n", "proposal")

    assert [due for _text, _who, due in found] == [None]


@pytest.mark.parametrize(
    "sentence",
    ["Volonté d'écrire un guide.", "Envie d'en tirer un petit livret illustré", "Nous aimerions en faire un podcast."],
)
def test_what_somebody_would_like_to_make_is_asked_of_their_group(sentence):
    assert doubts(f"{NEWS}- {sentence}\n", "output") == [(sentence, ("Inès Kerbrat",), None)]


@pytest.mark.parametrize("sentence", ["Envie de rire.", "Le livret est imprimé.", "Envie de lire un guide ?"])
def test_a_wish_of_another_kind_is_not(sentence):
    assert doubts(f"{NEWS}- {sentence}\n", "output") == []


def test_a_wish_is_of_who_proposed_just_before_in_the_same_paragraph_and_of_nobody_alone():
    same = "Inès propose une balade. Envie d'en tirer une carte."

    found = doubts(f"{HEAD}\n## Divers\n{same}\n\nEnvie d'en tirer un film.\n", "output")

    assert found == [("Envie d'en tirer une carte.", ("Inès Kerbrat",), None)]
