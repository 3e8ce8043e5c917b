"""All the groups of a community, the questions that nobody carries, what rests, and what ended well."""

from __future__ import annotations

import dataclasses
import datetime

from django.db.models.functions import Lower

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group
from palabre.home.space_page.group_dates import GroupDate, group_dates
from palabre.home.space_page.group_sheets import Sheet, meetings_after, meetings_of_the_fortnight, sheets
from palabre.home.space_page.space_page import open_calls, questions_that_nobody_carries, without_date
from palabre.home.space_page.successes import EndedWell, at_home, ended_well
from palabre.people.reader import Reader
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
    rows = reader.may_read(Group).awake().order_by(Lower("title"), "pk")
    found = reader.fetch(rows[(number - 1) * PAGE :][: PAGE + 1])
    groups = found[:PAGE]
    soon, calls = meetings_of_the_fortnight(reader), open_calls(reader)
    coming = [*soon, *meetings_after(reader, of=without_date(groups, soon, home_of))]
    at_home([*coming, *calls], {group.pk: group for group in groups}, home_of)
    lines = group_dates(groups, reader, home_of=home_of, meetings=coming)
    told = sheets(groups, reader, home_of=home_of, meetings=coming, calls=calls)
    shown = [GroupRow(sheet, lines[sheet.group.pk]) for sheet in told]
    uncarried = questions_that_nobody_carries(reader) if number == 1 else []
    alive = {one.pk: one for one in reader.fetch(reader.may_read(Group).alive().order_by("pk"))} if number == 1 else {}
    return GroupList(
        rows=sorted(shown, key=day_of),
        number=number,
        is_last=len(found) <= PAGE,
        uncarried=uncarried[:QUESTIONS],
        more_uncarried=uncarried[QUESTIONS:],
        at_rest=[group for group in alive.values() if group.asleep_at and not group.ended_at],
        ended_well=ended_well(reader, alive, home_of) if number == 1 else None,
    )


def day_of(row: GroupRow) -> datetime.date:
    """Return the sort key of a row: the day when the group meets."""
    return (row.line.meeting.on if row.line.meeting else None) or LATE
