"""Entering a room by its code, with a first name only: no account, no membership of the space.

A guest gets a link to this meeting, kept on their device. It shows the room, allows them to write in its note while the
room is open, and later to correct what is said about them.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from palabre.meetings.models import Meeting, Room
from palabre.meetings.room.room_lock import room_for_update
from palabre.meetings.room.room_presence import say_present
from palabre.notes.models import Note
from palabre.people.access.links import link_to
from palabre.people.guests import a_name, welcome_within
from palabre.people.models import Link
from palabre.upkeep.rate_limits import DAY, Bound, Limit, LimitScope
from palabre.web.visitor_cookie import Visitor

KIND = Meeting._meta.label_lower
# Per code: as many guests as a process serves screens. Another code resets the limit.
BY_SQUARE = Bound("guest by square", (Limit(LimitScope.EACH, 30), Limit(LimitScope.SCOPE, 3000, DAY)))


def come_in(room: Room, name: str, *, form_token: str, at: datetime.datetime, visitor: Visitor) -> Link:
    """Return the link of a guest with this name, marked as present. Idempotent by `form_token`.

    Raise a Refusal without a name, if the room has ended, or if a device creates too many guests.
    """
    with transaction.atomic():
        now = room_for_update(room)
        place, scope = now.meeting.space, f"code {now.code}"
        guest = welcome_within(BY_SQUARE, place, a_name(name), form_token=form_token, at=at, by=visitor, scope=scope)
        link = link_to(now.meeting, person=guest, by=None, at=at)
        say_present(now, by=guest, at=at)
    return link


def leads_into(link: Link, note: Note) -> bool | None:
    """Return whether the link's person may write in this live note: while its room is open.

    The code opens no page that is kept to a few since: each member who may open the room reads it.
    """
    if link.person_id is None:
        return None
    rows = Room.objects.select_related("meeting__audience", "meeting__minutes__audience").filter(ended_at=None)
    room = rows.filter(meeting=link.thing_id, meeting__space=link.space_id, meeting__minutes__note=note.pk).first()
    page = room.meeting.minutes if room is not None else None
    return True if room and page and page.audience.covers_members(room.meeting.audience) else None
