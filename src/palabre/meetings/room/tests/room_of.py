"""A room, for tests: its meeting with three points, whoever facilitates, and a guest who came by the code."""

from __future__ import annotations

import datetime

from django.utils import timezone

from palabre.meetings.models import Meeting, Presence, Room
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.meetings.room.room_guests import come_in
from palabre.people.models import Link, Person
from palabre.web.visitor_cookie import Visitor
from tests import builders

AT = datetime.datetime(2026, 11, 24, 13, 0, tzinfo=datetime.UTC)
POINTS = (("Ce qui a changé", "inform", 10), ("Échange libre", "exchange", 30), ("À prendre", "act", None))


def later(minutes: int) -> datetime.datetime:
    return AT + datetime.timedelta(minutes=minutes)


def a_meeting(by: Person) -> Meeting:
    found = builders.a_meeting(by.space, on=AT.date())
    for position, (text, kind, minutes) in enumerate(POINTS, start=1):
        found.agenda.create(position=position, text=text, kind=kind, minutes=minutes)
    return found


def an_open_room(by: Person) -> Room:
    """Opened a moment ago: whoever asks for a screen asks for it now."""
    room = open_room(a_meeting(by), by=by, at=AT)
    Room.objects.filter(pk=room.pk).update(opened_at=timezone.now())
    return room


def a_room(by: Person) -> Room:
    """A room that has begun, at its first point."""
    return begin_meeting(an_open_room(by), by=by, at=AT)


def again(room: Room) -> Room:
    return Room.objects.select_related("meeting__space", "item").get(pk=room.pk)


def a_guest(room: Room, name: str = "Zoé", *, form_token: str = "") -> Link:
    return come_in(room, name, form_token=form_token or name, at=AT, visitor=Visitor(name))


def present(room: Room, *persons: Person) -> None:
    for person in persons:
        room.meeting.attendances.update_or_create(person=person, defaults={"presence": Presence.PRESENT})
