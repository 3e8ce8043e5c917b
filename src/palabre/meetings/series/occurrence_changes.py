"""One day of a rhythm is moved, cancelled, or takes place after all: the others stay."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction

from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Meeting, Series
from palabre.meetings.series import cadence
from palabre.meetings.series.next_occurrence import meeting_on
from palabre.people.models import Person
from palabre.spaces.models import Space


def move(
    meeting: Meeting, on: datetime.date, hour: datetime.time | None, *, by: Person, at: datetime.datetime
) -> Meeting:
    """Have it another day, at another hour; it stays the meeting of the day that its rhythm gave it."""
    to = dataclasses.replace(Planned.of(meeting), on=on, at=hour)
    return meeting_changes.change_meeting(meeting, to, by=by, at=at)


def cancel(meeting: Meeting, *, by: Person, at: datetime.datetime) -> None:
    meeting_changes.cancel(meeting, by=by, at=at)


def restore_occurrence(meeting: Meeting, *, by: Person) -> None:
    meeting_changes.restore_meeting(meeting, by=by)


def not_that_day(series: Series, on: datetime.date, *, by: Person, at: datetime.datetime) -> Meeting:
    """Say beforehand that no meeting takes place on this day of the rhythm; its next one is the following day."""
    meeting = meeting_on(series, on, by=by, at=at)
    cancel(meeting, by=by, at=at)
    return meeting


def that_day(series: Series, on: datetime.date, *, by: Person, at: datetime.datetime) -> Meeting:
    """Have the meeting of this day, ahead of time or after all."""
    meeting = meeting_on(series, on, by=by, at=at)
    restore_occurrence(meeting, by=by)
    return meeting


def none_for_now(meeting: Meeting, *, by: Person, at: datetime.datetime) -> None:
    """« Pas de prochaine pour l’instant », said at the end of a meeting whose next one was read out.

    That one is cancelled and the rhythm paused; both are taken back on its page. Where none was there, nothing changes.
    """
    series = Series.objects.filter(meetings=meeting).first()
    if series is None or meeting.on is None:
        return
    coming = Meeting.objects.filter(series=series, on__gt=meeting.on, cancelled_at=None)
    with transaction.atomic():
        Space.hold(meeting.space_id)
        rows = list(coming.select_related("space").order_by("on"))
        for one in rows:
            cancel(one, by=by, at=at)
        if rows:
            cadence.pause(series, by=by, at=at)
