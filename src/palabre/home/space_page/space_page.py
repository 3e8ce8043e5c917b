"""The front page of a community: next dates, groups, what is looked for, successes, news."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.models import Action, Carrying, Ending, Group, Need, RoleCall
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.home.digest.news_kinds import KEPT_QUIET, pieces_of_news
from palabre.home.space_page.group_sheets import Sheet, meetings_after, meetings_of_the_fortnight, pinned, sheets
from palabre.home.space_page.successes import EndedWell, at_home, ended_well
from palabre.journal import hooks
from palabre.journal.models import Entry
from palabre.meetings.models import DatePoll, Meeting, Series
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Forum, Question
from palabre.wiki.models import Page

NEWS = 10
PAGES = 4
SIDE = 4  # how many needs, actions or calls the side column holds
DATES = 5  # next dates after the first one
QUESTIONS = 12  # uncarried ones that are shown as sheets; the others are folded


@dataclasses.dataclass(frozen=True, slots=True)
class Community:
    """`number_awake` counts all groups awake, of which some have a sheet; `dates` come after the next meeting."""

    forum: Forum | None
    next_meeting: Meeting | None
    dates: list[Meeting]
    polls: list[DatePoll]
    sheets: list[Sheet]
    number_awake: int
    at_rest: list[Group]
    ended_well: EndedWell
    uncarried: list[Question]
    more_uncarried: list[Question]
    calls: list[RoleCall]
    needs: list[Need]
    actions: list[Action]
    series: list[Series]
    told: list[hooks.EntryInWords]
    pages: list[Page]

    @property
    def others(self) -> int:
        """Return the number of groups awake without a sheet."""
        return self.number_awake - len(self.sheets)


def community(reader: Reader) -> Community:
    home_of = homes(reader.space.pk)
    groups = {group.pk: group for group in reader.fetch(reader.may_read(Group).alive().order_by("pk"))}
    awake = [group for group in groups.values() if group.is_awake]
    soon, calls = meetings_of_the_fortnight(reader), open_calls(reader)
    turn = [one.group_id for one in soon] + [one.group_id for one in calls]
    on_board = pinned(awake, [home_of.get(number, number) for number in turn if number])
    coming = [*soon, *meetings_after(reader, of=without_date(on_board, soon, home_of))]
    first = next((one for one in coming if one.group_id is None), None) or next(iter(coming), None)
    at_home([*coming, *calls], groups, home_of)
    uncarried = questions_that_nobody_carries(reader)
    return Community(
        forum=reader.may_read(Forum).order_by("-held_on", "-pk").first(),
        next_meeting=first,
        dates=[one for one in coming if one is not first][:DATES],
        polls=reader.fetch(reader.may_read(DatePoll).filter(closed_at=None).order_by("deadline", "-pk"), most=SIDE),
        sheets=sheets(on_board, reader, home_of=home_of, meetings=coming, calls=calls),
        number_awake=len(awake),
        at_rest=[group for group in groups.values() if group.asleep_at and not group.ended_at],
        ended_well=ended_well(reader, groups, home_of),
        uncarried=uncarried[:QUESTIONS],
        more_uncarried=uncarried[QUESTIONS:],
        calls=calls,
        needs=at_home(open_needs(reader), groups, home_of),
        actions=at_home(reader.fetch(actions_to_take(reader), most=SIDE), groups, home_of),
        series=reader.fetch(reader.may_read(Series).order_by("pk"), most=SIDE),
        told=latest_news(reader),
        pages=reader.fetch(reader.may_read(Page).select_related("note").order_by("-note__changed_at"), most=PAGES),
    )


def without_date(groups: list[Group], meetings: list[Meeting], home_of: dict[int, int]) -> list[int]:
    """Return the ids of the groups without any of these meetings, with those of their families."""
    dated = {home_of.get(one.group_id, one.group_id) for one in meetings if one.group_id}
    return [number for group in groups if group.pk not in dated for number in kin(group.pk, home_of)]


def meetings_to_come(reader: Reader) -> list[Meeting]:
    rows = reader.may_read(Meeting).filter(on__gte=reader.today, cancelled_at=None)
    return reader.fetch(rows.order_by("on", "at", "pk"))


def open_calls(reader: Reader) -> list[RoleCall]:
    """Return the open calls, latest first."""
    return reader.fetch(reader.may_read(RoleCall).open().order_by("-pk"))


def open_needs(reader: Reader) -> list[Need]:
    """Return open needs, latest first, those that wait for an answer before the others."""
    found = reader.fetch(reader.may_read(Need).open().with_last_answer().order_by("-pk"), most=3 * SIDE)
    return sorted(found, key=lambda need: stand_of(need, answered_at=need.answered_at) != NeedState.WAITING)[:SIDE]


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


def latest_news(reader: Reader) -> list[hooks.EntryInWords]:
    """Return the latest news in words. Other entries are shown where they happened."""
    rows = reader.may_read(Entry).exclude(verb__in=KEPT_QUIET).order_by("-at", "-pk")[: 3 * NEWS]
    return hooks.entries_in_words(
        pieces_of_news(rows)[:NEWS], space=reader.space, person=reader.person, held=reader.held
    )
