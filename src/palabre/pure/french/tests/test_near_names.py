"""Of the names that a text may mean, only those that hold a piece of a name change how it is searched."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.french import fold, fold_all
from palabre.pure.french.name_index import NameIndex
from palabre.pure.french.spellings import Name, Spelling, near

WORDS = [
    "Inès",
    "ines",
    "Ine",
    "Le",
    "Goff",
    "Le Goff",
    "M.",
    "Mme",
    "Œil",
    "Tanguy",
    "Marie-Jo",
    "MARIE",
    "J.",
    "ß",
    "",
]
NAMES = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)


@given(NAMES, st.lists(NAMES, max_size=6))
def test_the_patterns_of_a_name_are_those_among_all(name, others):
    among = Spelling(Name.of(name), tuple(map(Name.of, others)))
    nearly = Spelling.of(name, others)

    assert list(nearly.in_sentences()) == list(among.in_sentences())
    assert list(nearly.in_addresses()) == list(among.in_addresses())
    assert nearly.own == among.own
    if nearly.name.pieces:
        assert nearly.is_anothers_too == among.is_anothers_too


@given(NAMES, st.lists(NAMES, max_size=6))
def test_the_patterns_of_a_name_of_many_are_those_among_the_others(name, others):
    spelling, among = NameIndex([*others, name]).spelling(name), Spelling.of(name, others)

    assert list(spelling.in_sentences()) == list(among.in_sentences())
    assert list(spelling.in_addresses()) == list(among.in_addresses())
    if spelling.name.pieces:
        assert spelling.is_anothers_too == among.is_anothers_too


@given(NAMES, st.lists(NAMES, max_size=6))
def test_names_near_one_among_many_are_those_near_it_alone(name, others):
    own = Name.of(name)

    assert near(own, others) == [other for other in others if near(own, [other])]


@given(NAMES, NAMES)
def test_a_name_is_short_for_near_ones_only(short, full):
    if Name.of(short).may_be_short_for(Name.of(full)):
        assert near(Name.of(short), [full]) == [full]
        assert near(Name.of(full), [short]) == [short]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_texts_folded_at_once_are_as_each_by_itself(texts):
    assert fold_all(texts) == list(map(fold, texts))
