"""A community whose groups open up on a Saturday, for the tests of gatherings."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from palabre.gatherings import gathering_announcement, gathering_day, gathering_preparation
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.models import Gathering
from palabre.people.models import Person
from palabre.pure.slots import Slot
from palabre.registrations import enrolment
from palabre.registrations.enrolment import Coming
from palabre.registrations.models import Registration
from palabre.web.visitor_cookie import Visitor
from tests.builders import a_group, a_member, a_space

AT = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)  # a Wednesday morning
DAY = datetime.date(2026, 12, 12)
SLOT = Slot(DAY, datetime.time(14), 180)


def prepared(*, public: bool = True) -> tuple[Gathering, Person]:
    """A gathering of two groups, without a day, and who carries the first of them."""
    space = a_space(public=public)
    ines = a_member(space, "Inès Courtois")
    a_group(space, "Le dernier kilomètre", convened_by=(ines,))
    a_group(space, "Les jardins partagés")
    return gathering_preparation.begin_gathering(space, "Les groupes s’ouvrent", by=ines, at=AT), ines


def announced(*, capacity: int | None = None, to_all: bool = True, **facts: Any) -> tuple[Gathering, Person]:
    gathering, ines = prepared(**facts)
    gathering_day.set_day(gathering, SLOT, by=ines, at=AT)
    said = GatheringDetails(gathering.title, place="Salle des fêtes", capacity=capacity)
    gathering_preparation.change_gathering(gathering, said, by=ines, at=AT)
    gathering_announcement.announce(gathering, to_all=to_all, by=ines, at=AT)
    return now(gathering), ines


def now(gathering: Gathering) -> Gathering:
    return Gathering.objects.select_related("space", "audience").get(pk=gathering.pk)


def come(gathering: Gathering, name: str = "Odile", *, at: datetime.datetime = AT, email: str = "") -> Registration:
    """Register somebody of this name, and return her registration."""
    address = email or f"{name.lower()}@exemple.example"
    who = Coming(name, address, origin="https://palabre.example", visitor=Visitor(name))
    return enrolment.enrol(gathering.roll, who, at=at)[0]


def minutes_later(count: int) -> datetime.datetime:
    return AT + datetime.timedelta(minutes=count)


def standing(gathering: Gathering) -> tuple[list[str], list[str]]:
    """Return who has a place, by name, and who waits, in order."""
    rows = gathering.roll.registrations
    placed = sorted(rows.placed().values_list("name", flat=True))
    return placed, list(rows.waiting().values_list("name", flat=True))


def today() -> datetime.date:
    return timezone.localdate(AT)
