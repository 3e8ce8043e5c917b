"""The meetings of a space, in pages: those to come, those without a day yet, those past."""

from __future__ import annotations

import dataclasses

from palabre.meetings.hooks import AnnouncedDay, announced_days, days_in_order
from palabre.meetings.models import Meeting
from palabre.people.reader import Reader

PAGE = 40  # meetings of each part on one page


@dataclasses.dataclass(frozen=True, slots=True)
class MeetingList:
    """One page: of those to come the nearest first, of those past the latest first.

    The announced days are on the first page, among those to come.
    """

    to_come: list[Meeting | AnnouncedDay]
    undated: list[Meeting]
    past: list[Meeting]
    number: int
    is_last: bool


def meeting_list(reader: Reader, *, number: int) -> MeetingList:
    rows, start = reader.may_read(Meeting), (number - 1) * PAGE
    parts = [
        reader.fetch(some[start : start + PAGE + 1])
        for some in (
            rows.filter(on__gte=reader.today).order_by("on", "at", "pk"),
            rows.filter(on=None).order_by("at", "pk"),
            rows.filter(on__lt=reader.today).order_by("-on", "-at", "-pk"),
        )
    ]
    to_come, undated, past = (part[:PAGE] for part in parts)
    reader.tie([*to_come, *undated, *past], "minutes")
    dated = days_in_order([*to_come, *announced_days(reader)]) if number == 1 else to_come
    return MeetingList(dated, undated, past, number, is_last=all(len(part) <= PAGE for part in parts))
