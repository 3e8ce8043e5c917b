"""Who was there, who was excused, with what is written about them and nothing else."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes


def people(text):
    return [(one.name, one.organisation, one.role, one.presence) for one in read_minutes(text).participants]


@pytest.mark.parametrize(
    "label",
    ["Présents", "PRÉSENT(E)S", "Présent·e·s", "Étaient présents", "**Participant.e.s** (2)", "Presents", "Attendees"],
)
def test_a_label_of_those_present_is_known_however_it_is_spelled(label):
    assert people(f"{label} : Ana Gil, Zoé Le Du") == [
        ("Ana Gil", None, None, "present"),
        ("Zoé Le Du", None, None, "present"),
    ]


@pytest.mark.parametrize("line", ["Ana Gil, Ville de Brume", "Ana Gil – Ville de Brume", "Ana Gil (Ville de Brume)"])
def test_an_organisation_follows_a_name_in_several_ways(line):
    assert people(f"## Présents\n\n- {line}\n- Luc Noé") == [
        ("Ana Gil", "Ville de Brume", None, "present"),
        ("Luc Noé", None, None, "present"),
    ]


def test_a_role_is_no_organisation():
    assert people("Présents : Ana Gil, trésorière, Luc Noé (secrétaire)") == [
        ("Ana Gil", None, "trésorière", "present"),
        ("Luc Noé", None, "secrétaire", "present"),
    ]


def test_coming_late_is_neither_a_role_nor_an_organisation():
    assert people("Présents : Ana Gil (arrivée à 19h), Luc Noé (en visio)") == [
        ("Ana Gil", None, None, "present"),
        ("Luc Noé", None, None, "present"),
    ]


def test_organisations_may_head_their_people():
    text = "Présents :\nVille de Brume : Ana Gil, Luc Noé\nAssociation Les Quais : Zoé Le Du"

    assert [(name, organisation) for name, organisation, _, _ in people(text)] == [
        ("Ana Gil", "Ville de Brume"),
        ("Luc Noé", "Ville de Brume"),
        ("Zoé Le Du", "Association Les Quais"),
    ]


def test_categories_of_people_are_no_organisations():
    text = "Présents :\nParents élus : Mme Gil, M. Noé\nEnseignants : Mme Le Du"

    assert {organisation for _, organisation, _, _ in people(text)} == {None}


def test_surnames_after_a_plural_civility_are_people():
    assert [name for name, *_ in people("Présents : Mmes GIL, LEDU, MM. NOÉ et ROC")] == ["GIL", "LEDU", "NOÉ", "ROC"]


def test_a_table_says_who_was_excused():
    text = "| Nom | Structure | Présent | Excusé |\n|---|---|---|---|\n| Ana Gil | CAF | x | |\n| Luc Noé | | | x |"

    assert people(text) == [("Ana Gil", "CAF", None, "present"), ("Luc Noé", None, None, "excused")]


def test_a_table_may_be_aligned_by_spaces():
    text = "Nom        Organisme    Présence\nAna Gil    CAF          présente\nLuc Noé    -            excusé\n"

    assert people(text) == [("Ana Gil", "CAF", None, "present"), ("Luc Noé", None, None, "excused")]


def test_columns_of_those_present_and_excused_hold_lists():
    text = "| Présents | Excusés |\n|---|---|\n| Ana Gil, Luc Noé | Zoé Le Du |\n"

    assert [(name, presence) for name, _, _, presence in people(text)] == [
        ("Ana Gil", "present"),
        ("Luc Noé", "present"),
        ("Zoé Le Du", "excused"),
    ]


def test_a_second_label_on_the_line_is_heard():
    assert people("Présents : Ana Gil, Luc Noé // Excusée : Zoé Le Du") == [
        ("Ana Gil", None, None, "present"),
        ("Luc Noé", None, None, "present"),
        ("Zoé Le Du", None, None, "excused"),
    ]


def test_an_organisation_may_come_before_its_person():
    assert people("## Présents\n\n- Ville de Brume – Ana Gil, cheffe de projet\n- CD 99 – Luc NOÉ") == [
        ("Ana Gil", "Ville de Brume", "cheffe de projet", "present"),
        ("Luc NOÉ", "CD 99", None, "present"),
    ]


def test_a_head_count_names_nobody():
    assert people("Présents : 12 personnes\n\nUne vingtaine de participants.") == []


def test_candidates_and_elected_people_are_not_those_present():
    assert people("Présents : Ana Gil\n\nCandidats :\n- Luc Noé\n\nSont élus :\n- Zoé Le Du") == [
        ("Ana Gil", None, None, "present")
    ]


def test_questions_are_carried_by_those_who_write_them_after_their_name():
    text = (
        "### Participants\n\n"
        "- **Ana Gil**, Brume, *Comment ouvrir les cours ? & Que faire des quais ?* "
        "> Sujet reformulé : *Ouvrir la ville*\n"
        "- **Luc Noé**, *Que faire des quais ?*"
    )

    found = read_minutes(text)

    assert [(one.text, one.hosts) for one in found.questions] == [
        ("Comment ouvrir les cours ?", ("Ana Gil",)),
        ("Que faire des quais ?", ("Ana Gil", "Luc Noé")),
    ]
    assert [(one.text, one.of, one.by) for one in found.reformulations] == [("Ouvrir la ville", (0, 1), "Ana Gil")]
    assert [one.questions for one in found.participants] == [(0, 1), (1,)]
