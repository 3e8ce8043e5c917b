"""Copies are kept long enough, and never too long."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.rotation import DAYS, MONTHS, OLDEST, WEEKS, kept

NOW = datetime.datetime(2031, 5, 6, 3, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
instants = st.lists(
    st.timedeltas(min_value=datetime.timedelta(0), max_value=200 * DAY).map(lambda ago: NOW - ago), unique=True
)


@given(instants)
def test_the_last_copy_is_always_kept(made):
    assert kept(made, now=NOW) >= set(sorted(made)[-1:])


@given(instants)
def test_no_copy_but_the_last_outlives_its_time(made):
    stay = sorted(kept(made, now=NOW))

    assert [one for one in stay[:-1] if NOW - one > OLDEST] == []


@given(instants)
def test_what_is_kept_is_among_what_was_made_and_few(made):
    stay = kept(made, now=NOW)

    assert stay <= set(made)
    assert len(stay) <= 2 * DAYS + WEEKS + MONTHS


@given(instants)
def test_to_take_away_twice_takes_away_no_more(made):
    stay = kept(made, now=NOW)

    assert kept(stay, now=NOW) == stay


@given(instants)
def test_the_copies_of_the_last_days_are_all_days_of(made):
    stay = {one.date() for one in kept(made, now=NOW)}
    recent = sorted({one.date() for one in made if NOW - one <= OLDEST})[-DAYS:]

    assert set(recent) <= stay


@given(st.integers(min_value=1, max_value=400))
def test_night_after_night_there_are_copies_of_the_week_of_the_month_and_of_the_month_before(nights):
    there: set[datetime.datetime] = set()
    for night in range(nights):
        now = NOW + night * DAY
        there = kept({*there, now}, now=now)

    ages = {(now - one) // DAY for one in there}
    assert {0, *range(min(nights, DAYS))} <= ages
    assert nights < 22 or any(14 <= age <= 31 for age in ages)
    assert nights < 63 or 28 <= max(ages) <= 61
