"""Pages whose place is a meeting: its minutes."""

from __future__ import annotations

from palabre.meetings.models import Meeting
from palabre.spaces.models import Space


def pages_of_meetings(space: Space) -> set[int]:
    """Return the ids of the pages that are the minutes of a meeting of the space."""
    return set(Meeting.objects.filter(space=space, minutes__isnull=False).values_list("minutes", flat=True))
