"""Editions: Thursdays, one in one or one in two, whatever the day it is asked on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.editions import THURSDAY, first_after, following, is_due, latest

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
WEEKS = st.sampled_from([1, 2])
MEETINGS = st.none() | DAYS


@given(DAYS, WEEKS, MEETINGS)
def test_an_edition_is_a_thursday_of_the_last_weeks(day, weeks, met_on):
    edition = latest(day, weeks=weeks, met_on=met_on)

    assert edition.weekday() == THURSDAY
    assert timedelta(0) <= day - edition < timedelta(weeks=weeks)


@given(DAYS, WEEKS, MEETINGS)
def test_editions_follow_each_other(day, weeks, met_on):
    after = following(day, weeks=weeks, met_on=met_on)

    assert after > day
    assert latest(after, weeks=weeks, met_on=met_on) == after
    assert latest(after - timedelta(days=1), weeks=weeks, met_on=met_on) == after - timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("met_on", "edition"),
    [
        (date(2026, 11, 24), date(2026, 11, 26)),  # a Tuesday
        (date(2026, 11, 25), date(2026, 12, 3)),  # a Wednesday: the minutes are still being read again
        (date(2026, 11, 26), date(2026, 12, 3)),
    ],
)
def test_a_meeting_is_told_on_the_thursday_that_leaves_two_days_to_read_it(met_on, edition):
    assert first_after(met_on) == edition
    assert latest(edition, weeks=2, met_on=met_on) == edition


@given(DAYS, WEEKS, MEETINGS)
def test_nobody_is_told_twice_in_one_edition(day, weeks, met_on):
    assert not is_due(day, day, weeks=weeks, met_on=met_on)
    assert not is_due(latest(day, weeks=weeks, met_on=met_on), day, weeks=weeks, met_on=met_on)


@given(DAYS, WEEKS, MEETINGS)
def test_who_was_told_at_one_edition_is_told_at_the_next(day, weeks, met_on):
    edition = latest(day, weeks=weeks, met_on=met_on)

    assert is_due(edition, edition + timedelta(weeks=weeks), weeks=weeks, met_on=met_on)


def test_a_rhythm_that_moved_by_a_week_tells_nobody_twice_within_a_week():
    told, moved = date(2026, 11, 26), date(2026, 12, 1)  # a meeting that was to be on the 8th

    assert not is_due(told, date(2026, 12, 3), weeks=2, met_on=moved)
    assert is_due(told, date(2026, 12, 17), weeks=2, met_on=moved)
