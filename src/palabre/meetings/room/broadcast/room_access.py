"""Access to the screens of a room, in bulk: by the place in the space, or by a link to the meeting."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Access, access_of
from palabre.meetings.models import Meeting
from palabre.people.models import Link

KIND = Meeting._meta.label_lower


def judged(visitors: Iterable[LiveVisitor]) -> dict[LiveVisitor, Access]:
    """Return the access of each visitor to their meeting, in four queries whatever their number."""
    asked = list(visitors)
    meetings = Meeting.objects.select_related("audience").in_bulk({visitor.thing for visitor in asked})
    return access_of(asked, meetings, leads_into_room)


def leads_into_room(link: Link, meeting: Meeting) -> bool | None:
    """A link to a meeting shows its room, read-only: gestures are posted as forms."""
    return False if (link.thing_kind, link.thing_id) == (KIND, meeting.pk) else None
