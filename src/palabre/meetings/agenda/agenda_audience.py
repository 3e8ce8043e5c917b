"""Audience rules of automatic agenda content: all the readers of the meeting must be able to read it."""

from __future__ import annotations

from palabre.meetings.models import Meeting
from palabre.people.models import Audience, read_by_all_of

__all__ = ["is_no_wider", "may_follow", "read_by_all_of"]  # imported from here by the room


def may_follow(source: Meeting, target: Meeting) -> bool:
    """Return whether a point of `source` may move to `target`: not if more people would read it."""
    return source.audience.covers(target.audience)


def is_no_wider(audience: Audience, *, than: Audience) -> bool:
    """Return whether every reader of `audience` also reads `than`."""
    return than.covers(audience)
