"""The whole content of a group's page."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.groups.life.life_news import as_told
from palabre.groups.lineage import merge
from palabre.groups.lineage.group_family import family
from palabre.groups.models import (
    CARRYING,
    Action,
    Group,
    Inquiry,
    MergeProposal,
    Need,
    ProgressEntry,
    RoleCall,
)
from palabre.home.digest.news_kinds import KEPT_QUIET, pieces_of_news, words_within
from palabre.home.group_page.group_members import InARole, Offer, in_roles, offers
from palabre.home.group_page.group_progress import Direction, Sky, direction, skies
from palabre.home.group_page.lineage_display import Joined, Way, absorbed, merges, ways
from palabre.home.space_page.group_dates import plain_news
from palabre.journal import hooks
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import DatePoll, Decision, Meeting
from palabre.people.reader import Reader
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Question
from palabre.wiki.lines.passage_lookup import Ref, any_of, where_read
from palabre.wiki.models import Page, Passage

NEWS = 10
LAST_NEWS = 3  # at the head of the page
SHOWN = 60  # actions, needs, news and past meetings; `?whole=1` shows the rest
# Verbs left out: the log shows the news itself, and names the group that joined this one.
IN_THE_LOG = frozenset({"news.written", "news.corrected", merge.RECEIVED})


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the group's log: its own news (`progress`, told `by` somebody), or a journal entry in words.

    `day` is set on the first line of each day.
    """

    on: datetime.date | None
    words: str
    progress: ProgressEntry | None = None
    by: str = ""
    day: datetime.date | None = None

    @property
    def plain(self) -> str:
        """Return its news without Markdown; "" for an entry of the journal."""
        return plain_news(self.progress) if self.progress else ""


@dataclasses.dataclass(frozen=True, slots=True)
class WholeGroup:
    questions: list[Question]
    roles: list[InARole]
    calls: list[RoleCall]
    offers: dict[Ref, list[Offer]]
    inquiries: list[Inquiry]
    progress: list[ProgressEntry]
    tellers: dict[int, str]
    direction: Direction
    weathers: list[Sky]
    polls: list[DatePoll]
    to_come: list[Meeting]
    without_date: list[Meeting]
    past: list[Meeting]
    notes: list[Page]
    needs: list[Need]
    actions: list[Action]
    decisions: list[Decision]
    merges: list[MergeProposal]
    absorbed: list[Joined]
    ways: list[Way]
    told: list[hooks.EntryInWords]
    passages: dict[Ref, list[Passage]]
    is_cut: bool  # there may be more than it shows

    @property
    def log(self) -> list[Line]:
        """Return its news and what happened to it, latest first; news without a day come last."""
        lines = [Line(one.on, one.text, one, self.tellers.get(one.pk, "")) for one in self.progress]
        lines += [Line(timezone.localdate(one.entry.at), one.sentence) for one in self.told]
        lines.sort(key=lambda line: line.on or datetime.date.min, reverse=True)
        days = [None, *(line.on for line in lines)]
        return [
            dataclasses.replace(line, day=line.on) if line.on != day else line
            for line, day in zip(lines, days, strict=False)
        ]

    @property
    def to_do(self) -> list[Action]:
        return [one for one in self.actions if one.is_open]

    @property
    def over(self) -> list[Action]:
        return [one for one in self.actions if not one.is_open]

    @property
    def last_news(self) -> list[Line]:
        """Return the last news that the group told, else what happened to it last."""
        log = self.log
        return [line for line in log if line.progress][:LAST_NEWS] or log[:LAST_NEWS]

    @property
    def is_carried(self) -> bool:
        return any(one.role in CARRYING for one in self.roles)

    @property
    def next_step(self) -> str:
        """Return what comes next, in the words of the last weather of the project; "" when it did not say so."""
        return self.weathers[-1].said.next_step if self.weathers else ""

    @property
    def next_meeting(self) -> Meeting | None:
        return next(iter(self.to_come), None)


def whole_group(group: Group, reader: Reader, *, most: int | None = SHOWN) -> WholeGroup:
    """Return the content of the page: the latest `most` rows of lists that only grow, or all when it is None."""
    kin = family(group)
    of_group = Q(group__in=kin)
    meetings = reader.fetch(reader.may_read(Meeting).filter(of_group).order_by("on", "at", "pk"))
    past = [one for one in reversed(meetings) if one.on and one.on < reader.today][:most]
    needs, actions = needs_of(group, kin, reader, most), actions_of(of_group, reader, most)
    told_by_hand = progress(of_group, reader, most)
    reader.tie(meetings, "minutes")
    whole = WholeGroup(
        questions=living_ones(
            reader.fetch(reader.may_read(Question).filter(carryings__group__in=kin).distinct().order_by("pk")), reader
        ),
        roles=in_roles(group, reader),
        calls=reader.fetch(reader.may_read(RoleCall).open().filter(of_group).order_by("pk")),
        offers=offers(group, reader),
        inquiries=of(group, kin, Inquiry, reader),
        progress=told_by_hand,
        tellers={one.pk: reader.name_of(one.by) for one in told_by_hand if one.by},
        direction=direction(group, kin, reader),
        weathers=skies(group, kin, reader),
        polls=reader.fetch(reader.may_read(DatePoll).filter(of_group, closed_at=None).order_by("pk")),
        to_come=[one for one in meetings if one.on and one.on >= reader.today],
        without_date=[one for one in meetings if one.on is None],
        past=past,
        notes=notes_among(kin, reader, most),
        needs=needs,
        actions=actions,
        decisions=of(group, kin, Decision, reader),
        merges=merges(kin, reader),
        absorbed=absorbed(kin, reader),
        ways=ways(kin, reader),
        told=[],
        passages={},
        is_cut=most is not None and any(len(rows) >= most for rows in (past, needs, actions, told_by_hand)),
    )
    return dataclasses.replace(
        whole, told=news_of_group(group, whole, reader), passages=where_read(things_of(group, whole), reader=reader)
    )


def notes_among(kin: list[int], reader: Reader, most: int | None) -> list[Page]:
    """Return the pages that the family keeps among its people and that the reader may read, the last changed first."""
    own = Group.objects.filter(pk__in=kin, own_audience__isnull=False).values("own_audience")
    rows = reader.may_read(Page).filter(audience__in=own).select_related("note")
    rows = rows.defer("note__body_md", "note__body_html")
    return reader.fetch(rows.order_by("-note__changed_at", "-pk"), most=most)


def progress(of_group: Q, reader: Reader, most: int | None) -> list[ProgressEntry]:
    rows = reader.may_read(ProgressEntry).filter(of_group).select_related("by")
    return reader.fetch(rows.order_by(F("on").desc(nulls_last=True), "-pk"), most=most)


def actions_of(of_group: Q, reader: Reader, most: int | None) -> list[Action]:
    """Return the open actions, then those dropped or done, the last done first."""
    rows = reader.may_read(Action).filter(of_group).select_related("owner", "done_by")
    last_first = (F("dropped_at").desc(nulls_first=True), F("done_on").desc(nulls_last=True))
    return reader.fetch(rows.order_by("is_done", *last_first, "pk"), most=most)


def needs_of(group: Group, kin: list[int], reader: Reader, most: int | None) -> list[Need]:
    """Return the family's needs that were not withdrawn; those that are met come last, the last met first."""
    rows = reader.may_read(Need).filter(group__in=kin, withdrawn_at=None).with_last_answer()
    found = reader.fetch(rows.order_by(F("satisfied_at").desc(nulls_first=True), "pk"), most=most)
    for need in found:
        need.group = group
    return found


def of(group: Group, kin: list[int], model: Any, reader: Reader, **more: Any) -> list[Any]:
    """Return the family's rows of `model`, with the living group as `group`; `more` are annotations."""
    rows = reader.fetch(reader.may_read(model).filter(group__in=kin).annotate(**more).order_by("pk"))
    for row in rows:
        row.group = group
    return rows


def things_of(group: Group, whole: WholeGroup) -> list[Any]:
    kept = (whole.questions, whole.calls, whole.inquiries, whole.progress, whole.to_come, whole.without_date)
    made = [one.made for one in whole.direction.outputs]
    more = (made, whole.past, whole.needs, whole.actions, whole.decisions, whole.merges)
    return [group, *(one.group for one in whole.absorbed), *(thing for things in (*kept, *more) for thing in things)]


def news_of_group(group: Group, whole: WholeGroup, reader: Reader) -> list[hooks.EntryInWords]:
    """Return the news of the group and of its needs, actions and meetings, in words."""
    about = any_of(things_of(group, whole), kind="subject_kind", number="subject_id")
    rows = reader.may_read(Entry).filter(about).exclude(verb__in=IN_THE_LOG | KEPT_QUIET).order_by("-at", "-pk")
    told = hooks.entries_in_words(
        pieces_of_news(rows[: 2 * NEWS])[:NEWS], space=reader.space, person=reader.person, held=reader.held
    )
    return [within(group, one) for one in told]


def within(group: Group, told: hooks.EntryInWords) -> hooks.EntryInWords:
    """Return the entry without the name of the group, on the group's own page."""
    is_its_own = (told.entry.subject_kind, told.entry.subject_id) == (kind_of(group), group.pk)
    if told.entry.verb == merge.MERGED and not is_its_own:
        return dataclasses.replace(told, sentence=as_told(_("{thing} has joined this one."))(told.entry, told.thing))
    words = words_within(told.entry) if is_its_own else None
    return dataclasses.replace(told, sentence=as_told(words)(told.entry, None)) if words else told
