"""A community's front page: what comes next, its groups, what it looks for, what happened."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from palabre.forums.models import Forum, Question
from palabre.groups.models import Action, Carrying, Ending, Group, Membership, Need, RoleCall
from palabre.journal import sockets
from palabre.journal.models import Entry
from palabre.meetings.models import DatePoll, Meeting, Series
from palabre.people.reading import Reader
from palabre.wiki.models import Page

NEWS = 12
PAGES = 6
MARKS = " ?.!…,;:\u00a0\u202f"
SIDE = 6  # how many needs, actions or calls the side column holds


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One group as it is pinned on the board. `asks` is what its questions say beyond its title."""

    group: Group
    asks: list[str]
    conveners: list[str]
    next_meeting: Meeting | None
    looks_for: list[RoleCall]


@dataclasses.dataclass(frozen=True, slots=True)
class Community:
    forum: Forum | None
    next_meeting: Meeting | None
    polls: list[DatePoll]
    sheets: list[Sheet]
    at_rest: list[Group]
    ended: list[Group]
    uncarried: list[Question]
    calls: list[RoleCall]
    needs: list[Need]
    actions: list[Action]
    series: list[Series]
    told: list[sockets.Told]
    pages: list[Page]


def community(reader: Reader) -> Community:
    coming, calls = meetings_to_come(reader), open_calls(reader)
    needs = reader.fetch(reader.may_read(Need).order_by("-pk"), most=SIDE)
    actions = reader.fetch(actions_to_take(reader), most=SIDE)
    groups = reader.fetch(living_groups(reader))
    pinned = sheets([group for group in groups if group.is_awake], reader, coming, calls)
    reader.tie([*needs, *actions, *calls, *coming], "group")
    return Community(
        forum=reader.may_read(Forum).order_by("-held_on", "-pk").first(),
        next_meeting=next((one for one in coming if one.group_id is None), None) or next(iter(coming), None),
        polls=reader.fetch(reader.may_read(DatePoll).filter(closed_at=None).order_by("deadline", "-pk"), most=SIDE),
        sheets=pinned,
        at_rest=[group for group in groups if group.asleep_at and not group.ended_at],
        ended=[group for group in groups if group.ended_at],
        uncarried=questions_that_nobody_carries(reader),
        calls=calls,
        needs=needs,
        actions=actions,
        series=reader.fetch(reader.may_read(Series).order_by("pk")),
        told=news(reader),
        pages=reader.fetch(reader.may_read(Page).select_related("note").order_by("-note__changed_at"), most=PAGES),
    )


def meetings_to_come(reader: Reader) -> list[Meeting]:
    return reader.fetch(reader.may_read(Meeting).filter(on__gte=reader.today).order_by("on", "at", "pk"))


def open_calls(reader: Reader) -> list[RoleCall]:
    """Return what is looked for, the last said first."""
    return reader.fetch(reader.may_read(RoleCall).open().order_by("-pk"))


def actions_to_take(reader: Reader) -> Any:
    return reader.may_read(Action).filter(owner__isnull=True, is_done=False).order_by("due_on", "pk")


def questions_that_nobody_carries(reader: Reader) -> list[Question]:
    """Return the living questions without a group, or left open by those that ended.

    One that became another is told on the page of that other.
    """
    left_open = Ending.objects.filter(undone_at=None, question_is_open=True)
    over = Exists(left_open.filter(group=OuterRef("group"))) | Exists(
        left_open.filter(group=OuterRef("group__lives_in"))
    )
    carried = Carrying.objects.filter(~over, question=OuterRef("pk"))
    rows = reader.may_read(Question).filter(~Exists(carried), leads_to__isnull=True)
    return reader.fetch(rows.order_by("pk"))


def sheets(
    groups: Iterable[Group], reader: Reader, coming: Iterable[Meeting], calls: Iterable[RoleCall]
) -> list[Sheet]:
    meetings, looked_for = by_group(coming), by_group(calls)
    return [
        Sheet(
            group=group,
            asks=[said for one in group.questions.all() if (said := beyond_the_title(one, group))],
            conveners=reader.names_of(one.person for one in group.memberships.all()),
            next_meeting=next(iter(meetings[group.pk]), None),
            looks_for=looked_for[group.pk],
        )
        for group in groups
    ]


def beyond_the_title(question: Question, group: Group) -> str:
    """Return what a question says more than the group's title, which is often its first words: "" for nothing."""
    title = group.title.rstrip(MARKS)
    rest = question.text[len(title) :]
    if not question.text.casefold().startswith(title.casefold()) or rest[:1].isalnum():
        return question.text
    return f"… {rest.lstrip(MARKS)}" if rest.strip(MARKS) else ""


def living_groups(reader: Reader) -> Any:
    """Return the groups alive, with the questions they carry (those she may read) and who convenes them."""
    questions = Question.objects.filter(reader.readable()).order_by("pk")
    conveners = Membership.objects.held().carrying().select_related("person").order_by("pk")
    rows = reader.may_read(Group).alive().order_by("pk")
    return rows.prefetch_related(Prefetch("questions", questions), Prefetch("memberships", conveners))


def by_group(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row)
    return found


def news(reader: Reader) -> list[sockets.Told]:
    entries = reader.may_read(Entry).order_by("-at", "-pk")[:NEWS]
    return sockets.told(entries, space=reader.space, person=reader.person)
