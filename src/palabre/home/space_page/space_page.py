"""The front page of a community: the next date, what is looked for, its groups, the news, what waits for somebody."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, When

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.models import Action, Carrying, Ending, Group, RoleCall
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.home.space_page.fortnight_news import Told, fortnight_news
from palabre.home.space_page.group_dates import GroupDate, group_dates
from palabre.home.space_page.group_sheets import meetings_after, meetings_of_the_fortnight
from palabre.home.space_page.successes import at_home
from palabre.meetings.models import DatePoll, Meeting
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Forum, Question

GROUPS = 5
CALLS = 3
QUESTIONS = 2
ACTIONS = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Community:
    """`groups` are a few of those awake, those that meet soon or look for somebody first; `are_more`: others exist."""

    forum: Forum | None
    running: Meeting | None
    next_meeting: Meeting | None
    poll: DatePoll | None
    groups: list[GroupDate]
    are_more: bool
    is_new: bool
    told: list[Told]
    calls: list[RoleCall]
    uncarried: list[Question]
    actions: list[Action]


def community(reader: Reader) -> Community:
    home_of = homes(reader.space.pk)
    groups = {group.pk: group for group in reader.fetch(reader.may_read(Group).alive().order_by("pk"))}
    awake = [group for group in groups.values() if group.is_awake]
    soon, calls = meetings_of_the_fortnight(reader), open_calls(reader)
    first = in_turn(awake, soon, calls, home_of)[:GROUPS]
    coming = [*soon, *meetings_after(reader, of=without_date(first, soon, home_of))]
    lines = group_dates(first, reader, home_of=home_of, meetings=coming)
    uncarried = questions_that_nobody_carries(reader)
    meeting = at_home(next_meetings(reader), groups, home_of)
    polls = reader.fetch(reader.may_read(DatePoll).filter(closed_at=None).order_by("deadline", "-pk"), most=1)
    return Community(
        forum=reader.may_read(Forum).order_by("-held_on", "-pk").first(),
        running=next(iter(at_home(running_meetings(reader), groups, home_of)), None),
        next_meeting=next(iter(meeting), None),
        poll=next(iter(polls), None),
        groups=[lines[group.pk] for group in first],
        are_more=len(groups) > len(first),
        is_new=not (groups or uncarried or meeting or polls),
        told=fortnight_news(reader, groups, home_of),
        calls=at_home(calls[:CALLS], groups, home_of),
        uncarried=uncarried[:QUESTIONS],
        actions=at_home(reader.fetch(actions_to_take(reader), most=ACTIONS), groups, home_of),
    )


def in_turn(awake: list[Group], soon: list[Meeting], calls: list[RoleCall], home_of: dict[int, int]) -> list[Group]:
    """Return the groups awake: those that meet soon, the nearest first, those that look for somebody, the others."""
    by_number = {group.pk: group for group in awake}
    named = [*(one.group_id for one in soon), *(one.group_id for one in calls)]
    numbers = [home_of.get(number, number) for number in named if number]
    return [by_number[number] for number in dict.fromkeys([*numbers, *by_number]) if number in by_number]


def next_meetings(reader: Reader) -> list[Meeting]:
    """Return the next meeting of the whole community, else of a group, as a list of at most one."""
    rows = reader.may_read(Meeting).filter(on__gte=reader.today, cancelled_at=None)
    is_of_a_group = Case(When(group=None, then=0), default=1)
    return reader.fetch(rows.order_by(is_of_a_group, "on", "at", "pk"), most=1)


def running_meetings(reader: Reader) -> list[Meeting]:
    """Return the meeting whose room was opened last and is not over, as a list of at most one."""
    rows = reader.may_read(Meeting).filter(room__isnull=False, room__ended_at=None)
    return reader.fetch(rows.order_by("-room__opened_at"), most=1)


def without_date(groups: list[Group], meetings: list[Meeting], home_of: dict[int, int]) -> list[int]:
    """Return the ids of the groups without any of these meetings, with those of their families."""
    dated = {home_of.get(one.group_id, one.group_id) for one in meetings if one.group_id}
    return [number for group in groups if group.pk not in dated for number in kin(group.pk, home_of)]


def open_calls(reader: Reader) -> list[RoleCall]:
    """Return the open calls, latest first."""
    return reader.fetch(reader.may_read(RoleCall).open().order_by("-pk"))


def actions_to_take(reader: Reader) -> Any:
    rows = reader.may_read(Action).open().filter(owner__isnull=True)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def questions_that_nobody_carries(reader: Reader) -> list[Question]:
    """Return the living questions without a group, or left open by groups that ended: two queries, or three.

    A question that became another is shown on the page of that other, which the groups of the former one carry.
    """
    left_open = Ending.objects.filter(undone_at=None, question_is_open=True)
    over = Exists(left_open.filter(group=OuterRef("group"))) | Exists(
        left_open.filter(group=OuterRef("group__lives_in"))
    )
    carried = Carrying.objects.filter(~over)
    rows = reader.may_read(Question).living().filter(~Exists(carried.filter(question=OuterRef("pk"))))
    found = reader.fetch(rows.order_by("pk"))
    kinship = Kinship.of(reader.space.pk) if found else None
    former = {one.pk: kinship.former(one.pk)[1:] for one in found} if kinship else {}
    numbers = {number for some in former.values() for number in some}
    borne = set(carried.filter(question__in=numbers).values_list("question", flat=True)) if numbers else set()
    return [one for one in found if borne.isdisjoint(former[one.pk])]


def living_groups(reader: Reader) -> Any:
    """Return the living groups as a queryset, with their conveners and the questions that the reader may read."""
    questions = Question.objects.filter(reader.readable()).order_by("pk")
    conveners = roles_read_by(reader).held().carrying().select_related("person").order_by("pk")
    rows = reader.may_read(Group).alive().order_by("pk")
    return rows.prefetch_related(Prefetch("questions", questions), Prefetch("memberships", conveners))
