"""What typesetting a text node promises. In these tables ⎵ is U+202F and ~ is U+00A0."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import fold, typeset, typography
from tests.lengths import often

PIECES = st.sampled_from(
    [
        *"aé1;:!?«»'’.…-% \u00a0\u202f()&=_/`",
        "...",
        "14:00",
        "12 h 30",
        "1 000",
        "https://e.fr/?a;b",
        "est-ce",
        "€",
        "\n",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30))
NOT_SPACES = re.compile(r"[\s\u202f\u00a0]")


def shown(text):
    return typeset(text).replace("\u202f", "⎵").replace("\u00a0", "~").replace("\u2011", "‑")


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Bonjour! Ça va ? Oui: non ; fin", "Bonjour⎵! Ça va⎵? Oui~: non⎵; fin"),
        ("Quoi ?! Hein!!", "Quoi⎵?! Hein⎵!!"),
        ("« Oui » et «non»", "«~Oui~» et «~non~»"),
        ("l'eau d'«ici» aujourd'hui", "l’eau d’«~ici~» aujourd’hui"),
        ("attendez...", "attendez…"),
        ("à 14 h 30, 12 min, 3%, 50 €", "à 14~h~30, 12~min, 3~%, 50~€"),
        ("1 000 000 d'habitants", "1⎵000⎵000 d’habitants"),
        ("En 2024 300 personnes", "En 2024 300 personnes"),
        ("n° 3", "n°~3"),
        ("Qu'est-ce que c'est?", "Qu’est‑ce que c’est⎵?"),
        (" : suite", "~: suite"),
        ("Est-ce à 14:00 ?", "Est‑ce à 14:00⎵?"),
    ],
)
def test_french_typography_is_set(typed, set_):
    assert shown(typed) == set_


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/?q=oui;non",
        "fin:https://exemple.fr/",
        "zoe@exemple.fr",
        "14:00",
        "foo();",
        "`a ; b`",
        "x=3;",
        "std::vector",
        "C:\\dossier",
        "main.py:12:",
        "&amp;",
        ":smile:",
        "oui ;)",
        "!important",
        "06 12 34 56 78",
        "....",
    ],
)
def test_addresses_times_and_code_are_left_alone(text):
    assert typeset(text) == text


@given(TEXTS)
@settings(max_examples=often(150))
def test_typesetting_twice_changes_nothing_more(text):
    once = typeset(text)

    assert typeset(once) == once


@given(TEXTS)
@settings(max_examples=often(150))
def test_typesetting_changes_no_letter(text):
    bare = NOT_SPACES.sub("", typeset(text).replace("\u2011", "-").replace("’", "'").replace("…", "..."))

    assert bare == NOT_SPACES.sub("", text.replace("\u2011", "-").replace("’", "'").replace("…", "..."))
    assert fold(bare) == fold(bare.lower())


@settings(max_examples=often(300))
@given(TEXTS)
def test_a_rule_is_left_out_only_where_it_would_change_nothing(text):
    always = re.compile("")
    rules = tuple((always, some) for _sign, some in typography.RULES)

    with patch.object(typography, "RULES", rules), patch.object(typography, "MAY_BE_PROTECTED", always):
        whole = typography._typeset(text)

    assert typeset(text) == whole
