"""Audience rules of automatic agenda content: all the readers of the meeting must be able to read it."""

from __future__ import annotations

from palabre.meetings.models import Meeting


def may_follow(source: Meeting, target: Meeting) -> bool:
    """Return whether a point of `source` may move to `target`: not if more people would read it."""
    return source.audience.covers(target.audience)
