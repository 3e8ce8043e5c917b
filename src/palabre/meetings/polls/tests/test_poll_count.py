"""What suits whom is counted without ranking anybody, and said in a sentence, French and English."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings.polls.poll_count import IF_NEED_BE, NO, YES, best, count
from palabre.meetings.polls.poll_phrases import result
from palabre.pure.french import typeset

PEOPLE = {1: "Anouk", 2: "Éloi", 3: "Inès", 4: "Malo", 5: "Michel", 6: "Nadège", 7: "Sabine", 8: "Zoé"}
DAYS = {10: "mardi 13", 11: "jeudi 15"}
CHOICES = st.sampled_from([YES, IF_NEED_BE, NO])
SAID = st.dictionaries(st.integers(1, 8), st.dictionaries(st.sampled_from([10, 11, 12]), CHOICES), max_size=8)
SOME = st.frozensets(st.integers(1, 8))
OPTIONS = [10, 11, 12]


def everybody(choice, *, but=()):
    return {person: {10: choice} for person in PEOPLE if person not in but}


def test_the_result_says_who_is_missing():
    counts = count([10, 11], everybody(YES, but=[5]), awaited=[5])

    assert result(counts, DAYS, PEOPLE) == typeset("Mardi 13 convient à 7 sur 8 ; il manque Michel.")


def test_the_result_is_said_in_english_too():
    with translation.override("en"):
        said = result(count([10], everybody(YES, but=[5]), awaited=[5]), {10: "Tuesday 13"}, PEOPLE)

    assert said == "Tuesday 13 suits 7 out of 8; Michel is missing."


@pytest.mark.parametrize(
    ("said", "required", "sentence"),
    [
        ({}, [], ""),
        ({1: {10: NO}}, [], ""),
        ({1: {10: YES}}, [], "Mardi 13 convient à la seule personne qui a répondu."),
        ({1: {10: YES}, 2: {10: YES}}, [], "Mardi 13 convient à tout le monde : 2 personnes."),
        ({1: {10: YES}, 2: {10: IF_NEED_BE}}, [],
         "Mardi 13 convient à tout le monde : 2 personnes. Pour Éloi, seulement si besoin."),
        ({1: {10: YES}, 2: {10: NO}}, [2],
         "Aucune date ne convient encore à Éloi, dont la présence compte. "
         "Mardi 13 convient à 1 sur 2 ; il manque Éloi."),
        ({1: {10: YES, 11: YES}}, [],
         "Mardi 13 convient à la seule personne qui a répondu. Aussi bien : jeudi 15."),
        ({1: {10: YES}} | {person: {10: NO} for person in range(2, 9)}, [],
         "Mardi 13 convient à 1 sur 8 ; il manque Éloi, Inès, Malo et 4 autres."),
    ],
)  # fmt: skip
def test_each_result_has_its_sentence(said, required, sentence):
    assert result(count([10, 11], said, required=required), DAYS, PEOPLE) == typeset(sentence)


@settings(deadline=None)  # the machine may be busy
@given(SAID, SOME, SOME)
def test_each_person_stands_on_one_shelf_of_each_date(said, awaited, required):
    for one in count(OPTIONS, said, awaited=awaited, required=required):
        shelves = [*one.yes, *one.if_need_be, *one.no, *one.silent]

        assert sorted(shelves) == sorted({*said, *awaited, *required})
        assert one.suits + len(one.missing) == one.there_are
        assert set(one.lacks) == set(one.missing) & required


@settings(deadline=None)  # the machine may be busy
@given(SAID, SOME, st.permutations(range(1, 9)))
def test_nobody_weighs_more_than_another(said, awaited, others):
    def renamed(person):
        return others[person - 1]

    counts = count(OPTIONS, said, awaited=awaited)
    turned = count(OPTIONS, {renamed(who): what for who, what in said.items()}, awaited=[*map(renamed, awaited)])

    assert [one.weight for one in counts] == [one.weight for one in turned]
    assert [one.option for one in best(counts)] == [one.option for one in best(turned)]


@settings(deadline=None)  # the machine may be busy
@given(SAID, SOME, SOME, st.integers(1, 8))
def test_a_yes_more_never_makes_a_date_worse(said, awaited, required, person):
    before = count(OPTIONS, said, awaited={*awaited, person}, required=required)[0]
    more = said | {person: {**said.get(person, {}), 10: YES}}

    after = count(OPTIONS, more, awaited={*awaited, person}, required=required)[0]

    assert after.weight <= before.weight


@settings(deadline=None)  # the machine may be busy
@given(SAID, SOME, SOME)
def test_the_best_date_is_there_as_soon_as_one_suits_somebody(said, awaited, required):
    counts = count(OPTIONS, said, awaited=awaited, required=required)

    assert bool(best(counts)) == any(one.suits for one in counts)
    assert len({one.weight for one in best(counts)}) <= 1
