"""A meeting as a personal link shows it to somebody whom its minutes name."""

from __future__ import annotations

import dataclasses

from palabre.home.opened.thing import Opened, Written
from palabre.home.said.sentences import Said, brought_pages, said_of
from palabre.meetings.models import Attendance, Import, Meeting


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """`presence` is how she was at it ("" when it is not said)."""

    meeting: Meeting
    presence: str
    minutes: list[Written]
    said: Said


def opened_meeting(opened: Opened) -> OpenedMeeting:
    present = Attendance.objects.filter(meeting=opened.thing, person=opened.person)
    return OpenedMeeting(
        meeting=opened.thing,
        presence=present.values_list("presence", flat=True).first() or "",
        minutes=minutes_of(opened),
        said=said_of(opened.person),
    )


def minutes_of(opened: Opened) -> list[Written]:
    """Return the minutes of the meeting that name her."""
    readings = Import.objects.filter(meeting=opened.thing, page__in=brought_pages(opened.person), undone_at=None)
    return [
        Written(opened.thing.on, reading.page.title, []) for reading in readings.select_related("page") if reading.page
    ]
