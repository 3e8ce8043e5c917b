"""A slot: a day, with an hour of that day, a part of it, or neither."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
PARTS = {MORNING: datetime.time(6), AFTERNOON: datetime.time(12, 30), EVENING: datetime.time(17, 30)}  # to sort by
VALUE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:T(\d{{2}}:\d{{2}}|{'|'.join(PARTS)}))?(?:\+(\d{{1,4}}))?")

type Instant = tuple[datetime.date, datetime.time | None, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, an optional time, an optional duration in minutes. `is_unsure`: the words may mean another day.

    `part` is one of PARTS where no hour was said: « matin ».
    """

    on: datetime.date
    at: datetime.time | None = None
    lasts: int | None = None
    is_unsure: bool = False
    part: str = ""

    @property
    def value(self) -> str:
        """Return its form value: « 2026-12-01T14:00+120 », « 2026-12-01Tmorning »."""
        hour = f"T{self.at:%H:%M}" if self.at else f"T{self.part}" if self.part else ""
        return f"{self.on.isoformat()}{hour}{f'+{self.lasts}' if self.lasts else ''}"

    @property
    def instant(self) -> Instant:
        return self.on, self.at, self.part

    @property
    def order(self) -> tuple[datetime.date, datetime.time]:
        return self.on, order_of(self.at, self.part)

    @classmethod
    def of_value(cls, value: str) -> Slot | None:
        """Parse a form value; None for anything else."""
        found = VALUE.fullmatch(value)
        if found is None:
            return None
        part = found[2] if found[2] in PARTS else ""
        try:
            hour = datetime.time.fromisoformat(found[2]) if found[2] and not part else None
            lasts = int(found[3]) if found[3] and hour else 0
            return cls(datetime.date.fromisoformat(found[1]), hour, lasts if 0 < lasts <= 1440 else None, part=part)
        except ValueError:
            return None


def order_of(at: datetime.time | None, part: str) -> datetime.time:
    """Return the time of the day by which to sort: a whole day comes first."""
    return at or PARTS.get(part) or datetime.time.min


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """Return the slots in chronological order; of duplicates, the first is kept."""
    once: dict[Instant, Slot] = {}
    for slot in slots:
        once.setdefault(slot.instant, slot)
    return sorted(once.values(), key=lambda slot: slot.order)
