"""Of thousands of names, those that a text says are found without compiling the others."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.people import name_forms
from palabre.people.name_forms import forms_from, forms_in, mentions
from palabre.pure.french.name_index import NameIndex
from tests.lengths import often

NAMES = [
    *("Nadège Kerouanton", "Nadège Kervran", "Norbert Kerouanton", "Anne-Lise Le Goff Tanguy", "Malo", "Ana d’Or"),
    *(
        "Mme Tual",
        "Karim (Kim) Dû",
        "Zoé Kao",
        "Marie-Jo Tual",
        "LE GOFF Inès",
        "zigzag",
        "Odile Morvan/Tual",
        "Malo Dû",
    ),
    *(
        "Nadège Kerouanton-13",
        "Malo Tual",
        "malo tual",
        "Mai Lê",
        "Lê Mai",
        "Œdipe Œil",
        "A B C D",
        "Nadège",
        "Kao Zoé",
        "",
    ),
]
PIECES = [
    *("Nadège", "nadege", "NADÈGE", "Kerouanton", "kerouanton", "Kervran", "13", "Anne", "lise", "Le", "Goff", "goff"),
    *("Tanguy", "Malo", "malo", "Ana", "d", "Or", "or", "Tual", "tual", "Kim", "Dû", "du", "Zoé", "kao", "Marie", "Jo"),
    *(
        "jo",
        "Inès",
        "zigzag",
        "Odile",
        "Morvan",
        "Mai",
        "Lê",
        "Œdipe",
        "œil",
        "oeil",
        "N",
        "n",
        "K",
        "k",
        "A",
        "B",
        "C",
    ),
    *("D", "J", "M", "L", "T", "Mme", "M.", "Zo\u0301é", "\u00ad", "x"),
]
SIGNS = [
    *(
        "",
        "",
        "",
        " ",
        " ",
        " ",
        "-",
        "-",
        ".",
        "_",
        "\n",
        "\n\n",
        "’",
        "'",
        "**",
        "/",
        "@",
        ", ",
        ". ",
        " (",
        ") ",
        "  ",
    ),
    *(
        "@val.example",
        "@val.example ",
        " https://val.example/",
        " www.",
        " /s/",
        "+",
        "\u00a0",
        "\u202f",
        "> ",
        " " * 9,
    ),
    *("x" * 64, "x" * 65 + ".", "é"),
]
TEXT = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SIGNS)).map("".join), max_size=9).map("".join)
HERS = st.tuples(  # two pieces of one name in any dress: what is found most often
    st.sampled_from(NAMES).flatmap(lambda name: st.permutations(name.replace("-", " ").split())),
    st.sampled_from(SIGNS),
    st.sampled_from(SIGNS),
    st.sampled_from([str, str.upper, str.lower, lambda words: words[:1] + words[-3:]]),
).map(lambda said: said[1] + said[3](said[2].join(said[0])))
ALPHABET = "aAiIkKsSσΣςßıİſK\u0301 .-@/"
ANY_NAME = st.text(ALPHABET, min_size=1, max_size=6)


def found(names, text, among):
    return {name for name, forms in forms_in(text, names, among=among) if mentions(text, forms)}


def found_by_all(names, text, among):
    """Return the same where all the names are compiled."""
    index = NameIndex(among)
    return {name for name in names if mentions(text, forms_from(index.spelling(name)))}


@given(st.lists(st.sampled_from(NAMES), max_size=8), st.lists(TEXT | HERS, max_size=4).map(" ".join), st.booleans())
@settings(max_examples=often(500), deadline=None)
def test_no_name_is_missed_that_all_the_patterns_find(names, text, theirs):
    among = names if theirs else NAMES[:4]

    assert found(names, text, among) == found_by_all(names, text, among)


@given(st.lists(ANY_NAME, min_size=1, max_size=3), st.text(ALPHABET, max_size=20), st.integers(0, 2), st.booleans())
@settings(max_examples=often(300), deadline=None)
def test_nor_in_letters_of_which_the_case_is_odd(names, text, place, raised):
    said = names[place % len(names)]
    text += f" {said.upper() if raised else said} {text}"

    assert found(names, text, names) == found_by_all(names, text, names)


@given(st.lists(st.sampled_from(NAMES), max_size=8), TEXT | HERS)
@settings(max_examples=often(300), deadline=None)
def test_what_is_compiled_is_found(names, text):
    compiled = [name for name, forms in forms_in(text, names, among=names)]

    assert compiled == [name for name, forms in forms_in(text, names, among=names) if mentions(text, forms)]


FIRST = ["Nadège", "Youssef", "Linh", "Malo", "Odile", "Karim", "Anatole", "Inès", "Gérard", "Zoé", "Bastien", "Farida"]
LAST = ["Kerouanton", "Belhadi", "Nguyen", "Guivarch", "Morvan", "Oualid", "Ferreira", "Courtois", "Vautrin", "Lambert"]
CROWD = [f"{first} {last}-{number}" for number, (first, last) in enumerate(product(FIRST, LAST * 10))]
CROWD += [f"{first} {last}" for first, last in product(FIRST, LAST)]


@pytest.mark.parametrize(
    "text",
    [
        f"{', '.join(FIRST)}\n\n{', '.join(LAST)}",
        "".join(f"{first}, {last}. {last}, {first} " for first, last in product(FIRST, LAST)),
        "".join(f"{first} . {last}; {last}. {first}, " for first, last in product(FIRST, LAST)),
        "".join(f"x-{first[0]}. {last}, {first[0].lower()} {last}; " for first, last in product(FIRST, LAST)),
        "".join(
            f"{first.lower()} , {last.lower()}@ a@{first}/{last} b.{last}@" for first, last in product(FIRST, LAST)
        ),
        "".join(f"{'x' * 65}.{first}{last}@val.example " for first, last in product(FIRST, LAST)).lower(),
    ],
)
def test_no_name_is_compiled_of_which_the_words_stand_apart(text, monkeypatch):
    """Twelve first names and ten surnames, anywhere in a text, made 1 200 names of this crowd be compiled: 11 s."""
    compiled = []
    monkeypatch.setattr(name_forms, "forms_from", lambda spelling: compiled.append(spelling) or forms_from(spelling))

    assert not list(forms_in(text, CROWD, among=CROWD))
    assert not compiled


def test_only_the_names_that_are_said_are_compiled(monkeypatch):
    compiled = []
    monkeypatch.setattr(name_forms, "forms_from", lambda spelling: compiled.append(spelling) or forms_from(spelling))
    text = f"{', '.join(FIRST)}, Zoé Lambert, {', '.join(LAST)} et Nguyen-1122"

    assert [name for name, _forms in forms_in(text, CROWD, among=CROWD)] == ["Farida Nguyen-1122", "Zoé Lambert"]
    assert len(compiled) == 2
