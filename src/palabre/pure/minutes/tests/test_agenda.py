"""Agendas and objectives, and the traps that look like them."""

from __future__ import annotations

from palabre.pure.minutes import read_minutes


def test_nested_points_belong_to_the_point_above_and_dots_are_none():
    found = read_minutes("## Ordre du jour\n\n- Budget\n  - recettes\n  - ...\n- Fête\n")

    assert [(one.text, one.children) for one in found.agenda] == [("Budget", ("recettes",)), ("Fête", ())]


def test_a_numbered_agenda_stops_where_the_topics_begin():
    found = read_minutes(
        "Ordre du jour :\n1. Budget\n2. Fête\n\n1. Budget\nIl reste 12 euros.\n\n2. Fête\nElle aura lieu.\n"
    )

    assert [one.text for one in found.agenda] == ["Budget", "Fête"]


def test_an_agenda_on_one_line_is_cut_at_commas():
    assert [one.text for one in read_minutes("ODJ : budget, fête, divers").agenda] == ["budget", "fête", "divers"]


def test_the_agenda_of_a_coming_meeting_is_not_this_one():
    assert read_minutes("12 mai 2023\n\nOrdre du jour du 26 juin :\n- bilan\n").agenda == ()


def test_agenda_in_french_may_be_a_calendar():
    assert read_minutes("## Agenda\n\n- Samedi 8 février : loto\n- Dimanche 16 mars : bal\n", locale="fr").agenda == ()


def test_objectives_are_listed():
    assert [one.text for one in read_minutes("### Objectif de la réunion\n\n- Se voir\n- Choisir\n").objectives] == [
        "Se voir",
        "Choisir",
    ]
