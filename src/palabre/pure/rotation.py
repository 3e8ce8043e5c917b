"""Which copies are kept, by the instant they were made: seven days, four weeks, two months, none beyond 89 days.

Whoever asks counts from the copy of the day before (upkeep/backups/copy_folder.py): that makes 90.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

DAYS, WEEKS, MONTHS = 7, 4, 2
OLDEST = datetime.timedelta(days=89)

type Instants = list[datetime.datetime]


def kept(made: Iterable[datetime.datetime], *, now: datetime.datetime) -> set[datetime.datetime]:
    """Return those to keep: of each day the first and the last, of each week and each month the first.

    The first of a week or a month is known as such when it is made, so that it stays until its turn is over. The
    last one of all is always kept: a server that slept half a year would lose its only copy.
    """
    everything = sorted(made)
    young = [one for one in everything if now - one <= OLDEST]
    days = buckets(young, lambda one: one.date())[-DAYS:]
    weeks = buckets(young, lambda one: one.isocalendar()[:2])[-WEEKS:]
    months = buckets(young, lambda one: (one.year, one.month))[-MONTHS:]
    firsts = {bucket[0] for bucket in (*days, *weeks, *months)}
    return firsts | {bucket[-1] for bucket in days} | set(everything[-1:])


def buckets(instants: Instants, of: Callable[[datetime.datetime], object]) -> list[Instants]:
    """Group instants in order by what `of` says of each, which grows with time."""
    grouped: dict[object, Instants] = {}
    for one in instants:
        grouped.setdefault(of(one), []).append(one)
    return list(grouped.values())
