"""Rooms that nobody ended: they end by themselves, twelve hours after they were opened."""

from __future__ import annotations

import datetime

from palabre.meetings.models import Room
from palabre.meetings.room.room_codes import LASTS
from palabre.meetings.room.room_facilitation import end_for_all

EVERY = datetime.timedelta(minutes=10)


def end_the_old(now: datetime.datetime) -> None:
    """End them one by one, each in a transaction of its own."""
    rows = Room.objects.select_related("meeting__space").filter(ended_at=None, opened_at__lte=now - LASTS)
    for room in rows.order_by("pk"):
        end_for_all(room, by=None, at=now)
