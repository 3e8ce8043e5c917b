"""The care of a space that another human gave: it opens what others were told (letters, addresses, registrations).

The founder of the space has it, and whoever has it passes it on, by sharing or handing over the care of the space:
nothing else gives it. No role, no minutes and no group that one begins does, whoever said so. A member may also take up
the care of a space that nobody looks after, alone: that opens nothing that others were told, and decides nothing for
what others carry.

Where none of those who have it is a member any longer, a steward gives it if giver and receiver are surely two people
(see `electorate`).
"""

from __future__ import annotations

import dataclasses
from functools import cached_property

from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.agreements.electorate import MemberBonds, founder_of
from palabre.people.models import Person
from palabre.spaces.models import Space

SHARED, TAKEN_BACK = "stewardship.shared", "stewardship.taken_back"
ENDS = ("stewardship.taken_up", "stewardship.left", "stewardship.handed_over")  # whatever was given before


def cares_by_own_click(person: Person) -> bool:
    """Return whether the person is a steward by a click that no other human made for them, and did not found the space.

    So are those for whom such a steward vouches here. Queries for stewards only.
    """
    if person.steward_since is None or not person.is_steward:
        return False
    if any(map(cares_by_own_click, person.vouched_by)):
        return True
    return not StewardRights.of(person.space).is_given(person.pk)


def has_given_care(person: Person) -> bool:
    """Return whether the person is a steward who founded the space, or to whom another gave its care."""
    return person.is_steward and not cares_by_own_click(person)


@dataclasses.dataclass(frozen=True)
class Care:
    """The care that a person has of a space: whether it came from somebody who had it, and by whose acts (ids)."""

    is_given: bool
    givers: frozenset[int] = frozenset()

    def __or__(self, other: Care) -> Care:
        return Care(self.is_given or other.is_given, self.givers | other.givers)


NOT_GIVEN = Care(is_given=False)
NOBODY = 0  # an id that no person has


@dataclasses.dataclass(frozen=True)
class Act:
    """An act upon the care of a space: by whom, to whom (ids; None: nobody), and whether they had been a steward."""

    verb: str
    by: int
    to: int | None
    was_steward: bool


def last_between(acts: list[Act], undo: Act) -> int | None:
    """Return the place of the last act between these two persons."""
    places = reversed(range(len(acts)))
    return next((place for place in places if (acts[place].by, acts[place].to) == (undo.by, undo.to)), None)


@dataclasses.dataclass(frozen=True)
class StewardRights:
    """The stewards of one space as its journal tells them, loaded as they are asked for. Persons are ids."""

    space: Space
    founder: int | None

    @classmethod
    def of(cls, space: Space) -> StewardRights:
        return cls(space, founder_of(space))

    def is_given(self, person: int) -> bool:
        """Return whether the care of this person came from another, or they founded the space."""
        person = self.kept.get(person, person)
        return self.comes_from_who_has_it(person) or self.is_given_by_two(person)

    def comes_from_who_has_it(self, person: int) -> bool:
        """Return whether it comes from the founder, from one to the next, as far as the journal tells."""
        return person == self.founder or self.cared.get(person, NOT_GIVEN).is_given

    def is_given_by_two(self, person: int) -> bool:
        """Return whether another gave it where nobody has it any longer, and they are surely two people."""
        givers = self.cared.get(person, NOT_GIVEN).givers - {person, *self.put_out}
        members = self.space.persons.filter(joined_at__isnull=False, same_as=None, erased_at=None)
        stewards = members.filter(steward_since__isnull=False).values_list("pk", flat=True)
        has_founder = self.founder is not None and members.filter(pk=self.founder).exists()
        if not givers or has_founder or any(map(self.comes_from_who_has_it, stewards)):
            return False
        bonds = MemberBonds.of(self.space, at=timezone.now())
        return any(bonds.are_two(giver, person) for giver in givers)

    @cached_property
    def cared(self) -> dict[int, Care]:
        """The care of each person of whom the journal tells how they came to it."""
        cared: dict[int, Care] = {}
        for act in self.acts:
            if act.to is not None:
                has_it = act.by == self.founder or cared.get(act.by, NOT_GIVEN).is_given
                care = Care(has_it and act.by != act.to and act.by not in self.put_out, frozenset({act.by}))
                cared[act.to] = cared.get(act.to, NOT_GIVEN) | care if act.was_steward else care  # else: begun anew
            if act.verb in ENDS:
                cared[act.by] = NOT_GIVEN
        return cared

    @property
    def acts(self) -> list[Act]:
        """The acts of the journal in their order, without those that were taken back, as if they had never been."""
        rows = Entry.objects.filter(space=self.space, verb__in=(*ENDS, SHARED, TAKEN_BACK))
        acts: list[Act] = []
        for verb, by, facts in rows.order_by("pk").values_list("verb", "by", "facts"):
            act = Act(
                verb, by or NOBODY, self.kept.get(facts.get("to"), facts.get("to")), bool(facts.get("was_steward"))
            )
            if verb != TAKEN_BACK:
                acts.append(act)
            elif (former := last_between(acts, act)) is not None:
                del acts[former]
        return acts

    @cached_property
    def put_out(self) -> set[int]:
        return set(self.space.persons.filter(put_out_at__isnull=False).values_list("pk", flat=True))

    @cached_property
    def kept(self) -> dict[int, int]:
        """The persons into whom others were merged, by the id of who was absorbed: facts keep their first id."""
        rows = self.space.persons.filter(same_as__isnull=False).values_list("pk", "same_as")
        return {absorbed: kept for absorbed, kept in rows if kept is not None}
