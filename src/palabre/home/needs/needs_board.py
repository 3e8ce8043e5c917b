"""The board for those who answer needs: waiting, in hand, answered, declined, over; and the offers of help."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import BigIntegerField

from palabre.groups.models import Action, Addressee, Group, HelpOffer, HelpWanted, Need, RoleCall
from palabre.groups.needs.need_answers import answers_to
from palabre.groups.needs.need_display import ToldNeed, name, need_sheets, to_tell
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.home.space_page.space_page import actions_to_take, next_meetings, open_calls
from palabre.meetings.models import Meeting
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf
from palabre.wiki.lines.passage_lookup import Ref, where_read
from palabre.wiki.models import Passage

MOST = 500  # open needs on the board; search finds the others
MOST_DONE = 30
MOST_OFFERS = 30
TO_TAKE = 5  # actions; all of them are on a page of their own
PAGE = 30  # of each part, on one page
SHOWN = 8  # of these, with their answers; the others are folded, one line each
PARTS = (NeedState.WAITING, NeedState.IN_HAND, NeedState.ANSWERED, NeedState.DECLINED)
LATE = datetime.date.max


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """The needs in one state: the first ones with their answers, the others by their words alone."""

    stand: NeedState
    shown: list[ToldNeed]
    folded: list[ToldNeed]


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    offer: HelpOffer
    by: str
    would_help: list[Group]


@dataclasses.dataclass(frozen=True, slots=True)
class NeedsBoard:
    """`to` is the addressee whose needs are shown, "" for all; `addressees` are those that some need has.

    The next meeting is where each may be answered aloud.
    """

    parts: list[Part]
    done: list[ToldNeed]
    is_cut: bool
    to: str
    addressees: list[str]
    offers: list[Offer]
    calls: list[RoleCall]
    actions: list[Action]
    passages: dict[Ref, list[Passage]]
    next_meeting: Meeting | None
    number: int
    is_last: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """The columns on which the place of a need depends: no more is read of the hundreds that are not on this page."""

    pk: int
    to: str
    said_on: datetime.date | None
    wanted_for: datetime.date | None
    promised_on: datetime.date | None
    satisfied_at: datetime.datetime | None
    withdrawn_at: datetime.datetime | None
    reopened_at: datetime.datetime | None
    in_hand_at: datetime.datetime | None
    declined_at: datetime.datetime | None
    answered_at: datetime.datetime | None


READ = [field.name for field in dataclasses.fields(Standing)]


def needs_board(reader: Reader, *, to: str = "", number: int = 1) -> NeedsBoard:
    """Return this page of the board. What is over is on the first one only."""
    to = to if to in Addressee.values else ""
    rows = [Standing(*row) for row in open_needs(reader)]
    of_part = places_of(one for one in rows[:MOST] if to in ("", one.to))
    here = {stand: some[(number - 1) * PAGE : number * PAGE] for stand, some in of_part.items()}
    done = needs_over(reader, to=to) if number == 1 else []
    calls = open_calls(reader)
    reader.tie(calls, "group")
    parts = parts_of(here, done, reader)
    shown = [one.need for part in parts for one in part.shown]
    common = [meeting for meeting in next_meetings(reader) if meeting.group_id is None]
    return NeedsBoard(
        parts=[part for part in parts if part.stand in PARTS and part.shown],
        done=[one for part in parts if part.stand is NeedState.SATISFIED for one in (*part.shown, *part.folded)],
        is_cut=len(rows) > MOST,
        to=to,
        addressees=[one for one in Addressee.values if any(need.to == one for need in rows)],
        offers=offers(reader),
        calls=calls,
        actions=reader.tie(actions_to_take(reader, most=TO_TAKE), "group"),
        passages=where_read(shown, reader=reader),
        next_meeting=next(iter(common), None),
        number=number,
        is_last=all(len(some) <= number * PAGE for some in of_part.values()),
    )


@prepared_reading()
def open_needs(rights: Any) -> Any:
    every = rights.may_read(Need).with_last_answer().open().order_by("said_on", "pk")
    return every.values_list(*READ)[: MOST + 1]


@prepared_reading()
def needs_over(rights: Any, to: str) -> Any:
    over = to_tell(rights).filter(satisfied_at__isnull=False, withdrawn_at=None, **({"to": to} if to else {}))
    return over.order_by("-satisfied_at", "-pk")[:MOST_DONE]


@prepared_reading(numbers=ListOf(BigIntegerField()))
def needs_to_tell(rights: Any, numbers: Any) -> Any:
    return to_tell(rights).filter(pk__in=numbers)


def places_of(rows: Iterable[Standing]) -> dict[NeedState, list[int]]:
    """Return the ids of the open needs in each state, each part sorted by urgency."""
    found: dict[NeedState, list[Standing]] = {stand: [] for stand in PARTS}
    for one in rows:
        found[stand_of(one, answered_at=one.answered_at)].append(one)
    return {stand: [one.pk for one in sorted(some, key=partial(urgency, stand=stand))] for stand, some in found.items()}


def parts_of(here: dict[NeedState, list[int]], done: list[Need], reader: Reader) -> list[Part]:
    """Return the needs of these ids by state, in this order, with the answers of those shown; then those `done`."""
    numbers = [number for some in here.values() for number in some]
    rows = needs_to_tell(reader, numbers=numbers)
    needs = need_sheets([*rows, *done], reader, with_answers=False)
    told = {one.need.pk: one for one in needs}
    by_stand = {stand: [told[number] for number in some if number in told] for stand, some in here.items()}
    first = {stand: some[:SHOWN] for stand, some in by_stand.items()}
    given = answers_to((one.need for some in first.values() for one in some), reader=reader)
    for some in first.values():
        for one in some:
            one.answers.extend((name(said.by, reader), said) for said in given.get(one.need.pk, []))
    parts = [Part(stand, first[stand], by_stand[stand][SHOWN:]) for stand in PARTS]
    return [*parts, Part(NeedState.SATISFIED, [], [one for one in needs if one.stand is NeedState.SATISFIED])]


def urgency(need: Standing, *, stand: NeedState) -> tuple[datetime.date, datetime.date, int]:
    """Return the sort key of a need: the promised day if in hand, else the wished one; then the day it was said."""
    day = need.promised_on if stand is NeedState.IN_HAND else need.wanted_for
    return day or LATE, need.said_on or LATE, need.pk


def offers(reader: Reader) -> list[Offer]:
    """Return the current offers, latest first, with the groups they would help that the reader may read."""
    found = open_offers(reader)
    wanted = groups_by_offer(found, reader)
    return [Offer(one, reader.name_of(one.by), wanted.get(one.pk, [])) for one in found]


@prepared_reading()
def open_offers(rights: Any) -> Any:
    rows = rights.may_read(HelpOffer).filter(withdrawn_at=None).select_related("by")
    return rows.order_by("-pk")[:MOST_OFFERS]


@prepared_reading(offers=ListOf(BigIntegerField()))
def groups_helped(rights: Any, offers: Any) -> Any:
    rows = HelpWanted.objects.filter(offer__in=offers, group__in=rights.may_read(Group)).select_related("group")
    return rows.order_by("pk")


def groups_by_offer(found: Iterable[HelpOffer], reader: Reader) -> dict[int, list[Group]]:
    numbers = [one.pk for one in found]
    groups: dict[int, list[Group]] = {}
    if numbers:
        for row in groups_helped(reader, offers=numbers):
            groups.setdefault(row.offer_id, []).append(reader.place(row.group))
    return groups
