"""The front page of a community: the next date, what is looked for, its groups, the news, what waits for somebody."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField, Case, DateField, Exists, F, OuterRef, Prefetch, QuerySet, When

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.models import Action, Carrying, Ending, Group, RoleCall
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.home.space_page.fortnight_news import Told, fortnight_news
from palabre.home.space_page.group_dates import GroupDate, group_dates
from palabre.home.space_page.group_sheets import meetings_after, meetings_of_the_fortnight
from palabre.home.space_page.successes import at_home
from palabre.meetings.hooks import AnnouncedDay, announced_days
from palabre.meetings.models import DatePoll, Meeting
from palabre.minutes.models import Import
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Forum, Question
from palabre.web.prepared_query import ListOf, prepared

GROUPS = 4
CALLS = 3
QUESTIONS = 2
ACTIONS = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Community:
    """`groups` are a few of those awake, those that meet soon or look for somebody first.

    `day` is the next announced one. `reading`: minutes that are read and not open yet, while the space is prepared.
    """

    forum: Forum | None
    running: Meeting | None
    next_meeting: Meeting | None
    day: AnnouncedDay | None
    poll: DatePoll | None
    groups: list[GroupDate]
    is_new: bool
    reading: Import | None
    told: list[Told]
    calls: list[RoleCall]
    uncarried: list[Question]
    actions: list[Action]


def community(reader: Reader) -> Community:
    home_of = homes(reader.space.pk)
    groups = {group.pk: group for group in alive(reader)}
    awake = [group for group in groups.values() if group.is_awake]
    soon, calls = meetings_of_the_fortnight(reader), open_calls(reader)
    first = in_turn(awake, soon, calls, home_of)[:GROUPS]
    coming = [*soon, *meetings_after(reader, of=without_date(first, soon, home_of))]
    lines = group_dates(first, reader, home_of=home_of, meetings=coming)
    uncarried = questions_that_nobody_carries(reader)
    meeting = at_home(next_meetings(reader), groups, home_of)
    polls = first_poll(reader)
    return Community(
        forum=next(iter(last_forum(reader)), None),
        running=next(iter(at_home(running_meetings(reader), groups, home_of)), None),
        next_meeting=next(iter(meeting), None),
        day=next(iter(announced_days(reader)), None),
        poll=next(iter(polls), None),
        groups=[lines[group.pk] for group in first],
        is_new=not (groups or uncarried or meeting or polls),
        reading=waiting_reading(reader),
        told=fortnight_news(reader, groups, home_of),
        calls=at_home(calls[:CALLS], groups, home_of),
        uncarried=uncarried[:QUESTIONS],
        actions=at_home(actions_to_take(reader, most=ACTIONS), groups, home_of),
    )


def waiting_reading(reader: Reader) -> Import | None:
    if not reader.space.is_in_preparation:
        return None
    waiting: Import | None = reader.may_read(Import).filter(opened_at=None, undone_at=None).order_by("-pk").first()
    return waiting


def in_turn(awake: list[Group], soon: list[Meeting], calls: list[RoleCall], home_of: dict[int, int]) -> list[Group]:
    """Return the groups awake: those that meet soon, the nearest first, those that look for somebody, the others."""
    by_number = {group.pk: group for group in awake}
    named = [*(one.group_id for one in soon), *(one.group_id for one in calls)]
    numbers = [home_of.get(number, number) for number in named if number]
    return [by_number[number] for number in dict.fromkeys([*numbers, *by_number]) if number in by_number]


def next_meetings(reader: Reader) -> list[Meeting]:
    """Return the next meeting of the whole community, else of a group, as a list of at most one."""
    return next_meeting_from(reader, day=reader.today)


@prepared_reading(day=DateField())
def next_meeting_from(rights: Any, day: Any) -> Any:
    rows = rights.may_read(Meeting).to_come(day)
    return rows.order_by(Case(When(group=None, then=0), default=1), "on", "at", "pk")[:1]


@prepared_reading()
def running_meetings(rights: Any) -> Any:
    """Return the meeting whose room was opened last and is not over, as a list of at most one."""
    rows = rights.may_read(Meeting).taking_place().filter(room__isnull=False, room__ended_at=None)
    return rows.order_by("-room__opened_at")[:1]


@prepared_reading()
def alive(rights: Any) -> Any:
    return rights.may_read(Group).alive().order_by("pk")


@prepared_reading()
def first_poll(rights: Any) -> Any:
    return rights.may_read(DatePoll).open()[:1]


@prepared_reading()
def last_forum(rights: Any) -> Any:
    return rights.may_read(Forum).order_by("-held_on", "-pk")[:1]


def without_date(groups: list[Group], meetings: list[Meeting], home_of: dict[int, int]) -> list[int]:
    """Return the ids of the groups without any of these meetings, with those of their families."""
    dated = {home_of.get(one.group_id, one.group_id) for one in meetings if one.group_id}
    return [number for group in groups if group.pk not in dated for number in kin(group.pk, home_of)]


@prepared_reading()
def open_calls(rights: Any) -> Any:
    """Return the open calls, latest first."""
    return rights.may_read(RoleCall).open().order_by("-pk")


@prepared_reading()
def actions_to_take(rights: Any, most: int) -> Any:
    rows = rights.may_read(Action).open().filter(owner__isnull=True)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:most]


def questions_that_nobody_carries(reader: Reader) -> list[Question]:
    """Return the living questions without a group, or left open by groups that ended: two queries, or three.

    A question that became another is shown on the page of that other, which the groups of the former one carry.
    """
    found = without_a_group(reader)
    kinship = Kinship.of(reader.space.pk) if found else None
    former = {one.pk: kinship.former(one.pk)[1:] for one in found} if kinship else {}
    numbers = {number for some in former.values() for number in some}
    borne = set(carried_among(questions=sorted(numbers))) if numbers else set()
    return [one for one in found if borne.isdisjoint(former[one.pk])]


@prepared_reading()
def without_a_group(rights: Any) -> Any:
    carried = still_carried().filter(question=OuterRef("pk"))
    return rights.may_read(Question).living().filter(~Exists(carried)).order_by("pk")


@prepared(questions=ListOf(BigIntegerField()))
def carried_among(questions: Any) -> QuerySet[Any, Any]:
    return still_carried().filter(question__in=questions).values_list("question", flat=True)


def still_carried() -> QuerySet[Carrying]:
    """Return the carryings but those of groups that ended and left their question open."""
    left_open = Ending.objects.filter(undone_at=None, question_is_open=True)
    of_it, of_its_home = (left_open.filter(group=OuterRef(path)) for path in ("group", "group__lives_in"))
    return Carrying.objects.filter(~(Exists(of_it) | Exists(of_its_home)))


def living_groups(reader: Reader) -> Any:
    """Return the living groups as a queryset, with their conveners and the questions that the reader may read."""
    questions = Question.objects.filter(reader.readable()).order_by("pk")
    conveners = roles_read_by(reader).held().carrying().select_related("person").order_by("pk")
    rows = reader.may_read(Group).alive().order_by("pk")
    return rows.prefetch_related(Prefetch("questions", questions), Prefetch("memberships", conveners))
