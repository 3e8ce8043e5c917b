"""Opening a room: from then on people come in by its code, for twelve hours at the most. Opening it again takes its
end back."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.attendance.attendance import is_the_day
from palabre.meetings.models import Meeting, Room
from palabre.meetings.permissions import can_lead
from palabre.meetings.room import room_codes
from palabre.meetings.room.room_lock import let_lead, room_for_update, save_gesture
from palabre.meetings.room.room_presence import be_there
from palabre.people.hooks import Happening
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def open_room(meeting: Meeting, *, by: Person, at: datetime.datetime) -> Room:
    """Return the room of a meeting, opened now if it was not. What has its agenda and its note keeps them.

    Who opens it facilitates, and is there if the day has come.
    """
    if not can_lead(by, meeting):
        raise PermissionDenied
    if meeting.cancelled_at is not None:
        raise Refusal(_("This meeting has been called off."), instead=_("Say that it takes place, then open the room."))
    prepare(meeting, by=by, at=at)
    with transaction.atomic():
        Space.hold(meeting.space_id)
        rows = Room.objects.select_related("meeting__space").filter(meeting=meeting)
        known = rows.first()
        if known is not None and known.ended_at is None:
            return known
        room = known or Room.objects.create(meeting=meeting)
        record("meeting.opened", meeting, by=by)
        if is_the_day(meeting, today=timezone.localdate(at)):
            be_there(room, by)
        leads = room.facilitator or by
        return save_gesture(room, code=room_codes.fresh(), opened_at=at, ended_at=None, facilitator=leads)


def renew_known_codes(put_out: Happening) -> list[int]:
    """Have other codes in the space of who is put out, who knows the present ones; return of which rooms."""
    rows = Room.objects.select_related("meeting__space").filter(meeting__space=put_out.subject.space_id)
    rooms = list(rows.filter(ended_at=None, code__isnull=False).order_by("pk"))
    for room in rooms:
        save_gesture(room, code=room_codes.fresh())
    return [room.pk for room in rooms]


def keep_new_codes(_let_back: Happening, _rooms: list[int]) -> None:
    """Do nothing: who is let back reads the code on the screen, as everybody does."""


def renew_code(room: Room, *, by: Person) -> Room:
    """Have another code: the former one opens nothing any longer; whoever is in stays in."""
    let_lead(by, room)
    with transaction.atomic():
        return save_gesture(room_for_update(room), code=room_codes.fresh())
