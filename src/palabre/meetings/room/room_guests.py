"""Coming in by the code of a room: a first name, and one is there. No account, and no place in the space either.

What a guest is given is a link to this meeting, held on her device: it shows her the room, lets her write in its note
while the room is open, and later correct what is said of her.
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
# Of one code, as many as a process shows screens to. Another code opens anew to all.
BY_SQUARE = Bound("guest by square", (Limit(LimitScope.EACH, 30), Limit(LimitScope.SCOPE, 3000, DAY)))


def come_in(room: Room, name: str, *, form_token: str, at: datetime.datetime, visitor: Visitor) -> Link:
    """Return the link of the guest of this name, who is marked as being here. The same form sent twice makes one.

    Raises a Refusal: there is no name, the room has ended, or one device makes very many guests.
    """
    with transaction.atomic():
        now = room_for_update(room)
        place, scope = now.meeting.space, f"code {now.code}"
        guest = welcome_within(BY_SQUARE, place, a_name(name), form_token=form_token, at=at, by=visitor, scope=scope)
        link = link_to(now.meeting, person=guest, by=None, at=at)
        say_present(now, by=guest, at=at)
    return link


def leads_into(link: Link, note: Note) -> bool | None:
    """A link to a meeting lets its person write in its live note, as long as its room is open."""
    if link.person_id is None:
        return None
    rows = Room.objects.filter(meeting=link.thing_id, meeting__space=link.space_id, meeting__minutes__note=note.pk)
    return True if rows.filter(ended_at=None).exists() else None
