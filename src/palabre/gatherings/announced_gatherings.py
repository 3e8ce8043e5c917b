"""The announced gatherings, where the days to come are shown."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from palabre.gatherings.models import Gathering
from palabre.meetings.hooks import AnnouncedDay, register_days
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.registrations.models import Registration

MOST = 20


def register_announced_gatherings() -> None:
    register_days(announced_gatherings)


def announced_gatherings(reader: Reader, person: Person | None) -> list[AnnouncedDay]:
    """Return the announced gatherings to come; of a person, those where they are registered, or that they began."""
    day = reader.today
    rows = announced_from(reader, day=day) if person is None else announced_to(reader, day=day, person=person.pk)
    words = gettext_lazy("See this day, and register")
    days = [AnnouncedDay(one.title, one.on, one.at, one.when, one.place, one.get_absolute_url(), words) for one in rows]
    if person is None:
        return days
    own = [one.in_space("gatherings:own_registration") if one.is_registered else "" for one in rows]
    return [dataclasses.replace(one, registration=address) for one, address in zip(days, own, strict=True)]


@prepared_reading(day=DateField())
def announced_from(rights: Any, day: Any) -> Any:
    rows = rights.may_read(Gathering).announced().filter(cancelled_at=None, on__gte=day)
    return rows.order_by("on", "at", "pk")[:MOST]


@prepared_reading(day=DateField(), person=BigIntegerField())
def announced_to(rights: Any, day: Any, person: Any) -> Any:
    registered = Registration.objects.standing().filter(roll=OuterRef("roll"), person=person)
    rows = rights.may_read(Gathering).announced().filter(cancelled_at=None, on__gte=day)
    rows = rows.annotate(is_registered=Exists(registered))
    return rows.filter(Q(by=person) | Q(is_registered=True)).order_by("on", "at", "pk")[:MOST]
