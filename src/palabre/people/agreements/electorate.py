"""Whose yes counts for what concerns a whole space: opening, publishing, closing it, putting somebody out.

Those who founded the space or carry something in it, and whom one of these greeted: never somebody who only entered,
were it twice. Who carries counts from the day after she came in. Where nobody founded it or carries anything any
longer, every member counts.

Two of them are two people for sure (`are_two`) once each is known by what a third did: one human who has two names can
make a group under each and greet herself, and has nobody else to come to it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from itertools import combinations
from typing import Self

from palabre.people import hooks
from palabre.people.models import Person
from palabre.spaces.models import Space

KNOWN = datetime.timedelta(days=1)  # since when who carries must have been here


@dataclasses.dataclass(frozen=True, slots=True)
class MemberBonds:
    """The members of a space by name; who counts by herself (`base`: who founded it, or carries); what others did.

    `greeted` and `joined` are pairs of numbers: who greeted whom; who carries, and who came to her group by herself.
    """

    members: list[Person]
    founder: int | None
    base: set[int]
    greeted: set[tuple[int, int]]
    joined: set[tuple[int, int]]

    @classmethod
    def of(cls, space: Space, *, at: datetime.datetime) -> Self:
        counted = [counting(space) for counting in hooks.countings]
        founder = founder_of(space)
        rows = space.persons.filter(joined_at__isnull=False, put_out_at=None, erased_at=None, same_as=None)
        members = list(rows.order_by("name", "pk"))
        since_long = {one.pk for one in members if one.joined_at is not None and one.joined_at <= at - KNOWN}
        carrying = {number for one in counted for number in one.carriers} & since_long
        base = carrying | {one.pk for one in members if one.pk == founder}
        greeted = {pair for one in counted for pair in one.greeted if pair[0] in base}
        if not base:
            base = since_long
        return cls(members, founder, base, greeted, {pair for one in counted for pair in one.joined})

    def counting(self) -> list[Person]:
        numbers = self.base | {person for _by, person in self.greeted}
        return [one for one in self.members if one.pk in numbers]

    def are_two(self, one: int, other: int) -> bool:
        return one != other and self.is_known_beside(one, other) and self.is_known_beside(other, one)

    def is_known_beside(self, person: int, other: int) -> bool:
        """Did she found the space, or did anybody but these two greet her, or come to the group that she carries?"""
        if person not in {one.pk for one in self.counting()}:
            return False
        there = {one.pk for one in self.members} - {person, other}
        is_greeted = any(to == person and by in there for by, to in self.greeted)
        is_joined = person in self.base and any(who == person and came in there for who, came in self.joined)
        return person == self.founder or is_greeted or is_joined


def founder_of(space: Space) -> int | None:
    """Return the number of who founded it, under the name that she has now."""
    found = space.persons.select_related("same_as").order_by("pk").first()
    while found is not None and found.same_as is not None:
        found = found.same_as
    return found.pk if found is not None else None


def electorate(space: Space, *, at: datetime.datetime) -> list[Person]:
    """Return them by name. The caller holds the space for an act."""
    return MemberBonds.of(space, at=at).counting()


def is_elector(person: Person | None, space: Space, *, at: datetime.datetime) -> bool:
    return person is not None and person.pk in {one.pk for one in electorate(space, at=at)}


def are_two(one: int, other: int, space: Space, *, at: datetime.datetime) -> bool:
    """Whether both count, each by what somebody else than the other did."""
    return MemberBonds.of(space, at=at).are_two(one, other)


def suffice(yeses: Collection[int], space: Space, *, at: datetime.datetime) -> bool:
    """Did two people for sure say yes, or all of those who count?"""
    standing = MemberBonds.of(space, at=at)
    counting = {one.pk for one in standing.counting()}
    said = sorted(counting & set(yeses))
    return set(said) == counting or any(standing.are_two(*pair) for pair in combinations(said, 2))
