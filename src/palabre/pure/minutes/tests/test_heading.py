"""Title, day of the meeting, place, language."""

from __future__ import annotations

from datetime import date

import pytest

from palabre.pure.minutes import read_minutes
from palabre.pure.minutes.heading import what_meets


def test_a_heading_that_goes_on_in_the_next_one_is_one_title():
    found = read_minutes("# Réunion des hôtes\n\n## des tables du forum ouvert du 2 mai\n\n20 mai 2023\n")

    assert (found.title, found.date, found.forum_on) == (
        "Réunion des hôtes des tables du forum ouvert du 2 mai",
        date(2023, 5, 20),
        date(2023, 5, 2),
    )


@pytest.mark.parametrize("name", ["« Rendre la rue aux enfants », ", "« La rue » ", "", "“La rue”, "])
def test_the_day_of_the_forum_is_not_that_of_the_meeting_even_after_its_name(name):
    text = f"# Réunion des porteuses\n\n## Forum ouvert {name}10 octobre 2026\n\n24 novembre 2026, 18h30\n\nRAS\n"
    assert read_minutes(text).date == date(2026, 11, 24)


def test_the_day_of_publication_is_not_that_of_the_meeting():
    assert read_minutes("---\ntitle: Bureau du 12 janvier\ndate: 2024-01-15\n---\n\nRAS").date == date(2024, 1, 12)


def test_a_day_without_year_nor_reference_stays_unknown():
    assert read_minutes("# Réunion du 12 janvier\n\nRAS").date is None


def test_the_reference_day_gives_the_year():
    assert read_minutes("# Réunion du 12 janvier\n\nRAS", on=date(2024, 1, 20)).date == date(2024, 1, 12)


def test_a_mail_gives_its_subject_and_not_what_it_answers():
    text = (
        "De : Ana <ana@brume.example>\nDate : ven. 6 oct. 2023\nObjet : CR du bureau du 5 octobre\n\n"
        "Présents : Ana, Luc\n\n-- \nAna\n\n> Le 3 oct. 2023 à 09:12, Luc a écrit :\n> A faire : imprimer"
    )

    found = read_minutes(text)

    assert (found.title, found.date, found.tasks) == ("CR du bureau du 5 octobre", date(2023, 10, 5), ())


def test_of_several_meetings_on_a_page_the_newest_is_read():
    text = "# Groupe\n\n## Réunion du 12 mai 2023\n\nPrésents : Ana\n\n## Réunion du 2 mai 2023\n\nPrésents : Luc"

    found = read_minutes(text)

    assert (found.title, found.date, [one.name for one in found.participants]) == ("Groupe", date(2023, 5, 12), ["Ana"])


@pytest.mark.parametrize(("text", "language"), [("The meeting was held with all of us", "en"), ("La réunion", "fr")])
def test_the_language_is_guessed(text, language):
    assert read_minutes(text).language == language


def test_the_place_is_what_its_label_says():
    assert read_minutes("Lieu : salle du Préau\n\nPrésents : Ana").place == "salle du Préau"


def test_who_met_stands_above_the_line_of_their_meeting() -> None:
    text = "Collectif des Deux Rives\nRéunion du 4 mai 2023 - salle des fêtes\n\nPrésents : Ana, Luc\n"

    assert read_minutes(text).title == "Collectif des Deux Rives"


def test_who_met_stands_below_a_bare_word_for_minutes() -> None:
    assert (
        read_minutes("Compte rendu\nCommission voirie, 4/05/2023\n\nPrésents : Ana, Luc\n").title == "Commission voirie"
    )


def test_a_count_of_votes_is_no_decision() -> None:
    text = "Décision : on achète la bâche.\nVote : 7 pour, 0 contre, 1 abstention.\n"

    assert [one.text for one in read_minutes(text).decisions] == ["on achète la bâche."]


def day_of(text, on="2026-11-28"):
    return read_minutes(text, on=date.fromisoformat(on))


def test_a_text_whose_years_are_long_past_takes_none_from_today():
    old = day_of("# Réunion du 3 mars\n\nBilan 2018, budget 2019.\n\nProchaine réunion : 5 avril")
    recent = day_of("# Réunion du 3 mars\n\nBilan 2025.\n\nProchaine réunion : 5 avril")

    assert (old.date, [one.when for one in old.next_meetings]) == (None, [None])
    assert (recent.date, [one.when for one in recent.next_meetings]) == (date(2026, 3, 3), ["2026-04-05"])


def test_front_matter_may_stand_in_a_block_of_code_and_tell_the_day_in_words():
    head = "title: Cercle des jardins\ndescription: Notes de la visio du jeudi 14 décembre\ndate: 2023-12-15"

    read = day_of(f"```yaml\n---\n{head}\n---\n```\n\nPrésents : Ana Gil")

    assert (read.title, read.date) == ("Cercle des jardins", date(2023, 12, 14))


def test_comments_of_a_site_stand_neither_before_the_front_matter_nor_in_the_title():
    read = day_of('<!-- exported -->\n---\ntitle: "<!--:fr-->Le lavoir #5<!--:-->"\n---\n\nPrésents : Ana Gil')

    assert read.title == "Le lavoir #5"


def test_the_day_on_which_a_post_went_out_is_no_day_of_a_meeting():
    head = "---\nlayout: post\ntitle: Le lavoir\ndate: 2023-12-15\n---\n\n"

    assert day_of(f"{head}Présents : Ana Gil").date is None
    assert day_of(f"{head}Réunion du 12 décembre 2023\n\nPrésents : Ana Gil").date == date(2023, 12, 12)


def test_a_day_without_a_year_after_the_publication_is_not_the_meeting_s():
    assert day_of("---\ntitle: Cercle\ndate: 2022-05-10\n---\n\nVisite prévue le 22 juin.").date == date(2022, 5, 10)


def test_pictures_are_no_links():
    text = "![le four](https://images.example/four.png) et [le pad](https://pad.example/x)"

    assert read_minutes(text).links == ("https://pad.example/x",)


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Réunion des porteurs, 12 mai 2023", "Réunion des porteurs"),
        ("Réunion des porteurs du forum du 2 mai (12 mai 2023)", "Réunion des porteurs du forum du 2 mai"),
        ("CR du bureau du 12 mai", "bureau"),
        ("Compte rendu du 12 mai 2023 – Le Bac", "Le Bac"),
        ("12 mai 2023 : réunion du Bac", "réunion du Bac"),
        ("Notes de la rencontre du 12/05/2023, salle du haut", "rencontre, salle du haut"),
        ("Compte rendu du 12 mai 2023", ""),
        ("Minutesque", "Minutesque"),
        ("Le Bac", "Le Bac"),
    ],
)
def test_what_met_is_named_without_the_day_that_it_met(title, what):
    assert what_meets(title, date(2023, 5, 12)) == what
