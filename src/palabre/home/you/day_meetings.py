"""Meetings of « Ma journée »: those to come, those that moved since the person said yes, and those that are off."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q

from palabre.meetings.attendance.comers import ASKED, COMES, moves_of
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading

DAYS = datetime.timedelta(days=14)
MOST = 30
ELSEWHERE = (Presence.EXCUSED, Presence.NEWS, Presence.FINE)  # answers of a person who does not come


def her_meetings(reader: Reader, person: Person, groups: Collection[int]) -> list[Meeting]:
    """Return the meetings of the fortnight of these groups, of the whole community, or to which the person is called.

    Those that they declined are left out. One that is off is told to those who had said yes, whenever it is.
    """
    said = Attendance.objects.filter(meeting=OuterRef("pk"), person=person)
    hers = Q(group=None) | Q(group__in=groups) | Exists(said)
    soon = hers & ~Exists(said.filter(presence__in=ELSEWHERE)) & Q(on__lte=reader.today + DAYS, cancelled_at=None)
    taken_back = Exists(said.filter(ASKED)) & Exists(moves_of(person).filter(subject_id=OuterRef("pk")))
    is_off = Q(cancelled_at__isnull=False) & (Exists(said.filter(COMES)) | taken_back)
    rows = reader.may_read(Meeting).filter(soon | is_off, on__gte=reader.today)
    return reader.fetch(rows.order_by("on", "at", "pk"), most=MOST)


def moved_meetings(reader: Reader, person: Person) -> list[Meeting]:
    """Return the meetings to come whose move took the person's yes back, until they answer."""
    found: list[Meeting] = meetings_without_answer(reader, person=person.pk, day=reader.today)
    if not found:
        return []
    moved = set(moves_of(person).filter(subject_id__in=[one.pk for one in found]).values_list("subject_id", flat=True))
    return [one for one in found if one.pk in moved]


@prepared_reading(person=BigIntegerField(), day=DateField())
def meetings_without_answer(rights: Any, person: Any, day: Any) -> Any:
    asked = Attendance.objects.filter(ASKED, meeting=OuterRef("pk"), person=person)
    to_come = Q(on=None) | Q(on__gte=day)
    return rights.may_read(Meeting).filter(to_come, Exists(asked), cancelled_at=None).order_by("on", "pk")[:MOST]
