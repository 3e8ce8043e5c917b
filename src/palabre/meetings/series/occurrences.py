"""The days of a rhythm, computed as RFC 5545 says: a day that a month does not have is left out, never moved.

They are days without hours, so that 14:00 stays 14:00 whatever the clocks do between two of them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from dateutil.rrule import rrulestr

from palabre.meetings.models import Series

RULE = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+-]{1,60}){0,8}")
FARTHEST = datetime.timedelta(days=5 * 366)  # a 29 February comes within it, save around 2100
MOST = 400  # days that are computed at once
AUGUST = 8


def occurrences(series: Series, *, since: datetime.date, until: datetime.date) -> list[datetime.date]:
    """Return its days from `since` to `until`, both included, five years and 400 days at the most.

    None of a rhythm that nobody keeps, that is paused or has ended. Those that were moved or cancelled are there too.
    """
    if not series.is_kept:
        return []
    return list(islice(days_of(series, since=since, until=until), MOST))


def first_day(rrule: str, *, since: datetime.date, skips_august: bool = False) -> datetime.date | None:
    """Return the first day from `since` that fits the rule: a rhythm that begins there counts its weeks from it."""
    every = re.sub(r";INTERVAL=\d+", "", rrule)
    series = Series(rrule=every, starts_on=since, skips_august=skips_august)
    return next(days_of(series, since=since, until=since + FARTHEST), None)


def days_of(series: Series, *, since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    """Yield the days of a rule, whoever keeps it."""
    if series.starts_on is None or not RULE.fullmatch(series.rrule):
        return
    until = min(until, since + FARTHEST)
    try:
        rule = rrulestr(series.rrule, dtstart=datetime.datetime.combine(series.starts_on, datetime.time()))
    except ValueError:
        return
    for moment in rule.xafter(datetime.datetime.combine(since, datetime.time()), inc=True):
        day = moment.date()
        if day > until:
            return
        if not (series.skips_august and day.month == AUGUST):
            yield day
