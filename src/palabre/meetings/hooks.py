"""Hooks by which upper slices extend meetings, registered in their `apps.ready()`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from palabre.meetings.models import DatePoll, Meeting

type Follower = Callable[[DatePoll, Meeting | None, datetime.datetime], None]

followers: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Register a function to call, in the same transaction, with the meeting on which a date poll was closed.

    The meeting is None if the poll was reopened and has no date any more. The caller holds the lock on the space.
    """
    if follow not in followers:
        followers.append(follow)


def call_poll_followers(poll: DatePoll, meeting: Meeting | None, at: datetime.datetime) -> None:
    for one in followers:
        one(poll, meeting, at)
