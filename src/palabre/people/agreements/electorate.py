"""The electors of a space: their yes counts to open, publish, close or delete it, or to put somebody out.

They are those who founded the space or carry something in it, and those whom one of these greeted; never a person who
merely entered, even twice. A carrier counts from the day after they joined. Where nobody founded it or carries anything
any longer, every member counts, from the day after they joined.

Two electors are surely two people (`are_two`) once each is known by the act of a third: one human with two names can
make a group under each and greet themselves, and has nobody else to come to it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from itertools import combinations
from typing import Any, Self

from django.db import models

from palabre.people import hooks
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

KNOWN = datetime.timedelta(days=1)  # how long a carrier must have been a member


@dataclasses.dataclass(frozen=True)
class MemberBonds:
    """The ids of the members of a space, those who count by themselves (`base`: founder, carriers), and acts of others.

    `greeted` are pairs of ids (greeter, greeted). `counted` tells who came to the group of a carrier, when it is asked.
    """

    members: set[int]
    founder: int | None
    base: set[int]
    greeted: set[tuple[int, int]]
    counted: list[hooks.ElectorFacts]

    @classmethod
    def of(cls, space: Space, *, at: datetime.datetime) -> Self:
        counted = [tie.electors(space) for tie in hooks.ties.values() if tie.electors is not None]
        founder = founder_of(space)
        members = set(member_numbers(space=space.pk, joined_by=None))
        since_long = set(member_numbers(space=space.pk, joined_by=at - KNOWN))
        carrying = {number for one in counted for number in one.carriers} & since_long
        base = carrying | {one for one in members if one == founder}
        greeted = {pair for one in counted for pair in one.greeted if pair[0] in base}
        return cls(members, founder, base or since_long, greeted, counted)

    @cached_property
    def counting(self) -> set[int]:
        return (self.base | {person for _by, person in self.greeted}) & self.members

    @cached_property
    def known_by(self) -> dict[int, set[int]]:
        """Return for each person the members who greeted them, or came to the group that they carry."""
        found: dict[int, set[int]] = defaultdict(set)
        for by, person in self.greeted:
            found[person].add(by)
        for carrier, came in (pair for one in self.counted for pair in one.joined()):
            if carrier in self.base:
                found[carrier].add(came)
        return {person: others & self.members for person, others in found.items()}

    def are_two(self, one: int, other: int) -> bool:
        return one != other and self.is_known_beside(one, other) and self.is_known_beside(other, one)

    def is_known_beside(self, person: int, other: int) -> bool:
        """Return whether the person founded the space, or a third one greeted them or came to their group."""
        if person not in self.counting:
            return False
        return person == self.founder or bool(self.known_by.get(person, set()) - {person, other})


@prepared(space=models.BigIntegerField(), joined_by=models.DateTimeField())
def member_numbers(space: Any, joined_by: Any) -> models.QuerySet[Any, int]:
    rows = Person.objects.filter(space=space, joined_at__isnull=False, put_out_at=None, erased_at=None, same_as=None)
    return (rows if joined_by is None else rows.filter(joined_at__lte=joined_by)).values_list("pk", flat=True)


def founder_of(space: Space) -> int | None:
    """Return the id of the founder, or of the person into whom they were merged."""
    found: Person | None = next(iter(first_person(space=space.pk)), None)
    while found is not None and found.same_as is not None:
        found = found.same_as
    return found.pk if found is not None else None


@prepared(space=models.BigIntegerField())
def first_person(space: Any) -> models.QuerySet[Person]:
    return Person.objects.filter(space=space).select_related("same_as").order_by("pk")[:1]


def electorate(space: Space, *, at: datetime.datetime) -> list[Person]:
    """Return the electors by name. For an act, the caller holds the space."""
    counting = MemberBonds.of(space, at=at).counting
    return persons_numbered(space=space.pk, numbers=sorted(counting))


@prepared(space=models.BigIntegerField())
def persons_numbered(space: Any, numbers: Any) -> models.QuerySet[Person]:
    return Person.objects.filter(space=space, pk__in=numbers).order_by("name", "pk")


def is_elector(person: Person | None, space: Space, *, at: datetime.datetime) -> bool:
    return person is not None and person.pk in MemberBonds.of(space, at=at).counting


def are_two(one: int, other: int, space: Space, *, at: datetime.datetime) -> bool:
    """Return whether both are electors, each known by the act of somebody other than the other one."""
    return MemberBonds.of(space, at=at).are_two(one, other)


def suffice(yeses: Collection[int], space: Space, *, at: datetime.datetime) -> bool:
    """Return whether surely two people said yes, or all electors."""
    standing = MemberBonds.of(space, at=at)
    counting = standing.counting
    said = sorted(counting & set(yeses))
    return set(said) == counting or any(standing.are_two(*pair) for pair in combinations(said, 2))
