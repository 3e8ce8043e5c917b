"""Dates of a poll, read from words or from form values. No clock, no database.

>>> [slot.value for slot in slots_in("mardi ou jeudi 3 décembre à 14 h", today=datetime.date(2026, 11, 25))]
['2026-12-01T14:00', '2026-12-03T14:00']
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from palabre.pure.dates import FoundDate, find_dates

MOST = 60  # options of one poll
LONGEST = 1500  # characters of what is typed
FARTHEST = datetime.timedelta(days=3 * 366)
LONGEST_DAYS = 14  # of a range of days, « du 1er au 3 décembre »: each of its days is offered

VALUE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?(?:\+(\d{1,4}))?")
ONLY_AN_HOUR = re.compile(r"\s*(?:[àa@]|at|de|from|vers)?\s*\d{1,2}\s*(?:h|:|heures?)", re.IGNORECASE)
# Between two dates that share an hour: « mardi ou jeudi à 14 h », « mardi 1er, mercredi 2 et jeudi 3 à 18 h »
JOINS = re.compile(r"(?:[\s,/]|\b(?:ou|et|or|and|bien|puis|le)\b)*", re.IGNORECASE)
# After a date with its hour, another hour of the same day: « à 14 h ou 18 h »
MORE_HOURS = re.compile(
    r"\s*(?:,|ou|et|or|and|/)\s*(?:bien\s+)?(?:[àa@]|at)?\s*(?P<h>[01]?\d|2[0-3])\s?(?:h|:)\s?(?P<m>[0-5]\d)?(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, an optional time, an optional duration in minutes. `is_unsure`: the words may mean another day."""

    on: datetime.date
    at: datetime.time | None = None
    lasts: int | None = None
    is_unsure: bool = False

    @property
    def value(self) -> str:
        """Return its form value: « 2026-12-01T14:00+120 »."""
        hour = f"T{self.at:%H:%M}" if self.at else ""
        return f"{self.on.isoformat()}{hour}{f'+{self.lasts}' if self.lasts else ''}"

    @property
    def instant(self) -> tuple[datetime.date, datetime.time | None]:
        return self.on, self.at

    @property
    def order(self) -> tuple[datetime.date, datetime.time]:
        return self.on, self.at or datetime.time.min

    @classmethod
    def of_value(cls, value: str) -> Slot | None:
        """Parse a form value; None for anything else."""
        found = VALUE.fullmatch(value)
        if found is None:
            return None
        try:
            hour = datetime.time.fromisoformat(found[2]) if found[2] else None
            lasts = int(found[3]) if found[3] and hour else 0
            return cls(datetime.date.fromisoformat(found[1]), hour, lasts if 0 < lasts <= 1440 else None)
        except ValueError:
            return None


def slots_in(words: str, *, today: datetime.date, locale: str = "fr") -> list[Slot]:
    """Return the future dates in these words, without duplicates, in chronological order."""
    found: list[Slot] = []
    for line in words[:LONGEST].splitlines():
        found += in_line(line, today=today, locale=locale)
    return in_order(slot for slot in found if is_to_come(slot, today=today))


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """Return the slots in chronological order; of duplicates, the first is kept."""
    once: dict[tuple[datetime.date, datetime.time | None], Slot] = {}
    for slot in slots:
        once.setdefault(slot.instant, slot)
    return sorted(once.values(), key=lambda slot: slot.order)


def is_to_come(slot: Slot, *, today: datetime.date) -> bool:
    return today <= slot.on <= today + FARTHEST


def lasting(slots: Iterable[Slot], minutes: int | None) -> list[Slot]:
    """Set this duration, in minutes, on the slots that have a time but no duration."""
    return [replace(slot, lasts=minutes) if minutes and slot.at and not slot.lasts else slot for slot in slots]


def in_line(line: str, *, today: datetime.date, locale: str) -> list[Slot]:
    """Parse one line: a time given once applies to each day joined to it."""
    dates = [one for one in find_dates(line, on=today, locale=locale) if one.value and one.kind != "recurrence"]
    slots: list[Slot] = []
    waiting: list[Slot] = []  # days that may take the time of the next one
    end = 0
    for one in dates:
        if ONLY_AN_HOUR.fullmatch(line, one.start, one.end) or is_bare_hour(one):
            slots += at_that_hour_too(slots, one)
            continue
        new = list(slots_of(one))
        if not JOINS.fullmatch(line, end, one.start):
            slots += waiting
            waiting = []
        end = one.end
        if new and new[0].at is None:
            waiting += new
            continue
        slots += [replace(day, at=new[0].at, lasts=new[0].lasts) for day in waiting if new] + new
        waiting = []
        slots += more_hours(line, one.end, new)
    return slots + waiting


def is_bare_hour(one: FoundDate) -> bool:
    """Return whether this is a time alone: parsed as today's, it belongs to the preceding day."""
    return one.kind == "datetime" and one.text.strip()[:1].isdigit() and bool(ONLY_AN_HOUR.match(one.text))


def at_that_hour_too(slots: list[Slot], one: FoundDate) -> list[Slot]:
    """Return the days so far at this time: « mardi et jeudi à 10 h et à 14 h »."""
    at = datetime.time.fromisoformat(str(one.value).partition("T")[2])
    return [replace(slot, at=at, lasts=None) for slot in slots]


def more_hours(line: str, start: int, said: list[Slot]) -> list[Slot]:
    found: list[Slot] = []
    while said and (match := MORE_HOURS.match(line, start)):
        found.append(replace(said[-1], at=datetime.time(int(match["h"]), int(match["m"] or 0)), lasts=None))
        start = match.end()
    return found


def slots_of(one: FoundDate) -> Iterator[Slot]:
    """Yield a day, or a time of it with its end, or each day of a short range."""
    day, _t, hour = str(one.value).partition("T")
    first, at = datetime.date.fromisoformat(day), datetime.time.fromisoformat(hour) if hour else None
    if one.kind != "range" or not one.until:
        yield Slot(first, at, None, one.ambiguous)
        return
    last, _t, ends = one.until.partition("T")
    if at and ends:
        span = datetime.datetime.fromisoformat(one.until) - datetime.datetime.combine(first, at)
        minutes = int(span.total_seconds()) // 60
        yield Slot(first, at, minutes if 0 < minutes <= 1440 else None, one.ambiguous)
        return
    days = (datetime.date.fromisoformat(last) - first).days + 1
    for number in range(days if days <= LONGEST_DAYS else 0):
        yield Slot(first + datetime.timedelta(days=number), at, None, one.ambiguous)
