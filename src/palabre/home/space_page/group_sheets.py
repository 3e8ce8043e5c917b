"""Sheets of the groups, on the list of all groups.

A merge moves no row: what each group of a family said, looks for and plans is shown on the sheet of the living one.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, DateField, Q

from palabre.groups.lineage.group_family import kin
from palabre.groups.models import Carrying, Group, ProjectWeather, RoleCall
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.meetings.models import Meeting
from palabre.people.reader import NAMED_BY, Reader
from palabre.people.reader_queries import prepared_reading
from palabre.questions.living_questions import living_by_number
from palabre.questions.models import Question
from palabre.web.prepared_query import ListOf

SOON = datetime.timedelta(days=14)
LATELY = datetime.timedelta(days=45)  # an older project weather is out of date
MOST_MEETINGS = 60
MARKS = " ?.!…,;:\u00a0\u202f"


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One group in the list. `asks` are the words of its questions beyond its title."""

    group: Group
    asks: list[str]
    conveners: list[str]
    weather: ProjectWeather | None
    next_meeting: Meeting | None
    looks_for: list[RoleCall]


def sheets(
    groups: list[Group],
    reader: Reader,
    *,
    home_of: dict[int, int],
    meetings: Iterable[Meeting],
    calls: Iterable[RoleCall],
) -> list[Sheet]:
    """Return the sheets of these groups, in four queries. `home_of` is the result of `group_family.homes`."""
    numbers = [number for group in groups for number in kin(group.pk, home_of)]
    asked, names = questions_of(numbers, home_of, reader), names_of(groups, reader)
    said, dates, looked_for = weathers_of(numbers, home_of, reader), by_group(meetings), by_group(calls)
    return [
        Sheet(
            group=group,
            asks=[words for one in asked[group.pk] if (words := beyond_the_title(one, group))],
            conveners=names[group.pk],
            weather=said.get(group.pk),
            next_meeting=next(iter(dates[group.pk]), None),
            looks_for=looked_for[group.pk],
        )
        for group in groups
    ]


def questions_of(numbers: list[int], home_of: dict[int, int], reader: Reader) -> dict[int, list[Question]]:
    """Return, by living group, the living questions that it carries and that the reader may read, each once."""
    carried = questions_carried_by(reader, groups=numbers)
    now = living_by_number((row.question for row in carried), reader)
    found: dict[int, dict[Question, None]] = defaultdict(dict)
    for row in carried:
        found[home_of.get(row.group_id, row.group_id)] |= dict.fromkeys(now[row.question_id])
    return defaultdict(list, {number: list(questions) for number, questions in found.items()})


@prepared_reading(groups=ListOf(BigIntegerField()))
def questions_carried_by(rights: Any, groups: Any) -> Any:
    rows = Carrying.objects.filter(rights.readable(of="question__audience"), group__in=groups)
    return rows.select_related("question").order_by("question")


def names_of(groups: list[Group], reader: Reader) -> dict[int, list[str]]:
    """Return the names of those who carry each group. A merge makes nobody a convener of the living group."""
    found = by_group(carrying_roles(reader, groups=[group.pk for group in groups]))
    return {group.pk: reader.names_of(one.person for one in found[group.pk]) for group in groups}


@prepared_reading(groups=ListOf(BigIntegerField()))
def carrying_roles(rights: Any, groups: Any) -> Any:
    rows = roles_read_by(rights).held().carrying().filter(group__in=groups).select_related("person").order_by("pk")
    return rows.only("group_id", *(f"person__{name}" for name in NAMED_BY))


def weathers_of(numbers: list[int], home_of: dict[int, int], reader: Reader) -> dict[int, ProjectWeather]:
    """Return the latest weather of each project, by living group, if it is recent."""
    rows = weathers_since(reader, groups=numbers, day=reader.today - LATELY)
    return {home_of.get(one.group_id, one.group_id): one for one in rows}


@prepared_reading(groups=ListOf(BigIntegerField()), day=DateField())
def weathers_since(rights: Any, groups: Any, day: Any) -> Any:
    return rights.may_read(ProjectWeather).filter(group__in=groups, on__gte=day).order_by("on", "at")


def meetings_of_the_fortnight(reader: Reader) -> list[Meeting]:
    return meetings_between(reader, first=reader.today, last=reader.today + SOON)


@prepared_reading(first=DateField(), last=DateField())
def meetings_between(rights: Any, first: Any, last: Any) -> Any:
    rows = rights.may_read(Meeting).to_come(first).filter(on__lte=last)
    return rows.order_by("on", "at", "pk")[:MOST_MEETINGS]


def meetings_after(reader: Reader, *, of: list[int]) -> list[Meeting]:
    """Return the meetings after the fortnight, of these groups or of the whole community, the nearest first."""
    return meetings_of_groups_after(reader, groups=of, day=reader.today + SOON)


@prepared_reading(groups=ListOf(BigIntegerField()), day=DateField())
def meetings_of_groups_after(rights: Any, groups: Any, day: Any) -> Any:
    rows = rights.may_read(Meeting).filter(Q(group=None) | Q(group__in=groups), on__gt=day, cancelled_at=None)
    return rows.order_by("on", "at", "pk")[:MOST_MEETINGS]


def beyond_the_title(question: Question, group: Group) -> str:
    """Return the words of a question beyond the group's title, which is often its beginning; "" for none."""
    title = group.title.rstrip(MARKS)
    rest = question.text[len(title) :]
    if not question.text.casefold().startswith(title.casefold()) or rest[:1].isalnum():
        return question.text
    return f"… {rest.lstrip(MARKS)}" if rest.strip(MARKS) else ""


def by_group(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row)
    return found
