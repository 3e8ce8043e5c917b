"""Where a text names somebody."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.people.models import Person
from palabre.people.name_forms import forms_in, forms_of, forms_of_name, lines_naming, mentions, unnamed
from palabre.pure.french import fold
from palabre.pure.french.keys import CIVILITIES
from palabre.pure.french.spellings import NEVER_ALONE
from tests.lengths import often


def may_be_a_name(word):
    """A word of the language says a name only beside the rest of it, and « Mme » says none."""
    return fold(word) not in NEVER_ALONE | CIVILITIES


OTHERS = ("Malo Kerouanton", "Youssef Belhadi", "Rose-Marie Dun", "Mairie de Brennes")
LETTERS = "abcdefghijklmnopqrstuvwxyzéèçïœ"
WORD = st.text(alphabet=LETTERS, min_size=1, max_size=9)
PART = st.text(alphabet=LETTERS, min_size=3, max_size=9).filter(may_be_a_name).map(str.capitalize)
NAME = st.builds("{} {}".format, PART, PART)


def found(name, text, *, among=OTHERS):
    return [text[start:end] for start, end in mentions(text, forms_of_name(name, others=among))]


@pytest.mark.parametrize(
    "written",
    [
        "Nadège Kerouanton",
        "Nadège  Kerouanton",
        "Nadège\u00a0Kerouanton",
        "nadege kerouanton",
        "KEROUANTON Nadège",
        "Nade\u0300ge Kerouanton",
        "Na\u00addège Kerouanton",
        "N. Kerouanton",
        "N Kerouanton",
        "Kerouanton N.",
        "Nadège K.",
        "Mme Nadège Kerouanton",
        "Nadège\nKerouanton",
        "Nadège",
        "NADÈGE",
        "nadege.kerouanton@brennes.example",
        "nkerouanton@brennes.example",
    ],
)
def test_a_full_name_is_found_as_people_write_it(written):
    assert found("Nadège Kerouanton", f"Merci à {written}, qui note.") == [written]


def test_one_word_of_a_surname_alone_is_found():
    assert found("Ana Ruiz Cortazar", "Ruiz vient, et Cortazar aussi.") == ["Ruiz", "Cortazar"]
    assert found("Ana Ruiz Cortazar", "Ruiz vient.") == ["Ruiz"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("le vélo d’Inès", ["Inès"]),
        ("le vélo d'Inès", ["Inès"]),
        ("la voiture **Inès**", ["Inès"]),
        ("dit _Inès_ :", ["Inès"]),
        ("**Inès** Courtois", ["Inès** Courtois"]),
        ("Inès's bike", ["Inès"]),
        ("[[Inès Courtois]]", ["Inès Courtois"]),
        ("| Courtois | Inès |", ["Courtois", "Inès"]),
        ("M. et Mme Courtois", ["Mme Courtois"]),
        ("/s/le-val/pages/le-potager-d-ines/", ["ines"]),
        ("https://exemple.example/ines-courtois?x=1", ["ines-courtois"]),
    ],
)
def test_what_stands_around_a_name_does_not_hide_it(text, written):
    assert found("Inès Courtois", text) == written


@pytest.mark.parametrize("text", ["la Roseraie", "une rose", "Rose-Marie", "Anne-Rose", "PetitPetit", "un petit"])
def test_a_word_that_only_holds_a_name_names_nobody(text):
    assert found("Rose Petit", text) == []


def test_a_first_name_or_surname_that_another_bears_says_nobody():
    text = "Youssef et Kerouanton, puis Belhadi."

    assert found("Youssef Kerouanton", text) == []
    assert found("Youssef Tual", text) == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Marie-Jo Tual", ["Marie-Jo", "Marie Jo", "M.-J. Tual", "MJ Tual", "Tual"]),
        ("LE GOFF Inès", ["Inès Le Goff", "I. Le Goff", "Le Goff"]),
        ("Awa de La Tour", ["Awa", "Awa de la Tour", "de La Tour", "De la Tour"]),
        ("Paul Le Goff Tanguy", ["Le Goff Tanguy", "Tanguy", "Paul"]),
        ("Éloi D’Almeida", ["Eloi", "D'Almeida", "d’Almeida"]),
        ("zigzag", ["zigzag", "Zigzag"]),
    ],
)
def test_names_of_many_shapes(name, written):
    assert found(name, " ; ".join(written)) == written


def test_two_persons_of_one_full_name_cannot_be_told_apart():
    assert found("Inès Courtois", "Inès Courtois", among=["COURTOIS Inès"]) == []


def test_a_word_of_the_language_names_nobody_alone():
    assert found("Lê Mai", "Le jardin, en Mai : Lê Mai") == ["Lê Mai"]


def test_whose_name_was_taken_away_is_named_nowhere():
    erased = Person(name="Une personne", erased_at="2024-04-02")

    assert mentions("Une personne note.", forms_of(erased, others=[])) == []


def test_the_lines_that_name_her_are_numbered_from_one():
    forms = forms_of_name("Inès Courtois", others=OTHERS)

    assert lines_naming("Bonjour\nInès et Inès\n\n- Inès\nCourtois", forms) == [(2, "Inès et Inès"), (4, "- Inès")]


@given(NAME, st.text(max_size=60))
@settings(max_examples=often(150), deadline=None)
def test_what_is_found_is_in_the_text_in_order(name, text):
    spans = mentions(f"{text} {name} {text}", forms_of_name(name, others=()))

    assert all(0 <= start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert spans


@given(NAME, WORD, WORD)
@settings(max_examples=often(150), deadline=None)
def test_nothing_is_found_inside_a_longer_word(name, head, tail):
    first, surname = name.split()

    assert found(name, f"{head}{first} {surname}{tail} {head}{first}{tail}", among=()) == []


@given(
    NAME, st.sampled_from(["{1} {0}", "{0}\u202f{1}", "**{0}** {1}", "d’{0} {1}", "{0}-{1}", "{0}, {1}", "« {0} {1} »"])
)
@settings(max_examples=often(100), deadline=None)
def test_a_name_is_found_in_every_dress(name, dress):
    first, surname = name.split()

    left = dress.format(first, surname)
    for start, end in reversed(mentions(left, forms_of_name(name, others=()))):
        left = left[:start] + left[end:]

    assert first not in left
    assert surname not in left


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Inès note.", "Une personne note."),
        ("- [ ] **Inès** : le café", "- [ ] **Une personne** : le café"),
        ("Merci. Inès note !", "Merci. Une personne note !"),
        ("Présents : Malo, Inès", "Présents : Malo, une personne"),
        ("| Inès | mairie |", "| Une personne | mairie |"),
        (
            "le vélo d’Inès, celui de Inès, parce que Inès",
            "le vélo d’une personne, celui d’une personne, parce qu’une personne",
        ),
        ("de **Inès** Courtois", "d’**une personne**"),
        ("avec Inès\n> Courtois, oui", "avec une personne\n> , oui"),
        ("[la page](/s/le-val/pages/ines-courtois/)", "[la page](/s/le-val/pages/une-personne/)"),
        ("[la page](/ines-courtois) ou www.ines.example/a", "[la page](/une-personne) ou www.une-personne.example/a"),
        ("[écrire](mailto:ines@brennes.example)", "[écrire](mailto:une-personne)"),
        ("écrire à ines@brennes.example", "écrire à une personne"),
        ("[[Le jardin d’Inès]]", "[[Le jardin d’une personne]]"),
    ],
)
def test_a_person_stands_in_the_place_of_a_name(text, instead):
    assert unnamed(text, forms_of_name("Inès Courtois", others=OTHERS)) == instead


@given(st.text(max_size=80), NAME)
@settings(max_examples=often(100), deadline=None)
def test_lines_keep_their_numbers_and_nothing_is_left(text, name):
    forms = forms_of_name(name, others=())

    kept = unnamed(f"{text} {name}\n{text}", forms)

    assert kept.count("\n") == 2 * text.count("\n") + 1
    assert mentions(kept, forms) == []


PARTS = ["Zoé", "Marie-Jo", "Le Goff", "Dun", ""]
SAID = [
    "Zoé D. écrit",
    "zoe.dun@val.example",
    "mj.legoff@val.example",
    "Marie-Jo L. et M. Goff",
    "Zoé",
    "Dun Zoé",
    "GOFF",
]


@given(
    st.lists(st.builds("{} {}".format, st.sampled_from(PARTS), st.sampled_from(PARTS)), max_size=5),
    st.lists(st.sampled_from(SAID), max_size=2).map(" ; ".join),
)
@settings(max_examples=often(400), deadline=None)
def test_many_names_are_found_in_a_text_as_each_by_itself(names, text):
    others = [names[:place] + names[place + 1 :] for place in range(len(names))]
    each = [(name, mentions(text, forms_of_name(name, others=rest))) for name, rest in zip(names, others)]
    found = [(name, mentions(text, forms)) for name, forms in forms_in(text, names, among=names)]

    assert [one for one in found if one[1]] == [one for one in each if one[1]]


@pytest.mark.parametrize(
    "name",
    [
        "Nadège (Nana) Kerouanton",
        "Kerouanton, Nadège",
        "Jean–Paul Quilleveré",
        "Odile Morvan/Tual",
        "Nadège ---------- Kerouanton",
        "Nadège Ker+ouanton",
    ],
)
def test_a_name_is_found_as_it_is_stored_whatever_its_signs(name):
    assert found(name, f"Avec {name}, hier.", among=()) == [name]
    assert found(name, f"Avec {name.upper()}, hier.", among=()) == [name.upper()]
    assert unnamed(f"Avec {name}, hier.", forms_of_name(name, others=())) == "Avec une personne, hier."
