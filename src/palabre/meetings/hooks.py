"""Where upper slices plug into meetings, from their `apps.ready()`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from palabre.meetings.models import DatePoll, Meeting

type Follower = Callable[[DatePoll, Meeting | None, datetime.datetime], None]

followers: list[Follower] = []


def register_follower(follow: Follower) -> None:
    """Have `follow` told, in the transaction of the act, which meeting a poll of dates was closed on.

    None: it was opened again, and no day is kept. The caller holds the space.
    """
    if follow not in followers:
        followers.append(follow)


def call_poll_followers(poll: DatePoll, meeting: Meeting | None, at: datetime.datetime) -> None:
    for one in followers:
        one(poll, meeting, at)
