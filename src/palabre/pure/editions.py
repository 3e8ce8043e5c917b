"""Days on which a digest comes out: a Thursday, every week or every other week, in step with the meetings."""

from __future__ import annotations

from datetime import date, timedelta

THURSDAY = 3
FIRST = date(2026, 1, 8)  # a Thursday: fortnights count from it when no meeting sets another start
READING = timedelta(days=2)  # between a meeting and the digest that reports it: its minutes are being reviewed


def latest(day: date, *, weeks: int, met_on: date | None = None) -> date:
    """Return the last edition on or before `day`, with one edition every `weeks` weeks.

    `met_on` is the day of a general meeting: an edition comes out on the Thursday after it, and the others are counted
    from that one.
    """
    anchor = first_after(met_on) if met_on else FIRST
    return day - timedelta(days=(day - anchor).days % (7 * weeks))


def following(day: date, *, weeks: int, met_on: date | None = None) -> date:
    """Return the first edition after `day`."""
    return latest(day, weeks=weeks, met_on=met_on) + timedelta(weeks=weeks)


def first_after(met_on: date) -> date:
    """Return the first Thursday that leaves two days to review the minutes of a meeting held on `met_on`."""
    soonest = met_on + READING
    return soonest + timedelta(days=(THURSDAY - soonest.weekday()) % 7)


def is_due(last: date, day: date, *, weeks: int, met_on: date | None = None) -> bool:
    """Return whether a person who received a digest on `last` receives another one on `day`.

    When a meeting has shifted the rhythm, nobody receives two within two thirds of the period: the next one is sent.
    """
    edition = latest(day, weeks=weeks, met_on=met_on)
    return last < edition and (edition - last).days > 7 * weeks * 2 // 3
