"""Where a name stands within another person's, or is another's in the other order, the place is theirs."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from palabre.people.name_forms import forms_in, forms_of_name, mentions, unnamed
from palabre.pure.french.spellings import INSTEAD, Name, ThingName
from palabre.web.name_masking.name_mask import GoneNames, veil_of
from tests.lengths import often

WORDS = ["Anne", "Marie", "Bob", "Morvan", "Kervadec", "Le Bihan", "Anne-Marie", "Paul", "dû"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True).map(" ".join)
WRITTEN = st.sampled_from([str, str.upper, lambda name: name.replace(" ", "-"), lambda name: f"Mme {name}"])

BETWEEN = [", ", "\n* ", "\n- ", "\n\n", " | ", "\n", "  \n"]  # points of a list, cells, lines


@given(NAMES, NAMES, st.sampled_from(BETWEEN), st.lists(st.tuples(st.booleans(), WRITTEN), min_size=1, max_size=4))
@settings(max_examples=often(400), deadline=None)
def test_nothing_of_anothers_whole_name_is_found_and_all_of_hers_is(hers, other, between, said):
    assume(set(Counter(Name.of(other).pieces) - Counter(Name.of(hers).pieces)) != {"du"})  # no more of a name
    told = [(is_hers, written(hers if is_hers else other)) for is_hers, written in said]
    is_one = not set(Name.of(hers).orders).isdisjoint(Name.of(other).orders)

    text = between.join(words for _is_hers, words in told)
    left = unnamed(text, forms_of_name(hers, others=[other])).split(between)

    for (is_hers, words), now in zip(told, left, strict=True):
        assert now == words if is_one or not is_hers else now.lower() == INSTEAD


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Marie Morvan, Anne Marie Morvan", "Une personne, Anne Marie Morvan"),
        ("Anne, Marie Morvan", "Anne, une personne"),
        ("MORVAN Anne-Marie et MORVAN Marie", "MORVAN Anne-Marie et une personne"),
        ("Anne **Marie Morvan**", "Anne **Marie Morvan**"),
        ("Anne Lise Marie Morvan", "Anne Lise une personne"),
        ("Anne\n\nMarie Morvan", "Anne\n\nUne personne"),
        ("/qui/anne-marie-morvan /qui/marie-morvan", "/qui/anne-marie-morvan /qui/une-personne"),
        ("anne.marie.morvan@val.example marie.morvan@val.example", "anne.marie.morvan@val.example une personne"),
        ("Association Marie Morvan", "Association une personne"),
        ("Le Goff Marie, Goff Marie", "Le Goff Marie, une personne"),
    ],
)
def test_places_of_a_longer_name(text, left):
    others = ["Anne Marie Morvan", ThingName("Association Marie Morvan"), "Marie Le Goff"]
    forms = [forms_of_name(name, others=others) for name in ("Marie Morvan", "Marie Goff")]

    assert unnamed(unnamed(text, forms[0]), forms[1]) == left


def test_a_name_said_only_within_a_longer_one_is_not_among_those_found():
    among = ["Marie Morvan", "Anne Marie Morvan", "Bob Kervadec", "Kervadec Bob"]

    found = [name for name, _forms in forms_in("Anne Marie Morvan et Bob Kervadec", among, among=among)]

    assert found == ["Anne Marie Morvan"]


def test_it_is_looked_for_among_thousands_without_a_pattern_of_each():
    others = [f"Marie Morvan Nom{place}x" for place in range(5_000)]
    forms = forms_of_name("Marie Morvan", others=others)

    assert len(forms.written.pattern) + len(forms.in_address.pattern) < 2_000
    assert len(mentions("Marie Morvan, Marie Morvan Nom4999x, Marie Morvan Nom5000x", forms)) == 2


@pytest.mark.parametrize("typed", ["Pau Lmartin", "Paul Martin"])
def test_a_gone_name_of_the_same_letters_shows_nobody_else(typed):
    mask = veil_of(("Paul Martin",), GoneNames((typed,), in_capitals=(typed,)))

    assert "artin" not in mask.over_text("le vélo de Paul martin, de paul martin, de Paul Martin")


@pytest.mark.parametrize("between", [", ", "\n", "  \n", "\n- ", "\n* ", " - ", " & ", " | "])
def test_the_mask_reads_no_name_turned_round_from_one_line_to_the_next(between):
    mask = veil_of(("Marie Martin",))

    shown = mask.over_text(between.join(["La clef", "Rose Martin", "Marie Martin", "Rose Martin", "Fin"]))

    assert shown == between.join(["La clef", "Rose Martin", "Marie", "Rose Martin", "Fin"])
