"""All the groups of a community, the questions that nobody carries, what rests, and what ended well."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models.functions import Lower

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group
from palabre.home.space_page.group_dates import GroupDate, group_dates
from palabre.home.space_page.group_sheets import Sheet, meetings_after, meetings_of_the_fortnight, sheets
from palabre.home.space_page.space_page import alive, open_calls, questions_that_nobody_carries, without_date
from palabre.home.space_page.successes import EndedWell, at_home, ended_well
from palabre.people.reader import Reader, rows_numbered
from palabre.people.reader_queries import prepared_reading
from palabre.questions.models import Question

PAGE = 30  # groups on one page
QUESTIONS = 12  # the others are folded
LATE = datetime.date.max


@dataclasses.dataclass(frozen=True, slots=True)
class GroupRow:
    """One group awake: its sheet, and what is said of its date."""

    sheet: Sheet
    line: GroupDate


@dataclasses.dataclass(frozen=True, slots=True)
class GroupList:
    """`rows` are one page of the groups awake, by name; on it, those that meet come first. The rest is on page 1."""

    rows: list[GroupRow]
    number: int
    is_last: bool
    uncarried: list[Question]
    more_uncarried: list[Question]
    at_rest: list[Group]
    ended_well: EndedWell | None


def group_list(reader: Reader, *, number: int = 1) -> GroupList:
    home_of = homes(reader.space.pk)
    found = awake_by_name(reader)[(number - 1) * PAGE :][: PAGE + 1]
    known = alive(reader) if number == 1 else rows_numbered(reader, numbers=found, model=Group)
    living = {one.pk: one for one in known}
    groups = [living[one] for one in found[:PAGE]]
    soon, calls = meetings_of_the_fortnight(reader), open_calls(reader)
    coming = [*soon, *meetings_after(reader, of=without_date(groups, soon, home_of))]
    at_home([*coming, *calls], {group.pk: group for group in groups}, home_of)
    lines = group_dates(groups, reader, home_of=home_of, meetings=coming)
    told = sheets(groups, reader, home_of=home_of, meetings=coming, calls=calls)
    shown = [GroupRow(sheet, lines[sheet.group.pk]) for sheet in told]
    uncarried = questions_that_nobody_carries(reader) if number == 1 else []
    return GroupList(
        rows=sorted(shown, key=day_of),
        number=number,
        is_last=len(found) <= PAGE,
        uncarried=uncarried[:QUESTIONS],
        more_uncarried=uncarried[QUESTIONS:],
        at_rest=[one for one in known if one.asleep_at and not one.ended_at] if number == 1 else [],
        ended_well=ended_well(reader, living, home_of) if number == 1 else None,
    )


@prepared_reading()
def awake_by_name(rights: Any) -> Any:
    return rights.may_read(Group).awake().order_by(Lower("title"), "pk").values_list("pk", flat=True)


def day_of(row: GroupRow) -> datetime.date:
    """Return the sort key of a row: the day when the group meets."""
    return (row.line.meeting.on if row.line.meeting else None) or LATE
