"""« Ma journée »: what awaits a person, shown to them only. Nothing is marked late, nothing is counted.

Each line leads to where its gesture is made. A merge moves no row: what awaits the groups of a family is read at the
living one.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from palabre.gatherings.models import GroupCard
from palabre.groups.lineage.group_family import followed, homes, kin
from palabre.groups.models import (
    CARRYING,
    Action,
    GroupLineage,
    GroupLineageKind,
    Level,
    Membership,
    MergeConsent,
    MergeProposal,
    Need,
    Pledge,
    RoleOffer,
)
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.groups.roles.renewal import that_ask
from palabre.groups.roles.spokespersons import spoken_for
from palabre.home.you.day_meetings import DAYS, her_meetings, moved_meetings
from palabre.home.you.minutes_to_publish import minutes_to_publish
from palabre.meetings.hooks import AnnouncedDay, announced_days
from palabre.meetings.models import DateAnswer, DatePoll, Decision, Meeting, Objection
from palabre.meetings.permissions import has_outbox
from palabre.minutes.models import Import
from palabre.minutes.outbox.space_outbox import letters, readable_letters
from palabre.people.agreements.electorate import is_elector
from palabre.people.duplicates import merge_requests
from palabre.people.models import Agreement, MergeRequest, Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.post.models import Letter
from palabre.web.prepared_query import ListOf, prepared

MOST = 30  # of each


@dataclasses.dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who said « j’y vais » to a group that the reader carries, and has no answer yet."""

    pledge: Pledge
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class MyDay:
    """`today` are the meetings of the day, `coming` those of the fortnight that concern the person.

    `moved` are those to which the person had said yes, for another day. `days` are the announced days to which they are
    registered, or that they organise, however far. `merged` are the mergers of the last fortnight of groups to which
    they said « j’y vais ».
    """

    on: datetime.date
    today: list[Meeting]
    coming: list[Meeting]
    moved: list[Meeting]
    days: list[AnnouncedDay]
    polls: list[DatePoll]
    offered: list[Action]
    actions: list[Action]
    offers: list[RoleOffer]
    asking: list[Membership]
    merges: list[MergeProposal]
    newcomers: list[Newcomer]
    cards: list[GroupCard]
    objected: list[Decision]
    answered: list[Need]
    answers: list[Pledge]
    merged: list[GroupLineage]
    agreements: list[Agreement]
    minutes: list[Import]
    names: list[MergeRequest]
    letter: Letter | None

    @property
    def awaits(self) -> bool:
        """Return whether something awaits an answer that only this person can give."""
        return bool(self.awaited)

    @property
    def awaited(self) -> list[tuple[str, Any]]:
        """Return what awaits an answer, as pairs of a kind and a thing, those of the whole space first."""
        return [
            *(("name", one) for one in self.names),
            *(("agreement", one) for one in self.agreements),
            *(("minutes", one) for one in self.minutes),
            *(("moved", one) for one in self.moved),
            *(("poll", one) for one in self.polls),
            *(("offer", one) for one in self.offers),
            *(("action", one) for one in self.offered),
            *(("merge", one) for one in self.merges),
            *(("newcomer", one) for one in self.newcomers),
            *(("card", one) for one in self.cards),
            *(("objection", one) for one in self.objected),
            *(("need", one) for one in self.answered),
            *(("role", one) for one in self.asking),
            *(("letters", one) for one in ([self.letter] if self.letter else ())),
        ]

    @property
    def is_free(self) -> bool:
        return not (self.awaits or self.today or self.coming or self.days or self.actions or self.answers)


@dataclasses.dataclass(frozen=True, slots=True)
class Looking:
    """A person with their reader and their roles, and the groups to which they said « j’y vais » (`came`).

    The last two are the families of the groups that they are in, and of those that they carry.
    """

    reader: Reader
    person: Person
    home_of: dict[int, int]
    roles: list[Membership]
    came: list[int]
    hers: list[int]
    carried: list[int]


def my_day(reader: Reader, person: Person) -> MyDay:
    """Return the day in a constant number of queries."""
    looking = looked(reader, person)
    meetings = her_meetings(reader, person, looking.hers)
    actions = her_actions(looking)
    day = MyDay(
        on=reader.today,
        today=[one for one in meetings if one.on == reader.today],
        coming=[one for one in meetings if one.on != reader.today],
        moved=moved_meetings(reader, person),
        days=announced_days(reader, of=person),
        polls=polls(looking),
        offered=[one for one in actions if one.owner_id is None],
        actions=[one for one in actions if one.owner_id is not None],
        offers=offers(looking),
        asking=that_ask(looking.roles, today=reader.today),
        merges=merges(looking),
        newcomers=newcomers(looking),
        cards=cards(looking),
        objected=objected(looking),
        answered=answered_needs(looking),
        answers=calls_answered(looking),
        merged=merged_lately(looking),
        agreements=agreements(looking),
        minutes=minutes_to_publish(reader, person),
        names=merge_requests.asked_of(person),
        letter=waiting_letter(looking),
    )
    reader.tie([*meetings, *actions, *day.answered, *(pledge.call for pledge in day.answers)], "group")
    return day


def first_awaited(reader: Reader, person: Person) -> tuple[str, Any] | None:
    """Return the first of `MyDay.awaited`, and look for nothing after it."""
    looking = looked(reader, person)
    for kind, find in AWAITED:
        for found in find(looking):
            if kind == "need":
                reader.tie([found], "group")
            return kind, found
    return None


def looked(reader: Reader, person: Person) -> Looking:
    home_of = homes(reader.space.pk)
    roles = her_roles(reader, person=person.pk)
    for role in roles:
        reader.place(role.group)
    came = [one for one in groups_pledged_to(person=person.pk, space=reader.space.pk) if one]
    numbers = {role.group_id for role in roles} | set(came)
    carried = {role.group_id for role in roles if role.role in CARRYING}
    return Looking(reader, person, home_of, roles, came, families(numbers, home_of), families(carried, home_of))


@prepared_reading(may_load=True, person=BigIntegerField())
def her_roles(rights: Any, person: Any) -> QuerySet[Membership]:
    rows = Membership.objects.held().filter(rights.readable(of="group__audience"), person=person)
    return rows.filter(group__space=rights.space).select_related("group").order_by("pk")


@prepared(person=BigIntegerField(), space=BigIntegerField())
def groups_pledged_to(person: Any, space: Any) -> QuerySet[Any, Any]:
    rows = Pledge.objects.filter(person=person, space=space, call=None).exclude(level=Level.INFORMED)
    return rows.values_list("group", flat=True)


def families(numbers: Iterable[int], home_of: dict[int, int]) -> list[int]:
    """Return the ids of these groups, of those in which they live, and of all that live there."""
    living = {followed(number, home_of) for number in numbers}
    return sorted({one for number in living for one in kin(number, home_of)})


def polls(looking: Looking) -> list[DatePoll]:
    """Return the open polls that await the person's answer."""
    return polls_that_await(looking.reader, person=looking.person.pk)


@prepared_reading(person=BigIntegerField())
def polls_that_await(rights: Any, person: Any) -> Any:
    answered = DateAnswer.objects.standing().filter(poll=OuterRef("pk"), person=person)
    return rights.may_read(DatePoll).open().filter(~Exists(answered), awaited__person=person)[:MOST]


def her_actions(looking: Looking) -> list[Action]:
    """Return the open actions that the person took, and those offered to them."""
    return actions_of(looking.reader, person=looking.person.pk)


@prepared_reading(person=BigIntegerField())
def actions_of(rights: Any, person: Any) -> Any:
    hers = Q(owner=person) | Q(owner=None, offered_to=person)
    rows = rights.may_read(Action).open().filter(hers)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST]


def offers(looking: Looking) -> list[RoleOffer]:
    """Return the roles offered to the person."""
    found = offers_to(looking.reader, person=looking.person.pk)
    for offer in found:
        looking.reader.place(offer.group)
    return found


@prepared_reading(person=BigIntegerField())
def offers_to(rights: Any, person: Any) -> QuerySet[RoleOffer]:
    """Return the open offers to the person: by whom they are read does not matter."""
    rows = RoleOffer.objects.filter(person=person, space=rights.space, closed_at=None)
    return rows.select_related("group", "by").order_by("pk")[:MOST]


def merges(looking: Looking) -> list[MergeProposal]:
    """Return the open mergers to which a group that the person carries has not agreed yet."""
    sides = looking.carried
    if not sides:
        return []
    found = open_merges(looking.reader, sides=sides)
    if not found:
        return []
    given = MergeConsent.objects.filter(proposal__in=found).values_list("proposal", "side")
    agreed = {(proposal, followed(side, looking.home_of)) for proposal, side in given}
    living = {number: followed(number, looking.home_of) for number in sides}
    return [
        one
        for one in found
        if any((one.pk, living[end]) not in agreed for end in (one.source_id, one.target_id) if end in living)
    ]


@prepared_reading(sides=ListOf(BigIntegerField()))
def open_merges(rights: Any, sides: Any) -> Any:
    rows = rights.may_read(MergeProposal).filter(source__isnull=False, settled_at=None)
    return rows.filter(Q(source__in=sides) | Q(target__in=sides)).order_by("pk")[:MOST]


def newcomers(looking: Looking) -> list[Newcomer]:
    """Return the pledges without an answer to the groups that the person carries, or to their calls."""
    reader, carried = looking.reader, looking.carried
    if not carried:
        return []
    found = pledges_without_answer(reader, carried=carried, person=looking.person.pk)
    return [Newcomer(one, reader.name_of(one.person)) for one in found]


@prepared_reading(carried=ListOf(BigIntegerField()), person=BigIntegerField())
def pledges_without_answer(_rights: Any, carried: Any, person: Any) -> QuerySet[Pledge]:
    """Return the pledges to these groups and their calls, of others than the person, who hold no role there."""
    held = Membership.objects.held().filter(group__in=carried, person=OuterRef("person"))
    rows = Pledge.objects.filter(Q(group__in=carried) | Q(call__group__in=carried), welcomed_at=None)
    rows = rows.filter(person__put_out_at=None).exclude(level=Level.INFORMED).exclude(person=person)
    return rows.exclude(Exists(held)).select_related("person", "group", "call__group").order_by("pk")[:MOST]


def cards(looking: Looking) -> list[GroupCard]:
    """Return the cards that await the person's yes: of the groups that they carry, for a day to come."""
    groups = sorted({role.group_id for role in looking.roles if role.role in CARRYING})
    if not groups or looking.person.vouched_by:
        return []
    return cards_not_validated(looking.reader, groups=groups, day=looking.reader.today)


@prepared_reading(groups=ListOf(BigIntegerField()), day=DateField())
def cards_not_validated(rights: Any, groups: Any, day: Any) -> Any:
    rows = rights.may_read(GroupCard).standing().filter(rights.readable(of="gathering__audience"), validated_at=None)
    rows = rows.filter(group__in=groups, group__lives_in=None, gathering__on__gte=day, gathering__cancelled_at=None)
    return rows.select_related("gathering", "group").order_by("gathering__on", "pk")[:MOST]


def objected(looking: Looking) -> list[Decision]:
    """Return the person's proposals to which an objection of somebody else stands."""
    return proposals_objected_to(looking.reader, person=looking.person.pk)


@prepared_reading(person=BigIntegerField())
def proposals_objected_to(rights: Any, person: Any) -> Any:
    raised = Objection.objects.filter(rights.readable(), decision=OuterRef("pk"), lifted_at=None)
    stands = Exists(raised.filter(Q(person=None) | ~Q(person=person)))
    rows = rights.may_read(Decision).filter(stands, by=person, proposed_at__isnull=False)
    return rows.filter(adopted_at=None, set_aside_at=None).order_by("pk")[:MOST]


def answered_needs(looking: Looking) -> list[Need]:
    """Return the answered needs of the groups that the person speaks for: only these say whether it is enough."""
    groups = families(spoken_for(looking.person), looking.home_of)
    if not groups:
        return []
    found = open_needs(looking.reader, groups=groups)
    return [one for one in found if stand_of(one, answered_at=one.answered_at) is NeedState.ANSWERED]


@prepared_reading(groups=ListOf(BigIntegerField()))
def open_needs(rights: Any, groups: Any) -> Any:
    return rights.may_read(Need).open().filter(group__in=groups).with_last_answer().order_by("pk")[:MOST]


def agreements(looking: Looking) -> list[Agreement]:
    """Return the agreements that await the person's yes, if their yes counts."""
    rows = agreements_without(looking.reader, person=looking.person.pk)
    found = [one for one in rows if looking.person.pk not in one.yeses]
    return found if found and is_elector(looking.person, looking.reader.space, at=timezone.now()) else []


@prepared_reading(may_load=True, person=BigIntegerField())
def agreements_without(rights: Any, person: Any) -> QuerySet[Agreement]:
    """Return the agreements that wait in the space, but those about this person."""
    rows = Agreement.objects.waiting().filter(space=rights.space).exclude(person=person)
    return rows.select_related("by").order_by("pk")


def waiting_letter(looking: Looking) -> Letter | None:
    """Return a letter that the person wrote and that has not left, if they may read the outbox."""
    waiting = letters_not_sent(looking.reader, person=looking.person.pk)
    found = readable_letters(waiting, looking.reader) if waiting else []
    return found[0] if found and has_outbox(looking.person) else None


@prepared_reading(may_load=True, person=BigIntegerField())
def letters_not_sent(rights: Any, person: Any) -> Any:
    return letters(rights).filter(by=person, approved_at=None, sent_at=None, refused="").order_by("pk")[:MOST]


def calls_answered(looking: Looking) -> list[Pledge]:
    """Return the person's pledges to calls that are still open."""
    open_ones = {"call__filled_at": None, "call__withdrawn_at": None, "call__isnull": False}
    rows = Pledge.objects.filter(looking.reader.readable(of="call__audience"), person=looking.person, **open_ones)
    rows = rows.filter(space=looking.reader.space).select_related("call").order_by("-pk")
    found = looking.reader.fetch(rows, most=MOST)
    for pledge in found:
        looking.reader.place(pledge.call)
    return found


def merged_lately(looking: Looking) -> list[GroupLineage]:
    """Return the mergers of the last fortnight, by others, of groups to which the person said « j’y vais »."""
    reader, absorbed = looking.reader, [number for number in looking.came if number in looking.home_of]
    if not absorbed:
        return []
    both = reader.readable(of="source__audience") & reader.readable(of="target__audience")
    lately = {"kind": GroupLineageKind.MERGE, "source__in": absorbed, "at__gt": timezone.now() - DAYS}
    rows = GroupLineage.objects.standing().filter(both, **lately).exclude(by=looking.person)
    found = list(rows.select_related("source", "target").order_by("-at", "-pk")[:MOST])
    for one in found:
        reader.place(one.target)
    return found


# The kinds of what awaits an answer, in the order of `MyDay.awaited`.
AWAITED: tuple[tuple[str, Callable[[Looking], Iterable[Any]]], ...] = (
    ("name", lambda looking: merge_requests.asked_of(looking.person)),
    ("agreement", agreements),
    ("minutes", lambda looking: minutes_to_publish(looking.reader, looking.person)),
    ("moved", lambda looking: moved_meetings(looking.reader, looking.person)),
    ("poll", polls),
    ("offer", offers),
    ("action", lambda looking: [one for one in her_actions(looking) if one.owner_id is None]),
    ("merge", merges),
    ("newcomer", newcomers),
    ("card", cards),
    ("objection", objected),
    ("need", answered_needs),
    ("role", lambda looking: that_ask(looking.roles, today=looking.reader.today)),
    ("letters", lambda looking: filter(None, [waiting_letter(looking)])),
)
