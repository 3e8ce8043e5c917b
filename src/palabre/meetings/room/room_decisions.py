"""The decisions that a room looks at: those of its meeting, and those that its points look at again."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from palabre.meetings.models import Decision, Objection, Room
from palabre.people.models import read_by_all_of

MOST_SHOWN = 60  # things of one kind: a screen holds no more


def of_room(room: Room) -> QuerySet[Decision]:
    """Return them as far as everybody who reads the meeting reads them."""
    meeting = room.meeting
    rows = Decision.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    looked_at = meeting.agenda.filter(about__isnull=False).values("about")
    return rows.filter(Q(meeting=meeting) | Q(pk__in=looked_at))


def decisions_of(room: Room) -> list[Decision]:
    """Return those of the meeting and of its present point, each with the objections that stand in `standing`."""
    stand = Prefetch("objections", Objection.objects.filter(lifted_at=None).order_by("at", "pk"), to_attr="standing")
    about = room.item.about_id if room.item else None
    rows = of_room(room).filter(Q(meeting=room.meeting_id) | Q(pk=about)).prefetch_related(stand)
    return list(rows.order_by("pk")[:MOST_SHOWN])
