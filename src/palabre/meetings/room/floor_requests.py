"""« Je voudrais parler »: asked, withdrawn, given. Nothing of it is left once the room has ended."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings.models import FloorRequest, Room
from palabre.meetings.room.room_lock import (
    let_lead,
    let_take_part,
    room_alone_for_update,
    save_room_gesture,
    somebody_there,
)
from palabre.people.models import Person
from palabre.refusal import Refusal

MOST = 3000  # who wait at once: as many as a process shows screens to


def ask_floor(room: Room, *, by: Person, at: datetime.datetime) -> Room:
    """Wait for one's turn, once, after those who asked before."""
    let_take_part(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        if now.floor.filter(person=by).exists():
            return now
        if now.floor.count() >= MOST:
            raise Refusal(_("A great many people would like to speak."), instead=_("Raise your hand in the room."))
        FloorRequest.objects.create(room=now, person=by, at=at)
        return save_room_gesture(now)


def withdraw_floor_request(room: Room, *, by: Person) -> Room:
    """Wait no longer, or have spoken."""
    let_take_part(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        gone, _each = now.floor.filter(person=by).delete()
        return save_room_gesture(now) if gone else now


def give_floor(room: Room, person: int | None, *, by: Person, at: datetime.datetime) -> Room:
    """Give the floor to the person of this number (None: to nobody); who had it has spoken."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        speaking = now.floor.filter(given_at__isnull=False)
        if person is not None and speaking.filter(person=person).exists():
            return now
        gone, _each = speaking.delete()
        if person is None:
            return save_room_gesture(now) if gone else now
        who = somebody_there(now, person)
        FloorRequest.objects.update_or_create(
            room=now, person=who, defaults={"given_at": at}, create_defaults={"at": at, "given_at": at}
        )
        return save_room_gesture(now)
