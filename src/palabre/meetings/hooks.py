"""Hook of meetings for upper slices, filled from their `apps.ready()`: the days that they announce."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from palabre.people.models import Person
from palabre.people.reader import Reader


@dataclasses.dataclass(frozen=True, slots=True)
class AnnouncedDay:
    """A day to come, shown like a meeting. `when` are its day and hours in words.

    `invitation` is lazily translated: the words of a button that leads there. `minutes` is always None: the same
    template shows meetings. `registration` is the address that opens the person's own registration, by POST. `still`,
    lazily translated, is what is still to be done of a day that has passed: it is shown to who can do it.
    """

    title: str
    on: datetime.date
    at: datetime.time | None
    when: str
    place: str
    url: str
    invitation: Any
    minutes: None = None
    registration: str = ""
    still: Any = ""

    def get_absolute_url(self) -> str:
        return self.url


type FindDays = Callable[[Reader, Person | None], list[AnnouncedDay]]
finders: list[FindDays] = []


def register_days(find: FindDays) -> None:
    """Register what returns the announced days of a slice, from today on, that the reader may read.

    Of a person, `find` returns those to which they are registered and those that they organise. The number of its
    queries must not depend on the number of days.
    """
    if find not in finders:
        finders.append(find)


def announced_days(reader: Reader, *, of: Person | None = None) -> list[AnnouncedDay]:
    """Return the announced days, the nearest first; `of` a person, those that concern them."""
    return days_in_order([day for find in finders for day in find(reader, of)])


def days_in_order[Dated: Any](days: list[Dated]) -> list[Dated]:
    return sorted(days, key=lambda one: (one.on, one.at or datetime.time.min))
