"""Reader of a meeting: the access that each member who reads it has, and no more."""

from __future__ import annotations

from django.utils import timezone

from palabre.meetings.models import Meeting
from palabre.people.models import Person
from palabre.people.reader import Reader


def member_reader(meeting: Meeting) -> Reader:
    """Return a reader with the access of every member who reads the meeting, and no seat but its own."""
    at = timezone.now()
    person = Person(space=meeting.space, came_at=at, joined_at=at)
    return Reader(meeting.space, person, timezone.localdate(at), held=(meeting.audience_id, meeting.audience.root))
