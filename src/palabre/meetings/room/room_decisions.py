"""The decisions that a room looks at: those of its meeting, and those that its points look at again."""

from __future__ import annotations

from itertools import chain

from django.db.models import Prefetch, Q, QuerySet

from palabre.meetings.models import Decision, Objection, Room
from palabre.people.models import Audience, read_by_all_of

MOST_SHOWN = 60  # things of one kind: a screen holds no more


def of_room(room: Room) -> QuerySet[Decision]:
    """Return them as far as everybody who reads the meeting reads them."""
    meeting = room.meeting
    rows = Decision.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    looked_at = meeting.agenda.filter(about__isnull=False).values("about")
    return rows.filter(Q(meeting=meeting) | Q(pk__in=looked_at))


def decisions_of(room: Room) -> list[Decision]:
    """Return those of the meeting and of its present point, each with the objections that stand in `standing`.

    Those that fewer people read than the meeting have no words.
    """
    standing = Objection.objects.filter(lifted_at=None).select_related("audience").order_by("at", "pk")
    stand = Prefetch("objections", standing, to_attr="standing")
    about = room.item.about_id if room.item else None
    rows = of_room(room).filter(Q(meeting=room.meeting_id) | Q(pk=about)).prefetch_related(stand)
    found: list[Decision] = list(rows.order_by("pk")[:MOST_SHOWN])
    readers = readers_in(room)
    for one in chain.from_iterable(vars(decision)["standing"] for decision in found):
        if one.audience is None or not one.audience.covers(readers):
            one.reason = ""
    return found


def readers_in(room: Room) -> Audience:
    """Return the readers of what is said in the room."""
    return room.meeting.audience.within(room.meeting.space)
