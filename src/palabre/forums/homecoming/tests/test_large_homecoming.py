"""While a forum comes home, or leaves again, nobody else writes: a large one asks no more of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from palabre.forums.homecoming import arrival, clean_texts, row_writer
from palabre.forums.homecoming.arrival_undo import undo_homecoming
from palabre.forums.homecoming.tests.two_computers import a_server, brought, day_of, told
from palabre.forums.homecoming.tests.wide_forum import a_wide_file
from palabre.forums.models import FormerReport, Homecoming, Report, Session, Sheet, SheetPledge
from palabre.people.erasures.name_erasure import erase
from palabre.people.models import Person
from palabre.questions.models import Question, Wording
from palabre.spaces.models import Space
from tests.builders import a_member
from tests.lengths import often

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

FEW, MANY = 4, 24
LETTERS = 0  # written one by one, and few of them: see MOST_LETTERS


@pytest.fixture(autouse=True)
def no_letters(monkeypatch):
    monkeypatch.setattr(arrival, "MOST_LETTERS", LETTERS)


def queries_of(many, *, closed):
    """Return how many queries each took: brought, undone; then brought, again with all said otherwise, undone."""
    space, by = a_server()
    homecomings: list[Homecoming] = []

    def bring(round_):
        homecomings.append(brought(a_wide_file(many, round_=round_, closed=closed), space, by)[0])

    def undo():
        last = homecomings.pop()
        undo_homecoming(last, by=by, at=last.brought_at)

    counted = []
    for act in (lambda: bring(0), undo, lambda: bring(0), lambda: bring(1), undo):
        with CaptureQueriesContext(connection) as asked:
            act()
        counted.append(len(asked))
    return counted


@pytest.mark.parametrize("closed", [False, True])
def test_as_many_queries_are_made_for_a_large_forum_as_for_a_small_one(closed, monkeypatch):
    monkeypatch.setattr(row_writer, "MOST_OF_GROUPS", FEW)
    few, many = queries_of(FEW, closed=closed), queries_of(MANY, closed=closed)

    assert many == few


def test_all_of_a_large_forum_comes_follows_and_goes():
    space, by = a_server()
    first, home = brought(a_wide_file(MANY), space, by)
    before = told(home)
    second, home = brought(a_wide_file(MANY, round_=1), space, by)
    after = told(home)

    staying = undo_homecoming(second, by=by, at=second.brought_at)

    assert (staying, told(home)) == (0, before)
    assert [one[1] for one in after] == [f"Comment faire {at}, la fois 1 ?" for at in range(MANY)]
    assert [one[0] for one in after] == [at + 501 for at in range(MANY)]
    assert all(one[4].endswith("la fois 1.") and one[5][0][2] == "Oui 1" for one in after)
    assert len({where for one in after for where in one[3]}) == MANY
    assert (first.facts["differing"], second.facts["differing"]) == ([[0, "code"]], [])  # the file has none


def test_words_of_many_questions_that_groups_carry_stay_and_are_told(monkeypatch):
    monkeypatch.setattr(row_writer, "MOST_OF_GROUPS", 3)
    space, by = a_server()
    brought(a_wide_file(FEW, closed=True), space, by)

    done, home = brought(a_wide_file(FEW, round_=1, closed=True), space, by)

    reworded = [number for number, text, *_said in told(home) if text.endswith("la fois 1 ?")]
    left = [number for number, facet in done.facts["differing"] if facet == "words"]
    assert (len(reworded), len(left)) == (3, 1)
    assert {number for number, *_said in told(home)} == {*reworded, *left}


def test_nothing_is_left_of_a_large_forum_that_is_undone():
    space, by = a_server()
    models = (Sheet, SheetPledge, Session, Report, FormerReport, Question, Wording)
    done, home = brought(a_wide_file(MANY, closed=True), space, by)
    assert [model.objects.count() for model in models] == [MANY] * 4 + [0] + [MANY] * 2

    staying = undo_homecoming(done, by=by, at=done.brought_at)

    assert (staying, [model.objects.count() for model in models]) == (0, [0] * len(models))
    assert Person.objects.get(space=space) == by
    assert not type(home).objects.filter(pk=home.pk).exists()


def test_links_of_those_who_go_are_found_without_reading_whom_the_file_named_again():
    """With old statistics PostgreSQL read all of them again for each person, for 4.6 seconds."""
    space, by = a_server()
    done, _home = brought(a_wide_file(FEW, closed=True), space, by)

    with CaptureQueriesContext(connection) as asked:
        undo_homecoming(done, by=by, at=done.brought_at)

    gone = [one["sql"] for one in asked if "people_link" in one["sql"] and "forums_broughtrow" in one["sql"]]
    assert [sql for sql in gone if "people_person" in sql] == []


def test_no_text_is_searched_for_removed_names_while_the_space_is_held(monkeypatch):
    """A member who took their own name off made each file of the space take a minute, in which nobody else wrote."""
    space, by = a_server()
    erase(a_member(space, "Inès Aubry"), at=by.joined_at)
    held, searched, hold = [], [], Space.hold
    monkeypatch.setattr(Space, "hold", lambda number: held.append(number) or hold(number))
    clean = clean_texts.without_refused_names
    monkeypatch.setattr(clean_texts, "without_refused_names", lambda *said: searched.append(len(held)) or clean(*said))

    for round_ in range(2):
        done, home = brought(a_wide_file(FEW, round_=round_, name="Inès Aubry"), space, by)
    in_all = len(held)
    undo_homecoming(done, by=by, at=done.brought_at)

    assert set(searched) == {1, begun_again(searched), in_all}
    assert {one[2] for one in told(home)} == {None}


def begun_again(searched):
    """Return how often the space was held when the second file was read."""
    return sorted(set(searched))[1]


def test_a_name_removed_while_the_file_was_read_does_not_come_home(monkeypatch):
    space, by = a_server()
    zoe = a_member(space, "Inès Aubry")
    hold, erased = Space.hold, []

    def erase_first(number):
        if not erased:
            erased.append(zoe)
            erase(zoe, at=zoe.joined_at)
        hold(number)

    got = arrival.receive_file(space, a_wide_file(FEW, name="Inès Aubry"), by=by, at=by.joined_at)
    monkeypatch.setattr(Space, "hold", erase_first)
    done = arrival.bring_home(got, (), by=by, at=by.joined_at, origin="https://palabre.example")

    assert {one[2] for one in told(day_of(done))} == {None}


class TestRandomHomecomings(TestCase):
    @settings(max_examples=often(20), deadline=None)
    @given(rounds=st.lists(st.integers(0, 5), min_size=1, max_size=3), many=st.integers(1, 5), closed=st.booleans())
    def test_undone_one_after_another_each_leaves_what_was_there_before(self, rounds, many, closed):
        space, by = a_server()
        done, there = [], []
        for round_ in rounds:
            homecoming, home = brought(a_wide_file(many, round_=round_, closed=closed), space, by)
            done.append(homecoming)
            there.append(told(home))

        for homecoming, before in zip(done[:0:-1], there[-2::-1], strict=True):
            assert undo_homecoming(homecoming, by=by, at=homecoming.brought_at) == 0
            assert told(home) == before
