"""A group as a whole: the page from which everything about it is two clicks away."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palabre.forums.models import Question
from palabre.groups.coming_along import pledges_to
from palabre.groups.models import (
    CARRYING,
    Action,
    Answer,
    Group,
    Inquiry,
    Membership,
    MergeProposal,
    Need,
    ProgressEntry,
    ProjectWeather,
    Role,
    RoleCall,
)
from palabre.journal import sockets
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import DatePoll, Decision, Meeting
from palabre.people.reading import Reader
from palabre.wiki.models import Passage
from palabre.wiki.where_read import Ref, any_of, where_read

NEWS = 10
SKIES = 12  # weathers drawn: half a year of fortnights


@dataclasses.dataclass(frozen=True, slots=True)
class InARole:
    """Who holds one role. `words` are what was said of each, where something was."""

    role: str
    names: list[str]
    words: list[tuple[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """Somebody said « j’y vais », and perhaps a word more."""

    name: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the group's log: its own news (`progress`), or an entry of the journal in words."""

    on: datetime.date | None
    words: str
    progress: ProgressEntry | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Sky:
    """The weather of the project one day. `typed_by` is who typed it for those who carry it, "" when it is theirs."""

    said: ProjectWeather
    typed_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class WholeGroup:
    questions: list[Question]
    roles: list[InARole]
    calls: list[RoleCall]
    offers: dict[Ref, list[Offer]]
    inquiries: list[Inquiry]
    progress: list[ProgressEntry]
    weathers: list[Sky]
    polls: list[DatePoll]
    to_come: list[Meeting]
    without_date: list[Meeting]
    past: list[Meeting]
    needs: list[Need]
    actions: list[Action]
    decisions: list[Decision]
    merges: list[MergeProposal]
    absorbed: list[Group]
    told: list[sockets.Told]
    passages: dict[Ref, list[Passage]]

    @property
    def log(self) -> list[Line]:
        """Return its news and what happened to it, the last first; news without a day come at the end."""
        lines = [Line(one.on, one.text, one) for one in self.progress]
        lines += [Line(timezone.localdate(one.entry.at), one.sentence) for one in self.told]
        return sorted(lines, key=lambda line: line.on or datetime.date.min, reverse=True)

    @property
    def is_carried(self) -> bool:
        return any(one.role in CARRYING for one in self.roles)

    @property
    def next_meeting(self) -> Meeting | None:
        return next(iter(self.to_come), None)


def living(group: Group, reader: Reader) -> Group:
    """Return the living group in which `group` is now; 404 when she may not read it."""
    while group.lives_in_id is not None:
        group = get_object_or_404(reader.may_read(Group), pk=group.lives_in_id)
    found: Group = reader.place(group)
    return found


def whole_group(group: Group, reader: Reader) -> WholeGroup:
    of_group = Q(group=group)
    meetings = reader.fetch(reader.may_read(Meeting).filter(of_group).order_by("on", "at", "pk"))
    reader.tie(meetings, "minutes")
    whole = WholeGroup(
        questions=reader.fetch(reader.may_read(Question).filter(carryings__group=group).order_by("pk")),
        roles=in_roles(group, reader),
        calls=reader.fetch(reader.may_read(RoleCall).open().filter(of_group).order_by("pk")),
        offers=offers(group, reader),
        inquiries=of(group, Inquiry, reader),
        progress=reader.fetch(reader.may_read(ProgressEntry).filter(of_group).order_by("-on", "-pk")),
        weathers=skies(group, reader),
        polls=reader.fetch(reader.may_read(DatePoll).filter(of_group, closed_at=None).order_by("pk")),
        to_come=[one for one in meetings if one.on and one.on >= reader.today],
        without_date=[one for one in meetings if one.on is None],
        past=[one for one in reversed(meetings) if one.on and one.on < reader.today],
        needs=of(group, Need, reader, is_answered=Exists(Answer.objects.filter(need=OuterRef("pk")))),
        actions=reader.fetch(
            reader.may_read(Action).filter(of_group).select_related("owner").order_by("is_done", "pk")
        ),
        decisions=of(group, Decision, reader),
        merges=merges(group, reader),
        absorbed=reader.fetch(reader.may_read(Group).filter(lives_in=group).order_by("pk")),
        told=[],
        passages={},
    )
    return dataclasses.replace(
        whole, told=news(group, whole, reader), passages=where_read(things_of(group, whole), reader=reader)
    )


def of(group: Group, model: Any, reader: Reader, **more: Any) -> list[Any]:
    """Return this group's rows of `model`, whose addresses lean on the group; `more` is found out about each."""
    rows = reader.fetch(reader.may_read(model).filter(group=group).annotate(**more).order_by("pk"))
    for row in rows:
        row.group = group
    return rows


def skies(group: Group, reader: Reader) -> list[Sky]:
    """Return the latest weathers of the project, the first said first."""
    hers = Membership.objects.carrying().filter(group=group, person=OuterRef("by"))
    rows = reader.may_read(ProjectWeather).filter(group=group).annotate(is_hers=Exists(hers)).select_related("by")
    latest = reader.fetch(rows.order_by("-on")[:SKIES])
    return [Sky(one, "" if one.is_hers or not one.by else reader.name_of(one.by)) for one in reversed(latest)]


def offers(group: Group, reader: Reader) -> dict[Ref, list[Offer]]:
    """Return who said « j’y vais », to the group; and to its calls, for those who joined."""
    found: dict[Ref, list[Offer]] = defaultdict(list)
    for pledge in pledges_to(group, reader=reader):
        to = (RoleCall._meta.label_lower, pledge.call_id) if pledge.call_id else (kind_of(group), group.pk)
        if not pledge.call_id or (reader.person is not None and reader.person.is_member):
            found[to].append(Offer(reader.name_of(pledge.person), pledge.words))
    return dict(found)


def merges(group: Group, reader: Reader) -> list[MergeProposal]:
    """Return the mergers that were said and not settled, with both sides at hand."""
    sides = Q(source=group) | Q(target=group)
    found = reader.fetch(reader.may_read(MergeProposal).filter(sides, settled_at__isnull=True).order_by("pk"))
    reader.tie(reader.tie(found, "source"), "target")
    return [proposal for proposal in found if proposal.target]


def in_roles(group: Group, reader: Reader) -> list[InARole]:
    rows = Membership.objects.filter(group=group).held().select_related("person").order_by("pk")
    held: dict[str, list[Membership]] = defaultdict(list)
    for membership in rows:
        held[membership.role].append(membership)
    return [
        InARole(
            role=role,
            names=reader.names_of(one.person for one in held[role]),
            words=[(reader.name_of(one.person), one.words) for one in held[role] if one.words],
        )
        for role in Role.values
        if role in held
    ]


def things_of(group: Group, whole: WholeGroup) -> list[Any]:
    kept = (whole.questions, whole.calls, whole.inquiries, whole.progress, whole.to_come, whole.without_date)
    more = (whole.past, whole.needs, whole.actions, whole.decisions, whole.merges)
    return [group, *(thing for things in (*kept, *more) for thing in things)]


def news(group: Group, whole: WholeGroup, reader: Reader) -> list[sockets.Told]:
    """Tell what happened to the group and to what it needs, does and meets for."""
    about = any_of(things_of(group, whole), kind="subject_kind", number="subject_id")
    entries = reader.may_read(Entry).filter(about).order_by("-at", "-pk")[:NEWS]
    return sockets.told(entries, space=reader.space, person=reader.person)
