"""Who may be in a room, looked up for many at once: when one comes, and again whenever something changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils import timezone

from palabre.notes import hooks
from palabre.notes.models import Note
from palabre.people.models import AudienceKind, Link, Person, seats_in
from palabre.people.permissions import can_enter


class Right(Enum):
    """What somebody may do in a note; the value of a "no" is the code by which her connection ends."""

    WRITE = "write"
    READ = "read"
    NOBODY = 4401  # nobody is here any longer by this cookie or this link
    WITHDRAWN = 4403
    GONE = 4404

    @property
    def is_no(self) -> bool:
        return isinstance(self.value, int)


@dataclasses.dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in a note (or at another thing, by its number): by her place in the space, or by a link she holds.

    `beside` are those by whose word alone she is there: she may do no more than each of them, at each instant.
    """

    note: int
    person: int
    link: int | None = None
    beside: tuple[int, ...] = ()

    @property
    def all_of_them(self) -> list[Guest]:
        """Return herself, then each of those beside her, as if they came."""
        return [self, *(Guest(self.note, other) for other in self.beside)]


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What the database says now of those who are asked about. `things` are notes, by number; or an upper slice's."""

    things: dict[int, Any]
    persons: dict[int, Person]
    links: dict[int, Link]
    seats: dict[tuple[int, int], bool]  # (root of the audience, person): may she write


def judged(guests: Iterable[Guest]) -> dict[Guest, Right]:
    """Return what each may do, in four queries whatever their number."""
    asked = list(guests)
    known = look_up(asked)
    return {guest: judge(guest, known) for guest in asked}


def look_up(guests: list[Guest]) -> Known:
    numbers = {guest.note for guest in guests}
    return known_of(Note.objects.select_related("audience").defer("body_md", "body_html").in_bulk(numbers), guests)


def known_of(things: dict[int, Any], guests: list[Guest]) -> Known:
    """Ask what decides who may be with these things, each with its `audience`, in three queries."""
    numbers = {number for guest in guests for number in (guest.person, *guest.beside)}
    persons = Person.objects.filter(pk__in=numbers, erased_at=None, put_out_at=None)
    persons = persons.filter(space__ended_at=None)
    is_active = Q(account__isnull=True) | Q(account__is_active=True)
    held = seats_in([one.audience for one in things.values()]).filter(person__in=persons.values("pk"))
    seats: dict[tuple[int, int], bool] = {}
    for seat in held:
        place = (seat.audience.root, seat.person_id)
        seats[place] = seats.get(place, False) or seat.may_write
    links = {guest.link for guest in guests if guest.link is not None}
    return Known(
        things,
        {one.pk: one for one in persons.filter(is_active).select_related("space")},
        Link.objects.in_bulk(links) if links else {},
        seats,
    )


def judge(guest: Guest, known: Known) -> Right:
    return lowest([judge_one(one, known) for one in guest.all_of_them])


def lowest(rights: list[Right]) -> Right:
    """Return the least of them; of several that are a "no", the first."""
    return next((one for one in rights if one.is_no), Right.READ if Right.READ in rights else Right.WRITE)


def judge_one(guest: Guest, known: Known) -> Right:
    note, person = known.things.get(guest.note), known.persons.get(guest.person)
    if note is None:
        return Right.GONE
    if person is None or person.space_id != note.space_id:
        return Right.NOBODY
    if guest.link is not None:
        return by_link(known.links.get(guest.link), note, person)
    return by_place(note, person, known)


def by_place(thing: Any, person: Person, known: Known) -> Right:
    """As `visible_to` and `can_write` say of one; a test holds them together."""
    kind, seat = thing.audience.kind, known.seats.get((thing.audience.root, person.pk))
    everybody = kind == AudienceKind.PUBLIC or (kind == AudienceKind.SPACE and person.is_member)
    if not can_enter(person, person.space) or not (everybody or seat is not None):
        return Right.WITHDRAWN
    may_write = person.is_member and (kind != AudienceKind.SEATS or bool(seat))
    return Right.WRITE if may_write else Right.READ


def by_link(link: Link | None, note: Note, person: Person) -> Right:
    """What a link opens, it opens as long as it is open itself, for the person it was made for."""
    if link is None or not link.is_open(timezone.now()) or link.person_id != person.pk:
        return Right.NOBODY
    may_write = hooks.way_in(link, note)
    if may_write is None:
        return Right.WITHDRAWN
    return Right.WRITE if may_write else Right.READ
