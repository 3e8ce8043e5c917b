"""Rights of visitors, looked up in bulk: when one connects, and again after each change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils import timezone

from palabre.accounts.models import LeftDevice
from palabre.live.live_visitors import LiveVisitor, proofs_now
from palabre.people.models import AudienceKind, Link, Person, seats_in
from palabre.people.permissions import can_enter

type Opens = Callable[[Link, Any], bool | None]
"""May who holds this link write at this thing? None: the link does not lead there."""


class Right(Enum):
    """Right of a visitor on an object; the value of a refusal is the close code of the connection."""

    WRITE = "write"
    READ = "read"
    NOBODY = 4401  # this cookie or link identifies nobody any longer
    WITHDRAWN = 4403
    GONE = 4404

    @property
    def is_no(self) -> bool:
        return isinstance(self.value, int)


@dataclasses.dataclass(frozen=True, slots=True)
class Access:
    """`leads`: the visitor, and all those beside, are members who came by their place in the space.

    Not who is there by a square that another showed: see `Person.is_on_one_word`. `is_inside`: the visitor is a member.
    """

    right: Right
    leads: bool = False
    is_inside: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """The database rows that decide on these visitors and objects."""

    things: dict[int, Any]
    persons: dict[int, Person]
    links: dict[int, Link]
    seats: dict[tuple[int, int], bool]  # (root of the audience, person): may write
    left: frozenset[str]  # marks of the browsers that were left


def access_of(visitors: list[LiveVisitor], things: dict[int, Any], opens: Opens) -> dict[LiveVisitor, Access]:
    """Return the access of each visitor, in four queries in all. Each object has its `audience` loaded."""
    known = look_up(visitors, things)
    return {visitor: judge(visitor, known, opens) for visitor in visitors}


def look_up(visitors: Iterable[LiveVisitor], things: dict[int, Any]) -> Known:
    visitors = list(visitors)
    numbers = {number for visitor in visitors for number in (visitor.person, *visitor.beside)}
    persons = Person.objects.filter(pk__in=numbers, erased_at=None, put_out_at=None)
    persons = persons.filter(space__ended_at=None)
    is_active = Q(account__isnull=True) | Q(account__is_active=True)
    held = seats_in([one.audience for one in things.values()]).filter(person__in=persons.values("pk"))
    seats: dict[tuple[int, int], bool] = {}
    for seat in held:
        place = (seat.audience.root, seat.person_id)
        seats[place] = seats.get(place, False) or seat.may_write
    links = {visitor.link for visitor in visitors if visitor.link is not None}
    marks = {visitor.mark for visitor in visitors if visitor.mark}
    left = LeftDevice.objects.filter(mark__in=marks).values_list("mark", flat=True) if marks else ()
    return Known(
        things,
        {one.pk: one for one in persons.filter(is_active).select_related("space", "account")},
        Link.objects.in_bulk(links) if links else {},
        seats,
        frozenset(left),
    )


def judge(visitor: LiveVisitor, known: Known, opens: Opens) -> Access:
    """Return the access shared by the visitor and all their vouchers."""
    each = [judge_one(one, known, opens) for one in visitor.all_of_them]
    return Access(lowest([one.right for one in each]), all(one.leads for one in each), each[0].is_inside)


def lowest(rights: list[Right]) -> Right:
    """Return the lowest right; of several refusals, the first."""
    return next((one for one in rights if one.is_no), Right.READ if Right.READ in rights else Right.WRITE)


def judge_one(visitor: LiveVisitor, known: Known, opens: Opens) -> Access:
    thing, person = known.things.get(visitor.thing), known.persons.get(visitor.person)
    if thing is None:
        return Access(Right.GONE)
    if person is None or person.space_id != thing.space_id:
        return Access(Right.NOBODY)
    if visitor.link is not None:
        link = known.links.get(visitor.link)
        if link is None or visitor.proof not in ("", link.nonce) or visitor.mark in known.left:
            return Access(Right.NOBODY)
        right = unless_archived(right_by_link(link, thing, person, opens), person)
        return Access(right, is_inside=person.is_member)
    if not is_still_known(visitor, person, known):
        return Access(Right.NOBODY)
    right = unless_archived(right_by_place(thing, person, known), person)
    is_on_one_word = bool(visitor.beside) and person.account_id is None
    leads = person.is_member and not right.is_no and not is_on_one_word
    return Access(right, leads, is_inside=person.is_member)


def unless_archived(right: Right, person: Person) -> Right:
    """Return the right to read, instead of the right to write, in an archived space."""
    return Right.READ if right is Right.WRITE and person.space.is_archived else right


def right_by_place(thing: Any, person: Person, known: Known) -> Right:
    """Return the right of a member. Same rules as `visible_to` and `can_write`; a test compares them."""
    kind, seat = thing.audience.kind, known.seats.get((thing.audience.root, person.pk))
    everybody = kind == AudienceKind.PUBLIC or (kind == AudienceKind.SPACE and person.is_member)
    if not can_enter(person, person.space) or not (everybody or seat is not None):
        return Right.WITHDRAWN
    may_write = person.is_member and (kind != AudienceKind.SEATS or bool(seat))
    return Right.WRITE if may_write else Right.READ


def is_still_known(visitor: LiveVisitor, person: Person, known: Known) -> bool:
    """Return whether the cookie of this visitor, who came by their place, would open it now."""
    return visitor.proof in ("", *proofs_now(person)) and visitor.mark not in known.left


def right_by_link(link: Link, thing: Any, person: Person, opens: Opens) -> Right:
    """Return the right of a link's holder: while the link is open, and only for the person it was made for."""
    if not link.is_open(timezone.now()) or link.person_id != person.pk:
        return Right.NOBODY
    may_write = opens(link, thing)
    if may_write is None:
        return Right.WITHDRAWN
    return Right.WRITE if may_write else Right.READ
