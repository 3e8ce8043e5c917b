"""When a message leaves."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.working_hours import is_working, leaves_at, next_morning

PARIS = ZoneInfo("Europe/Paris")
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.sampled_from([PARIS, UTC])
)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-24 10:30", "2026-11-24 10:30"),  # a Tuesday
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 18:59", "2026-11-24 18:59"),
        ("2026-11-24 19:00", "2026-11-25 08:00"),
        ("2026-11-27 19:30", "2026-11-30 08:00"),  # Friday evening
        ("2026-11-28 10:00", "2026-11-30 08:00"),
        ("2026-11-29 23:59", "2026-11-30 08:00"),
        ("2026-10-23 22:00", "2026-10-26 08:00"),  # the clocks go back in between
    ],
)
def test_a_message_leaves_in_working_hours(at, leaves):
    assert leaves_at(paris(at)) == paris(leaves)


@given(at=INSTANTS)
def test_whatever_the_instant_it_leaves_in_working_hours_and_not_before(at):
    leaves = leaves_at(at)

    assert is_working(leaves)
    assert leaves >= at
    assert leaves - at < timedelta(days=3)


@given(at=INSTANTS)
def test_nothing_is_put_off_twice(at):
    assert leaves_at(leaves_at(at)) == leaves_at(at)


@given(at=INSTANTS)
def test_what_waits_leaves_at_eight_sharp(at):
    leaves = leaves_at(at)

    assert leaves == at or leaves.time() == time(8)


def paris(words):
    return datetime.fromisoformat(words).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-24 10:30", "2026-11-25 08:00"),  # a Tuesday
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 21:00", "2026-11-25 08:00"),
        ("2026-11-27 17:30", "2026-11-30 08:00"),  # a Friday
        ("2026-11-28 10:00", "2026-11-30 08:00"),
    ],
)
def test_the_next_working_morning_is_never_the_same_day_at_work(at, leaves):
    assert next_morning(datetime.fromisoformat(at).replace(tzinfo=PARIS)) == datetime.fromisoformat(leaves).replace(
        tzinfo=PARIS
    )
