"""On which days a digest comes out: a Thursday, each week or every other week, in step with people's meetings."""

from __future__ import annotations

from datetime import date, timedelta

THURSDAY = 3
FIRST = date(2026, 1, 8)  # a Thursday: fortnights are counted from it where no meeting says otherwise
READING = timedelta(days=2)  # between a meeting and the digest that tells of it: its minutes are read again


def latest(day: date, *, weeks: int, met_on: date | None = None) -> date:
    """Return the last edition on or before `day`, of those that come every so many weeks.

    `met_on` is a day on which everybody met: an edition comes out on the Thursday after it, and those before and
    after are counted from that one.
    """
    anchor = first_after(met_on) if met_on else FIRST
    return day - timedelta(days=(day - anchor).days % (7 * weeks))


def following(day: date, *, weeks: int, met_on: date | None = None) -> date:
    """Return the first edition after `day`."""
    return latest(day, weeks=weeks, met_on=met_on) + timedelta(weeks=weeks)


def first_after(met_on: date) -> date:
    """Return the first Thursday that leaves two days to read what was said on `met_on`."""
    soonest = met_on + READING
    return soonest + timedelta(days=(THURSDAY - soonest.weekday()) % 7)


def is_due(last: date, day: date, *, weeks: int, met_on: date | None = None) -> bool:
    """Say whether who was last told on `last` is told again on `day`.

    Should a meeting have moved the rhythm, she is not told twice within two thirds of it: she waits for the next one.
    """
    edition = latest(day, weeks=weeks, met_on=met_on)
    return last < edition and (edition - last).days > 7 * weeks * 2 // 3
