"""Tasks: what is asked, of whom, by when; nothing that is already done."""

from __future__ import annotations

from datetime import date

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "12 mai 2023\n\nPrésents : Ana Gil, Fatoumata Sy, Luc Noé\n\n"


def tasks(lines, label="À faire :"):
    return read_minutes(f"{HEAD}{label}\n{lines}").tasks


@pytest.mark.parametrize(
    ("line", "text", "owners"),
    [
        ("- appeler la mairie (Ana)", "appeler la mairie", ("Ana",)),
        ("- appeler la mairie (A. Gil)", "appeler la mairie", ("A. Gil",)),
        ("- appeler la mairie (Ana avec Luc)", "appeler la mairie", ("Ana", "Luc")),
        ("- appeler la mairie (tous)", "appeler la mairie", ("tous",)),
        ("- Ana : appeler la mairie", "appeler la mairie", ("Ana",)),
        ("- Ana et Luc : appeler la mairie", "appeler la mairie", ("Ana", "Luc")),
        ("- appeler la mairie – Luc", "appeler la mairie", ("Luc",)),
        ("- appeler la mairie → Luc", "appeler la mairie", ("Luc",)),
        ("- [ ] appeler la mairie @ana", "appeler la mairie", ("@ana",)),
        ("- Fatou va appeler la mairie", "Fatou va appeler la mairie", ("Fatou",)),
        ("- Le bureau se charge des tables", "Le bureau se charge des tables", ("Le bureau",)),
        ("- Luc appelle la mairie", "Luc appelle la mairie", ("Luc",)),
        ("- Communication : refaire le site", "Communication : refaire le site", ()),
        ("- imprimer la carte (Excel)", "imprimer la carte (Excel)", ()),
    ],
)
def test_owners_are_those_that_the_line_gives(line, text, owners):
    assert [(one.text, one.owners) for one in tasks(line)] == [(text, owners)]


@pytest.mark.parametrize(
    "line",
    [
        "- ~~appeler la mairie~~",
        "- [x] appeler la mairie",
        "- appeler la mairie ✅",
        "- appeler la mairie (fait)",
        "- appeler la mairie : c'est fait, merci Ana",
        "- appeler la mairie – fait le 3 mai",
        "- Fait : appeler la mairie",
        "- Ana a appelé la mairie",
        "- appeler la mairie -> FAIT",
    ],
)
def test_a_done_task_never_comes_out_open(line):
    assert [one.done for one in tasks(line)] == [True]


@pytest.mark.parametrize(
    "line", ["- appeler la mairie ⏳", "- appeler la mairie (pas fait)", "- Offrir un thé à Brouille"]
)
def test_an_open_task_stays_open(line):
    assert [one.done for one in tasks(line)] == [False]


def test_a_section_of_what_was_done_holds_done_tasks():
    assert [one.done for one in tasks("- affiche", label="## Actions réalisées\n")] == [True]


@pytest.mark.parametrize(
    ("line", "due", "words"),
    [
        ("- imprimer (Ana, avant le 20 mai)", "2023-05-20", "avant le 20 mai"),
        ("- imprimer d'ici fin mai", "2023-05-31", "d'ici fin mai"),
        ("- imprimer (Ana), avant le 20 mai", "2023-05-20", "avant le 20 mai"),
        ("- imprimer d'ici la prochaine réunion", None, "d'ici la prochaine réunion"),
        ("- préparer la fête du 3 juin", None, None),
        ("- imprimer", None, None),
    ],
)
def test_a_due_day_is_read_beside_its_words(line, due, words):
    assert [(one.due, one.due_words) for one in tasks(line)] == [(due, words)]


def test_quotes_may_be_tasks_with_items_nested_in_them():
    found = tasks(
        "> Chaque équipe apporte\n\n- Une photo\n- Un nom\n\n> Écrire", label="## To-do list\n\n### Pour la fête\n"
    )

    assert [(one.text, one.heading, one.children) for one in found] == [
        ("Chaque équipe apporte", "Pour la fête", ("Une photo", "Un nom")),
        ("Écrire", "Pour la fête", ()),
    ]


def test_an_item_that_says_who_does_it_is_no_part_of_the_quote_above():
    found = tasks("> Chaque équipe apporte\n\n- Une photo\n- Imprimer (Ana)\n- Relire", label="## À faire\n")

    assert [(one.text, one.owners, one.children) for one in found] == [
        ("Chaque équipe apporte", (), ("Une photo",)),
        ("Imprimer", ("Ana",), ()),
        ("Relire", (), ()),
    ]


def test_a_heading_may_name_who_does_what_is_below():
    found = tasks("**Ana**\n- écrire\n- relire\n\n**Luc**\n- imprimer", label="## Actions\n")

    assert [one.owners for one in found] == [("Ana",), ("Ana",), ("Luc",)]


@pytest.mark.parametrize(
    "line", ["**ACTION** Ana : imprimer", "Action : Ana : imprimer", "On en parle. ACTION: Ana : imprimer"]
)
def test_a_task_may_be_labelled_amid_a_topic(line):
    found = read_minutes(f"{HEAD}## Affiche\n\n{line}\n").tasks

    assert [(one.text, one.owners, one.sure) for one in found] == [("imprimer", ("Ana",), True)]


def test_a_table_gives_owners_days_and_states():
    table = "| Quoi | Qui | Quand | État |\n|---|---|---|---|\n| Écrire | Ana, Luc | 20/05 | |\n| Lire | Luc | | fait |"

    found = tasks(table, label="## Reste à faire\n")

    assert [(one.text, one.owners, one.due, one.done) for one in found] == [
        ("Écrire", ("Ana", "Luc"), "2023-05-20", False),
        ("Lire", ("Luc",), None, True),
    ]


def test_what_prose_promises_is_a_proposal():
    found = read_minutes(f"{HEAD}## Divers\n\nLuc va appeler la mairie demain.").tasks

    assert [(one.owners, one.due, one.sure) for one in found] == [(("Luc",), "2023-05-13", False)]


def test_the_reference_day_serves_where_the_text_bears_none():
    found = read_minutes("À faire :\n- imprimer avant le 20 mai", on=date(2024, 5, 1)).tasks

    assert [one.due for one in found] == ["2024-05-20"]
