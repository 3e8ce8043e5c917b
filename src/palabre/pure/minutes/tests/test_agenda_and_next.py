"""Agendas and next meetings in the shapes of real minutes."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "# Réunion du 3 mars 2025\n\n"


def agenda(text):
    return [item.text for item in read_minutes(HEAD + text).agenda]


def next_days(text):
    return [one.when for one in read_minutes(HEAD + text).next_meetings]


@pytest.mark.parametrize(
    "label",
    ["L'ordre du jour est le suivant", "L'ordre du jour est rappelé", "Nous avons suivi l'ordre du jour suivant"],
)
def test_a_sentence_may_announce_the_agenda(label):
    assert agenda(f"{label} :\n- Bilan\n- Budget") == ["Bilan", "Budget"]


@pytest.mark.parametrize(
    "points",
    [
        "Ordre du jour : - Bilan - Budget",
        "Ordre du jour\n\n1   Bilan\n2   Budget",
        "Ordre du jour\n1. Bilan ............ 2\n2. Budget ........ 14",
        "Ordre du jour (envoyé le 20 février) :\n➔ Bilan\n➔ Budget",
        "Ordre du jour / déroulé\n- Bilan\n- Budget",
        "L'ordre du jour appelle les points suivants : Bilan, Budget",
        "Points traités\n- Bilan\n- Budget",
        "Ordre du jour du lundi 3 mars 2025 :\n- Bilan\n- Budget",
        "## Sujets de la réunion\n\n- Bilan\n- Budget",
        "Thématiques abordées :\n- Bilan\n- Budget",
        "| Ordre du jour | Durée |\n|---|---|\n| Bilan | 10 min |\n| Budget | 20 min |",
        "| N° | Points à l'ordre du jour |\n|---|---|\n| 1 | Bilan |\n| 2 | Budget |",
        "| Lieu | Mairie |\n|---|---|\n| Ordre du jour | 1. Bilan<br>2. Budget |",
    ],
)
def test_an_agenda_has_many_shapes(points):
    assert agenda(f"{points}\n\n## Bilan\n\nOn en parle.") == ["Bilan", "Budget"]


def test_a_label_within_a_point_does_not_end_the_agenda():
    points = "- Actions en cours\n   - Reste à faire : le devis\n\n- Budget\n- Divers"
    text = f"## Ordre du jour\n\n{points}\n\n## Budget\n\nRien."

    assert agenda(text) == ["Actions en cours", "Budget", "Divers"]


def test_a_timetable_is_an_agenda():
    table = "| Horaire | Sujet |\n|---|---|\n| 9h00 – 9h30 | Accueil |\n| 9h30 - 10h | **Bilan** |\n| 10h | Budget |"

    assert agenda(table) == ["Accueil", "Bilan", "Budget"]


def test_an_expected_agenda_is_this_meeting_s_at_the_top_and_another_s_at_the_end():
    points, rest = "Ordre du jour prévisionnel :\n\n- Bilan\n- Budget", "## Bilan\n\nOui.\n\n## Fête\n\nNon.\n\n"

    assert agenda(f"{points}\n\n{rest}") == ["Bilan", "Budget"]
    assert agenda(rest + points) == []


def test_a_plural_label_holds_several_days():
    assert next_days("Prochaines rencontres : jeudi 8 mai et 12 juin 2025 à 18h") == ["2025-05-08", "2025-06-12T18:00"]
    assert next_days("## Dates prévisionnelles des rencontres : lundi 7 avril à 9h") == ["2025-04-07T09:00"]


@pytest.mark.parametrize("words", ["mi-avril", "fin novembre", "courant mai", "en juin"])
def test_a_vague_time_is_never_a_day(words):
    assert next_days(f"Prochaine réunion : {words}") == [None]
    assert [one.when for one in read_minutes(f"{HEAD}Une réunion {words} fera le point sur la serre.").meetings] == []


def test_the_middle_of_a_month_is_no_day_that_a_task_is_due():
    [task] = read_minutes(f"{HEAD}À faire :\n- envoyer le devis d'ici mi-avril (Ana Gil)").tasks

    assert (task.due, task.due_words) == (None, "d'ici mi-avril")


def test_the_line_above_the_first_heading_may_be_the_title():
    text = "**Compte rendu du cercle du 24 mars 2025**\n\n# Bienvenue à la serre\n\nMerci d'être là."

    assert read_minutes(text).title == "Compte rendu du cercle du 24 mars 2025"
    assert read_minutes("Compte rendu\nRéunion des jardins n°1\n\nPrésents : Ana Gil").title == (
        "Compte rendu Réunion des jardins n°1"
    )
