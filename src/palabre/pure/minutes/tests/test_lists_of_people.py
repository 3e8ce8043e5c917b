"""Lists of people in the shapes of real minutes, and what looks like one but names nobody."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

ANA, LUC, ZOE = ("Ana Gil", "Mairie de Brume"), ("Luc Roc", "Le Fournil"), ("Zoé Le Du", None)


def people(text):
    return [(one.name, one.organisation) for one in read_minutes(text).participants]


def names(text):
    return [(one.name, one.presence) for one in read_minutes(text).participants]


@pytest.mark.parametrize(
    "label",
    [
        "Membres du comité présents", "Chargés de mission présents", "Étaient présentes les personnes suivantes",
        "Participants (merci de vous ajouter)", "Ont participé à la réunion", "Présents à la réunion du 3 mars",
        "Les personnes suivantes étaient présentes", "Participants : (ajoutez-vous)",
    ],
)  # fmt: skip
def test_a_label_says_who_was_there_in_many_words(label):
    colon = "" if ":" in label else " :"

    assert names(f"{label}{colon}\n\n- Ana Gil\n- Luc Roc") == [("Ana Gil", "present"), ("Luc Roc", "present")]


@pytest.mark.parametrize(
    "table",
    [
        "| Participants | |\n|---|---|\n| Ana Gil | Mairie de Brume |\n| Luc Roc | Le Fournil |",
        "Participants :\n\n|  |  |\n|---|---|\n| Ana Gil | Mairie de Brume |\n| Luc Roc | Le Fournil |",
        "Présents :\n\n| Mairie de Brume | Ana Gil |\n| Le Fournil | Luc Roc |",
        "## Présents\n\n| Nom – Prénom | Collectivité / Organisme |\n|---|---|\n| Ana Gil | Mairie de Brume |\n"
        "| Luc Roc | Le Fournil |",
    ],
)
def test_a_table_tells_the_organisation_of_each_with_a_head_or_without(table):
    assert people(table) == [ANA, LUC]


def test_a_cell_may_hold_several_people():
    table = "Présents :\n\n| Mairie de Brume | Ana Gil, Luc Roc |\n| Le Fournil | Zoé Le Du<br/>Ida Noé |"

    assert people(table) == [
        ("Ana Gil", "Mairie de Brume"),
        ("Luc Roc", "Mairie de Brume"),
        ("Zoé Le Du", "Le Fournil"),
        ("Ida Noé", "Le Fournil"),
    ]


def test_a_grid_of_names_has_no_organisation():
    assert people("Présents :\n\n| Ana Gil | Luc Roc |\n| Zoé Le Du | Ida Noé |") == [
        (name, None) for name in ("Ana Gil", "Luc Roc", "Zoé Le Du", "Ida Noé")
    ]


@pytest.mark.parametrize("sign", [" – ", " / ", " | "])
def test_signs_separate_names_as_commas_do(sign):
    assert [name for name, _ in people("Présents : " + sign.join(["Ana GIL", "Luc ROC", "Zoé NOÉ"]))] == [
        "Ana GIL",
        "Luc ROC",
        "Zoé NOÉ",
    ]


def test_an_organisation_heads_its_people():
    assert people("Présents : Mairie : A. Gil, L. Roc ; Association Les Quais : Z. Noé") == [
        ("A. Gil", "Mairie"),
        ("L. Roc", "Mairie"),
        ("Z. Noé", "Association Les Quais"),
    ]
    assert people("## Présences\n\n### Mairie de Brume\n\n- Ana Gil\n\n### Habitants\n\n- Zoé Le Du") == [ANA, ZOE]
    assert people("PRÉSENTS :\nMAIRIE DE BRUME : GIL Ana\nASSOCIATION LES QUAIS : LE DU Zoé") == [
        ("GIL Ana", "MAIRIE DE BRUME"),
        ("LE DU Zoé", "ASSOCIATION LES QUAIS"),
    ]


def test_pseudonyms_are_no_organisations():
    assert people("Présents :\n- Ana Gil (mouette)\n- Luc Roc (Rivage) parti à 21h\n- Zoé Le Du (Mairie)") == [
        ("Ana Gil", None),
        ("Luc Roc", None),
        ("Zoé Le Du", "Mairie"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Présents : voir la feuille d'émargement",
        "Participants : 12 personnes",
        "Participants\n\nNom Prénom Organisme Présent\n\nMairie de Brume\n\nAssociation Les Quais",
        "Participants\n\nUne vingtaine de personnes.\n\nAccueil\n\nUn tour de table a eu lieu.\n\nOn a bien ri.",
        "Présents : l'ensemble du bureau sauf Luc Roc",
        "Participants :\nNom Prénom\nOrganisme\nPrésent\nExcusé\n"
        + "\n".join(f"{name}\nLe Fournil\nx" for name in ("Ana Gil", "Luc Roc", "Zoé Noé", "Ida Noé", "Sam Le Du")),
        "| Ana Gil | Luc Roc |\n| Zoé Le Du | Ida Noé |",
        "Membres du groupe : Ana Gil, Luc Roc",
    ],
)
def test_what_lists_nobody_makes_nobody(text):
    assert people(text) == []


def test_a_line_broken_by_a_page_ends_no_list():
    text = "\n".join(["Présents :", "- Ana Gil, Mairie de Brume et du Val", "   d’en Haut", "- Luc Roc, Le Fournil"])

    assert people(text) == [("Ana Gil", "Mairie de Brume et du Val d’en Haut"), LUC]


def test_lines_of_two_words_each_hold_one_person_each():
    lines = ["Ana Gil, Banque du Val", "Luc Roc, Banque du Val", "Zoé Noé, Croix Bleue", "Ida Noé, Croix Bleue"]

    assert people("Présents :\n" + "\n".join(lines)) == [tuple(line.split(", ")) for line in lines]


def test_a_civility_within_a_line_begins_another_person():
    found = read_minutes("Présents :\n- Ana ROUX Mme LE DU (Foyer)\n- Mme Zoé Marec\n- Jean-M. Costa\n").participants

    assert [one.name for one in found] == ["Ana ROUX", "Mme LE DU", "Mme Zoé Marec", "Jean-M. Costa"]


def test_a_civility_within_a_cell_does_too():
    table = "| Organisme | Nom |\n|---|---|\n| Foyer | Ana ROUX M. LE DU |\n| Mairie | Mme Zoé MAREC |\n"

    found = read_minutes(f"## Participants\n\n{table}").participants

    assert [(one.name, one.organisation) for one in found] == [
        ("Ana ROUX", "Foyer"),
        ("M. LE DU", "Foyer"),
        ("Mme Zoé MAREC", "Mairie"),
    ]
