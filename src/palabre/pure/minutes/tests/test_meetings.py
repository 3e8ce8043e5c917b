"""Meetings announced, rhythms, and the next meeting of the body."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "12 mai 2023\n\nPrésents : Ana Gil, Luc Noé\n\n"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Prochaine réunion : mardi 6 juin 2023 à 18h", "2023-06-06T18:00"),
        ("## Prochaine rencontre\n\n6 juin, 18h30, au local", "2023-06-06T18:30"),
        ("La prochaine réunion aura lieu le 6 juin à 18h.", "2023-06-06T18:00"),
        ("On se retrouve le jeudi 8 juin à 20h chez Luc.", "2023-06-08T20:00"),
        ("**Prochain CA : le 6 juin**", "2023-06-06"),
        ("Prochaine réunion : courant juin, date à fixer", None),
        ("Prochaine réunion : le 6 ou le 7 juin", None),
        ("Prochaine réunion : entre le 6 et le 9 juin, à choisir ensemble", None),
        ("Prochaine réunion : le 6 juin entre 14 h et 16 h", "2023-06-06T14:00"),
        ("Prochaine rencontre du 6 au 9 juin", "2023-06-06"),
    ],
)
def test_the_next_meeting_is_read_wherever_it_is_told(text, when):
    assert [one.when for one in read_minutes(HEAD + text).next_meetings] == [when]


def test_an_event_in_the_list_of_coming_days_is_no_meeting_of_the_body():
    text = f"{HEAD}Prochains rdv :\n- Visio le 10 juin\n- Fête du quartier le 25 juin\n"

    assert [one.when for one in read_minutes(text).next_meetings] == ["2023-06-10"]


def test_a_day_already_past_is_not_taken_for_the_next_meeting():
    assert [one.when for one in read_minutes(f"{HEAD}Prochaine réunion : 6 juin 2022").next_meetings] == [None]


def test_the_body_that_meets_is_kept_when_it_is_named():
    assert [one.what for one in read_minutes(f"{HEAD}Prochain CA : 6 juin 2023").next_meetings] == ["CA"]


def test_the_next_meeting_of_one_group_is_not_that_of_all():
    text = f"# Les hôtes\n\n{HEAD}## Nouvelles des groupes\n\n### Groupe Quais\n\n- Prochaine réunion le 20 mai\n"

    found = read_minutes(text)

    assert found.next_meetings == ()
    assert [(one.when, one.who) for one in found.meetings] == [("2023-05-20", ("Groupe Quais",))]


def test_meetings_told_under_a_name_are_hers_with_the_number_expected():
    ana, luc = "- Rencontre mardi suivant (8 personnes)", "- Atelier le 20 mai, 12 à 15 personnes"

    found = read_minutes(f"{HEAD}## Nouvelles\n\nAna\n\n{ana}\n\nLuc\n\n{luc}\n")

    assert [(one.when, one.who, one.expected, one.sure) for one in found.meetings] == [
        ("2023-05-16", ("Ana Gil",), (8, 8), True),
        ("2023-05-20", ("Luc Noé",), (12, 15), True),
    ]


def test_a_relative_day_is_resolved_and_doubted():
    found = read_minutes(f"{HEAD}## Nouvelles\n\nAna\n\n- Rencontre mardi suivant (8 personnes)\n")

    assert [(one.kind, one.text) for one in found.doubts] == [("relative_date", "mardi suivant")]


def test_a_rhythm_is_kept_once():
    found = read_minutes(
        f"{HEAD}Nous choisissons une rencontre tous les 15 jours.\n\nÀ faire :\n- une réunion tous les 15 jours\n"
    )

    assert [one.rrule for one in found.series] == ["FREQ=WEEKLY;INTERVAL=2"]


def test_whoever_speaks_without_being_listed_is_doubted():
    found = read_minutes(f"{HEAD}## Nouvelles\n\nAna\n\n- Tout va\n\nClarisse\n\n- Rien à dire\n")

    assert [one.who for one in found.updates] == [("Ana Gil",), ("Clarisse",)]
    assert [(one.kind, one.text) for one in found.doubts] == [("speaker_not_listed", "Clarisse")]


def test_a_rhythm_that_the_text_recalls_is_no_sure_one():
    told = read_minutes(
        "# Réunion\n\nSept personnes se sont vues à notre réunion : elles se sont vues tous les lundis."
    )

    assert [one.sure for one in told.series] in ([], [False])
