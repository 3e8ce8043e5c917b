"""The whole content of a group's page."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.groups.actions.invitations import Invitation, invitation_to, ways_taken
from palabre.groups.life.life_news import as_told
from palabre.groups.lineage import merge
from palabre.groups.lineage.group_family import family
from palabre.groups.log.near_inquiries import Line, alike, in_lines
from palabre.groups.models import (
    CARRYING,
    Action,
    Group,
    Inquiry,
    MayBePast,
    MergeProposal,
    Need,
    ProgressEntry,
    RoleCall,
)
from palabre.home.digest.news_kinds import KEPT_QUIET, pieces_of_news, words_within
from palabre.home.group_page.group_members import InARole, Offer, in_roles, offers
from palabre.home.group_page.group_progress import Direction, Sky, direction, skies
from palabre.home.group_page.lineage_display import Joined, Way, absorbed, merges, ways
from palabre.home.space_page.group_dates import open_polls, plain_news
from palabre.journal import hooks
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import DatePoll, Decision, Meeting, Room
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.reading_lines import ToRead, to_read
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Question
from palabre.web.prepared_query import ListOf
from palabre.wiki.lines.passage_lookup import Ref, any_of, by_kind, where_read
from palabre.wiki.models import Page, Passage

NEWS = 10
LAST_NEWS = 3  # at the head of the page
SHOWN = 60  # actions, needs, news and past meetings; `?whole=1` shows the rest
# Verbs left out: the log shows the news itself, the birth of the group, and names the group that joined this one.
IN_THE_LOG = frozenset({"news.written", "news.corrected", "question.woken", merge.RECEIVED})


@dataclasses.dataclass(frozen=True, slots=True)
class LogLine:
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


@dataclasses.dataclass(frozen=True)
class WholeGroup:
    questions: list[Question]
    roles: list[InARole]
    calls: list[RoleCall]
    offers: dict[Ref, list[Offer]]
    inquiries: list[Inquiry]
    alike: tuple[Inquiry, Inquiry] | None
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
    reading: list[ToRead]
    invitation: Invitation | None
    in_doubt: list[Action | Need | RoleCall]
    is_cut: bool  # there may be more than it shows

    @cached_property
    def log(self) -> list[LogLine]:
        """Return its news and what happened to it, latest first; news without a day come last."""
        lines = [LogLine(one.on, one.text, one, self.tellers.get(one.pk, "")) for one in self.progress]
        lines += [LogLine(timezone.localdate(one.entry.at), one.sentence) for one in self.told]
        lines.sort(key=lambda line: line.on or datetime.date.min, reverse=True)
        days = [None, *(line.on for line in lines)]
        return [
            dataclasses.replace(line, day=line.on) if line.on != day else line
            for line, day in zip(lines, days, strict=False)
        ]

    @property
    def lines(self) -> list[Line]:
        return in_lines(self.inquiries)

    @property
    def to_do(self) -> list[Action]:
        return [one for one in self.actions if one.is_open]

    @property
    def over(self) -> list[Action]:
        return [one for one in self.actions if not one.is_open]

    @property
    def last_news(self) -> list[LogLine]:
        """Return the last news that the group told, else what happened to it last."""
        log = self.log
        return [line for line in log if line.progress][:LAST_NEWS] or log[:LAST_NEWS]

    @property
    def is_told_at_its_head(self) -> bool:
        """Return whether the last news are the whole log."""
        log = self.log
        return len(log) <= LAST_NEWS and not any(line.progress for line in log)

    @property
    def is_carried(self) -> bool:
        return any(one.role in CARRYING for one in self.roles)

    @property
    def next_step(self) -> str:
        """Return what comes next, in the words of the last weather of the project; "" when it did not say so."""
        return self.weathers[-1].said.next_step if self.weathers else ""

    @property
    def next_meeting(self) -> Meeting | None:
        return next((one for one in self.to_come if one.cancelled_at is None), None)


def whole_group(group: Group, reader: Reader, *, most: int | None = SHOWN) -> WholeGroup:
    """Return the content of the page: the latest `most` rows of lists that only grow, or all when it is None."""
    kin = family(group)
    meetings, going = reader.tie(meetings_of(reader, kin=kin), "minutes"), direction(group, kin, reader)
    to_come, past = by_day(meetings, reader.today)
    needs, actions = needs_of(group, kin, reader, most), actions_of(reader, kin=kin, most=most)
    calls, decisions = calls_of(reader, kin=kin), decisions_of(group, kin, reader, most)
    told_by_hand, joined = progress(reader, kin=kin, most=most), absorbed(kin, reader)
    whole = WholeGroup(
        questions=living_ones(asked_by_family(reader, kin=kin), reader),
        roles=in_roles(group, reader),
        calls=that_hold(calls),
        offers=offers(group, reader),
        inquiries=(inquiries := standing_lines(group, kin, reader)),
        alike=alike(inquiries),
        progress=told_by_hand,
        tellers={one.pk: reader.name_of(one.by) for one in told_by_hand if one.by},
        direction=going,
        weathers=skies(group, kin, reader),
        polls=open_polls(reader, groups=kin),
        to_come=to_come,
        without_date=[one for one in meetings if one.on is None],
        past=past[:most],
        notes=notes_among(reader, kin=kin, most=most),
        needs=that_hold(needs),
        actions=that_hold(actions),
        decisions=decisions,
        merges=merges(kin, reader),
        absorbed=joined,
        ways=ways(kin, reader),
        told=[],
        passages={},
        reading=reading_of(group, joined),
        invitation=invited_to(group, going, reader),
        in_doubt=[one for one in (*calls, *needs, *actions) if one.is_in_doubt and one.is_open],
        is_cut=most is not None and any(len(rows) >= most for rows in (past, needs, actions, told_by_hand, decisions)),
    )
    return dataclasses.replace(
        whole, told=news_of_group(group, whole, reader), passages=where_read(things_of(group, whole), reader=reader)
    )


def invited_to(group: Group, going: Direction, reader: Reader) -> Invitation | None:
    taken = ways_taken(going.intention, [one.made for one in going.outputs])
    return invitation_to(group, reader, has=taken)


def that_hold[Row: MayBePast](rows: Iterable[Row]) -> list[Row]:
    """Leave out what old minutes say, unless somebody said that it is under way."""
    return [row for row in rows if not row.validity]


def reading_of(group: Group, joined: list[Joined]) -> list[ToRead]:
    """Return the reading list of the group, then those of the groups that joined it."""
    return [line for one in (group, *(former.group for former in joined)) for line in to_read(one.to_read)]


def by_day(meetings: list[Any], today: datetime.date) -> tuple[list[Meeting], list[Meeting]]:
    """Return those to come, then those that have been held, the last first: their day is over, or their room today."""
    parted: dict[bool, list[Meeting]] = {False: [], True: []}
    for one in meetings:
        if one.on is not None:
            parted[one.on < today or (one.on == today and one.has_ended)].append(one)
    return parted[False], parted[True][::-1]


@prepared_reading(kin=ListOf(BigIntegerField()))
def meetings_of(rights: Any, kin: Any) -> Any:
    """Return the meetings of the family; `has_ended`: its room has, maybe tried beforehand."""
    ended = Room.objects.filter(meeting=OuterRef("pk"), ended_at__isnull=False)
    rows = rights.may_read(Meeting).filter(group__in=kin).annotate(has_ended=Exists(ended))
    return rows.order_by("on", "at", "pk")


@prepared_reading(kin=ListOf(BigIntegerField()))
def asked_by_family(rights: Any, kin: Any) -> Any:
    return rights.may_read(Question).filter(carryings__group__in=kin).distinct().order_by("pk")


@prepared_reading(kin=ListOf(BigIntegerField()))
def calls_of(rights: Any, kin: Any) -> Any:
    """Return the calls that are not over, those of old minutes too."""
    rows = rights.may_read(RoleCall).filter(group__in=kin, filled_at=None, withdrawn_at=None)
    return rows.order_by("pk")


@prepared_reading(kin=ListOf(BigIntegerField()))
def notes_among(rights: Any, kin: Any, most: int | None) -> Any:
    """Return the pages that the family keeps among its people and that the reader may read, the last changed first."""
    own = Group.objects.filter(pk__in=kin, own_audience__isnull=False).values("own_audience")
    rows = rights.may_read(Page).filter(audience__in=own).select_related("note")
    rows = rows.defer("note__body_md", "note__body_html")
    return rows.order_by("-note__changed_at", "-pk")[:most]


@prepared_reading(kin=ListOf(BigIntegerField()))
def progress(rights: Any, kin: Any, most: int | None) -> Any:
    rows = rights.may_read(ProgressEntry).filter(group__in=kin).select_related("by")
    return rows.order_by(F("on").desc(nulls_last=True), "-pk")[:most]


@prepared_reading(kin=ListOf(BigIntegerField()))
def actions_of(rights: Any, kin: Any, most: int | None) -> Any:
    """Return the open actions, then those dropped or done, the last done first."""
    rows = rights.may_read(Action).filter(group__in=kin).select_related("owner", "done_by")
    last_first = (F("dropped_at").desc(nulls_first=True), F("done_on").desc(nulls_last=True))
    return rows.order_by("is_done", *last_first, "pk")[:most]


def needs_of(group: Group, kin: list[int], reader: Reader, most: int | None) -> list[Need]:
    """Return the family's needs that were not withdrawn; those that are met come last, the last met first."""
    found = standing_needs(reader, kin=kin, most=most)
    for need in found:
        need.group = group
    return found


@prepared_reading(kin=ListOf(BigIntegerField()))
def standing_needs(rights: Any, kin: Any, most: int | None) -> Any:
    rows = rights.may_read(Need).filter(group__in=kin, withdrawn_at=None).with_last_answer()
    return rows.order_by(F("satisfied_at").desc(nulls_first=True), "pk")[:most]


def decisions_of(group: Group, kin: list[int], reader: Reader, most: int | None) -> list[Decision]:
    """Return the last decisions of the family, the oldest of them first."""
    found = last_decisions(reader, kin=kin, most=most)[::-1]
    for decision in found:
        decision.group = group
    return found


@prepared_reading(kin=ListOf(BigIntegerField()))
def last_decisions(rights: Any, kin: Any, most: int | None) -> Any:
    return rights.may_read(Decision).filter(group__in=kin).order_by("-pk")[:most]


def of(group: Group, kin: list[int], model: Any, reader: Reader) -> list[Any]:
    """Return the family's rows of `model`, with the living group as `group`."""
    rows = rows_of(reader, kin=kin, model=model)
    for row in rows:
        row.group = group
    return rows


def standing_lines(group: Group, kin: list[int], reader: Reader) -> list[Inquiry]:
    return [one for one in of(group, kin, Inquiry, reader) if one.withdrawn_at is None]


@prepared_reading(kin=ListOf(BigIntegerField()))
def rows_of(rights: Any, kin: Any, model: Any) -> Any:
    return rights.may_read(model).filter(group__in=kin).order_by("pk")


def things_of(group: Group, whole: WholeGroup) -> list[Any]:
    kept = (whole.questions, whole.calls, whole.inquiries, whole.progress, whole.to_come, whole.without_date)
    made = [one.made for one in whole.direction.outputs]
    more = (made, whole.past, whole.needs, whole.actions, whole.decisions, whole.merges, whole.in_doubt)
    return [group, *(one.group for one in whole.absorbed), *(thing for things in (*kept, *more) for thing in things)]


def news_of_group(group: Group, whole: WholeGroup, reader: Reader) -> list[hooks.EntryInWords]:
    """Return the news of the group and of its needs, actions and meetings, in words."""
    things = things_of(group, whole)
    entries = pieces_of_news(last_entries(reader, **by_kind(things)))[:NEWS]
    own = [one for one in things if getattr(one, "group_id", group.pk) == group.pk]
    told = hooks.entries_in_words(entries, space=reader.space, person=reader.person, held=reader.held, loaded=own)
    return [within(group, one) for one in told]


@prepared_reading(may_load=True)
def last_entries(rights: Any, **numbers: Any) -> Any:
    """Return the last entries about things of these kinds and numbers.

    They are found by their subject: to follow the index by time, SQLite would read the whole journal for a young group.
    """
    about = Entry.objects.filter(any_of(numbers, kind="subject_kind", number="subject_id"))
    rows = rights.may_read(Entry).filter(pk__in=about.values("pk")).exclude(verb__in=IN_THE_LOG | KEPT_QUIET)
    return rows.order_by(Coalesce("at", "at").desc(), "-pk")[: 2 * NEWS]


def within(group: Group, told: hooks.EntryInWords) -> hooks.EntryInWords:
    """Return the entry without the name of the group, on the group's own page."""
    is_its_own = (told.entry.subject_kind, told.entry.subject_id) == (kind_of(group), group.pk)
    if told.entry.verb == merge.MERGED and not is_its_own:
        return dataclasses.replace(told, sentence=as_told(_("{thing} has joined this one."))(told.entry, told.thing))
    if told.entry.verb == "question.asked" and told.thing and told.thing.title == group.title:
        return dataclasses.replace(told, sentence=as_told(_("{by} asked the question."))(told.entry, None))
    words = words_within(told.entry) if is_its_own else None
    return dataclasses.replace(told, sentence=as_told(words)(told.entry, None)) if words else told
