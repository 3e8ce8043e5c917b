"""The right to make a gesture in a room, its lock meanwhile, and the notification of its screens after the commit.

A room has a version of its own. A gesture that only its own screens show, such as a raised hand, locks and touches
the room alone: the phones of a meeting do not queue for the space, and no cached page of it is made anew.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from palabre.live.bell import Bell
from palabre.meetings.models import AgendaItem, Meeting, Room
from palabre.meetings.permissions import can_lead, can_take_part
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

bell = Bell()  # of rooms, by meeting id


class Over(Refusal):
    """Raised if the room has ended or was deleted."""


def let_lead(by: Person, room: Room) -> None:
    """Raise PermissionDenied unless the person may lead the meeting."""
    if not can_lead(by, room.meeting):
        raise PermissionDenied


def let_take_part(by: Person, room: Room) -> None:
    """Raise PermissionDenied unless the person may take part in the meeting."""
    if not can_take_part(by, room.meeting):
        raise PermissionDenied


def room_for_update(room: Room) -> Room:
    """Return the room, reloaded, with its row and its space locked. Raise Over."""
    Space.hold(room.meeting.space_id)
    return room_alone_for_update(room)


def room_alone_for_update(room: Room) -> Room:
    """Return the room, reloaded, with its row locked: for `save_room_gesture`. Raise Over."""
    rows = Room.objects.select_related("meeting__space").select_for_update(of=("self",))
    now = rows.filter(pk=room.pk).first()
    if now is None or now.ended_at is not None:
        raise Over(_("This meeting has ended."), instead=_("Its page tells what came of it."))
    return now


def save_gesture(room: Room, **fields: Any) -> Room:
    """Save these fields as one gesture that other pages show too, and notify the screens after the commit."""
    Space.touch(room.meeting.space_id)
    return save_room_gesture(room, **fields)


def save_room_gesture(room: Room, **fields: Any) -> Room:
    """Save these fields as one gesture that only the room's screens show, and notify them after the commit."""
    save_fields(room, **fields, version=room.version + 1)
    bell.ring(room.meeting_id)
    return room


def points_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the points still on the agenda, in order."""
    rows = meeting.agenda.filter(dropped_at=None, postponed_to=None).select_related("holder", "about__audience")
    return list(rows.order_by("position"))


def somebody_there(room: Room, number: int) -> Person:
    """Return the person with this id if they attend this meeting or asked for the floor. Raise a Refusal."""
    meeting = room.meeting
    found = Person.objects.filter(pk=number, space=meeting.space_id, erased_at=None).first()
    is_known = found is not None and (
        meeting.attendances.filter(person=found).exists() or room.floor.filter(person=found).exists()
    )
    if found is None or not is_known:
        raise Refusal(_("Nobody here by that name."), instead=_("Write the name: the person is then here."))
    return found
