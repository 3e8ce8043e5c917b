"""A room in hand: alone with it while a gesture is made, and the word to its screens once that is done."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.live.bell import Bell
from palabre.meetings.models import AgendaItem, Meeting, Room
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

bell = Bell()  # of rooms, by the numbers of their meetings


class Over(Refusal):
    """The room has ended, or is gone."""


def room_for_update(room: Room) -> Room:
    """Return the room as it is now, alone in its space until the act is over. Raises Over."""
    Space.hold(room.meeting.space_id)
    rows = Room.objects.select_related("meeting__space").select_for_update(of=("self",))
    now = rows.filter(pk=room.pk).first()
    if now is None or now.ended_at is not None:
        raise Over(_("This meeting has ended."), instead=_("Its page tells what came of it."))
    return now


def save_gesture(room: Room, **fields: Any) -> Room:
    """Write these fields down as one gesture, and have the screens look once the transaction is done."""
    room.version += 1
    for name, value in fields.items():
        setattr(room, name, value)
    room.save(update_fields=[*fields, "version"])
    Space.touch(room.meeting.space_id)
    bell.ring(room.meeting_id)
    return room


def points_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the points that are still on the agenda, in their order."""
    rows = meeting.agenda.filter(dropped_at=None, postponed_to=None).select_related("holder")
    return list(rows.order_by("position"))


def somebody_there(room: Room, number: int) -> Person:
    """Return the person of this number if she has to do with this meeting. Raises a Refusal."""
    meeting = room.meeting
    found = Person.objects.filter(pk=number, space=meeting.space_id, erased_at=None).first()
    is_known = found is not None and (
        meeting.attendances.filter(person=found).exists() or room.floor.filter(person=found).exists()
    )
    if found is None or not is_known:
        raise Refusal(_("Nobody here by that name."), instead=_("Write the name: the person is then here."))
    return found
