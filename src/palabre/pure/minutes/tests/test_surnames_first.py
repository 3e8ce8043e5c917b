"""Lists of people with the surname first: « LE GOFF, Marie » is the person whom « Marie Le Goff » is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import name_key
from palabre.pure.minutes import read_minutes
from tests.lengths import often

FOUR = ["ABGRALL, Solenn", "LE GOFF, Marie", "DIALLO, Ousmane", "TANGUY, Yann"]
TURNED = ["Solenn ABGRALL", "Marie LE GOFF", "Ousmane DIALLO", "Yann TANGUY"]
FEW = settings(max_examples=often(60), deadline=None)


def people(text):
    return [(one.name, one.organisation, one.role) for one in read_minutes(text).participants]


def alone(*names):
    return [(name, None, None) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "Présents :\n- " + "\n- ".join(FOUR),
        "Présents :\n" + "\n".join(FOUR),
        "## Présences\n\n" + "\n".join(FOUR) + "\n\nLa séance est ouverte.",
        "Présents :\n\n" + "\n\n".join(FOUR) + "\n\nLa séance est ouverte à vingt heures.",
        "Présents : " + " ; ".join(FOUR),
        "Présents : " + " / ".join(FOUR),
        "Présents : " + " – ".join(FOUR),
        "Présents :\n\n| Nom |\n|---|\n| " + " |\n| ".join(FOUR) + " |",
        "| Présents | Excusés |\n|---|---|\n| " + "<br/>".join(FOUR) + " | |",
        "Présents :\n\n| Nom | Prénom |\n|---|---|\n" + "\n".join(f"| {one.replace(', ', ' | ')} |" for one in FOUR),
    ],
)
def test_a_surname_in_capitals_stands_before_a_first_name(text):
    assert people(text) == alone(*TURNED)


@pytest.mark.parametrize(
    ("line", "one"),
    [
        ("LE GOFF, Marie (mairie de Brume)", ("Marie LE GOFF", "mairie de Brume", None)),
        ("LE GOFF, Marie – trésorière", ("Marie LE GOFF", None, "trésorière")),
        ("LE GOFF, Marie, trésorière", ("Marie LE GOFF", None, "trésorière")),
        ("LE GOFF, Marie <m.legoff@val.example>", ("Marie LE GOFF", None, None)),
        ("**LE GOFF**, Marie-Jo (en visio)", ("Marie-Jo LE GOFF", None, None)),
        ("Mme LE GOFF, Marie", ("Marie LE GOFF", None, None)),
        ("M. LE GOFF, Paul (mairie de Brume)", ("Paul LE GOFF", "mairie de Brume", None)),
        ("D’ARVOR, Anne Laure", ("Anne Laure D’ARVOR", None, None)),
        ("NOÉ-ROUX, Zoé ; Le Fournil", ("Zoé NOÉ-ROUX", None, None)),
    ],
)
def test_what_stands_after_the_name_is_read_as_after_another(line, one):
    assert people(f"Présents :\n- {line}\n- Luc Roc") == [one, ("Luc Roc", None, None)]


def test_one_line_may_hold_one_person():
    found = read_minutes("Excusée : QUÉMÉNER, Lucie").participants

    assert [(one.name, one.text, one.presence) for one in found] == [("Lucie QUÉMÉNER", "QUÉMÉNER, Lucie", "excused")]


def test_the_category_before_the_name_stays_its_own():
    assert people("Présents :\nMairie de Brume : LE GOFF, Marie\nAssociation Les Quais : ROUX, Zoé") == [
        ("Marie LE GOFF", "Mairie de Brume", None),
        ("Zoé ROUX", "Association Les Quais", None),
    ]


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("head", ["Présents :\n", "## Présences\n\n"])
def test_a_list_may_write_surnames_without_capitals_throughout(head, mark):
    lines = "\n".join(mark + line for line in ("Le Goff, Marie", "Abgrall, Solenn", "NOÉ, Zoé"))

    assert people(f"{head}{lines}\n\nLa séance est ouverte.") == alone("Marie Le Goff", "Solenn Abgrall", "Zoé NOÉ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Présents : Marie, Paul, Zoé", alone("Marie", "Paul", "Zoé")),
        ("Présents : Ana, Marie\nExcusés : Paul, Luc", alone("Ana", "Marie", "Paul", "Luc")),
        ("Présents :\nAna, Marie\nPaul, Luc", alone("Ana", "Marie", "Paul", "Luc")),
        ("Présents : ROUX, Marie et Paul", alone("ROUX", "Marie", "Paul")),
        ("Présents :\n- Ana, Emmaüs\n- Luc, Framasoft", [("Ana", "Emmaüs", None), ("Luc", "Framasoft", None)]),
        ("Présents :\n- Dupuis, Framasoft\n- Roc, Framasoft", [(n, "Framasoft", None) for n in ("Dupuis", "Roc")]),
        (
            "Présents :\n- Ana Gil, Framasoft\n- Luc Roc, Emmaüs",
            [("Ana Gil", "Framasoft", None), ("Luc Roc", "Emmaüs", None)],
        ),
        (
            "Présents :\n- Marie Le Goff, mairie de Brume\n- Luc Roc, CAF",
            [("Marie Le Goff", "mairie de Brume", None), ("Luc Roc", "CAF", None)],
        ),
        ("Présents :\n- CAF, Marie\n- DDT, Paul", [("Marie", "CAF", None), ("Paul", "DDT", None)]),
        (
            "Présents :\n- ADEME, Ana Gil\n- Luc Roc – ADEME, Nantes",
            [("Ana Gil", "ADEME", None), ("Luc Roc", "ADEME", None)],
        ),
        ("Présents :\n- Trésorière, Marie\n- Maire, Paul", [("Trésorière", "Marie", None), ("Maire", "Paul", None)]),
        ("Présents :\n- GIL, Trésorière\n- ROUX, Maire", [("GIL", None, "Trésorière"), ("ROUX", None, "Maire")]),
    ],
)
def test_what_is_no_surname_and_first_name_stays_as_it_was(text, found):
    assert people(text) == found


FIRST = st.sampled_from(["Solenn", "Marie-Jo", "Ousmane", "Zoé", "Anne Laure", "Maël", "Œdile", "Kouamé"])
SURNAMES = ["Le Goff", "Abgrall", "Noé-Roux", "De la Tour", "D’Arvor", "Kerdoncuff", "Ba"]
AFTER = ["", " (Mairie de Brume)", " – trésorière", ", trésorière", " (en visio)", " excusée", " ; Le Fournil"]
LINE = st.tuples(FIRST, st.sampled_from(SURNAMES), st.sampled_from(AFTER))


@given(st.lists(LINE, min_size=2, max_size=6), st.sampled_from(["- ", "", "1. "]))
@FEW
def test_both_orders_name_the_same_people(lines, mark):
    def read(form):
        text = "\n".join(mark + form(*line) for line in lines)
        found = read_minutes(f"Présents :\n{text}\n").participants
        return [(name_key(one.name), one.organisation, one.role, one.presence, one.lines) for one in found]

    turned = read(lambda first, surname, after: f"{surname.upper()}, {first}{after}")

    assert turned == read(lambda first, surname, after: f"{first} {surname.upper()}{after}")
