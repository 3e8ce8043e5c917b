"""What may come into a meeting's agenda by itself: only what its own readers may all read."""

from __future__ import annotations

from palabre.meetings.models import Meeting
from palabre.people.models import Audience, read_by_all_of

__all__ = ["is_no_wider", "may_follow", "read_by_all_of"]  # the room asks here for what people says


def may_follow(source: Meeting, target: Meeting) -> bool:
    """May what was to be said at `source` be said at `target`? Not where more people would read it."""
    return source.audience.covers(target.audience)


def is_no_wider(audience: Audience, *, than: Audience) -> bool:
    """Is `audience` read by nobody who does not read the other?"""
    return than.covers(audience)
