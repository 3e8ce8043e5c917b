"""Dates of a poll: their bounds, and their reading in words. No clock, no database.

>>> [slot.value for slot in slots_in("mardi ou jeudi 3 décembre à 14 h", today=datetime.date(2026, 11, 25))]
['2026-12-01T14:00', '2026-12-03T14:00']
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from palabre.pure.slots import ReadSlots, Slot, read_slots

MOST = 60  # options of one poll
LONGEST = 1500  # characters of what is typed
FARTHEST = datetime.timedelta(days=3 * 366)


def slots_in(words: str, *, today: datetime.date, locale: str = "fr") -> list[Slot]:
    """Return the future dates in these words, without duplicates, in chronological order."""
    return list(read_dates(words, today=today, locale=locale).slots)


def read_dates(words: str, *, today: datetime.date, locale: str = "fr") -> ReadSlots:
    """Return the future dates in these words, and the words in which none was read."""
    read = read_slots(words[:LONGEST], today=today, locale=locale)
    return replace(read, slots=tuple(slot for slot in read.slots if is_to_come(slot, today=today)))


def is_to_come(slot: Slot, *, today: datetime.date) -> bool:
    return today <= slot.on <= today + FARTHEST


def lasting(slots: Iterable[Slot], minutes: int | None) -> list[Slot]:
    """Set this duration, in minutes, on the slots that have a time but no duration."""
    return [replace(slot, lasts=minutes) if minutes and slot.at and not slot.lasts else slot for slot in slots]
