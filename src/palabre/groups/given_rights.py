"""Rights that open what others were told (letters, addresses, registrations), or decide for others: who holds them.

Such a right comes from another human than the one who holds it. The founder of the space has it, and whoever has it
passes it on: by sharing the care of the space, proposing a role, bringing minutes that say so, coming to a group. So a
second name gains nothing that the first one did not have. What gives it is an act of who has it alone (see
people.access.link_voice): nobody gives it to themselves by a link that they made for a name.

Where none of those who have it is a member any longer, others give a role with it if both are surely two people (see
`electorate`).
"""

from __future__ import annotations

import dataclasses
from functools import cached_property

from django.utils import timezone

from palabre.groups.role_gifts import Gift, role_gifts
from palabre.journal.models import Entry
from palabre.people.agreements.electorate import MemberBonds, founder_of
from palabre.spaces.models import Space

SHARED, TAKEN_BACK = "stewardship.shared", "stewardship.taken_back"
ENDS = ("stewardship.taken_up", "stewardship.left", "stewardship.handed_over")  # whatever was given before


@dataclasses.dataclass(frozen=True)
class GivenRights:
    """The rights of one space, loaded as they are asked for. Persons are ids."""

    space: Space
    founder: int | None

    @classmethod
    def of(cls, space: Space) -> GivenRights:
        return cls(space, founder_of(space))

    def is_given_a_role(self, person: int) -> bool:
        """Return whether the person carries something that came from another, or founded the space."""
        if person == self.founder:
            return True
        givers = {gift.giver for gift in self.gifts_to(person) if gift.is_held} - {person, *self.put_out}
        # those of the whole space are not loaded where the founder gave it
        return self.founder in givers or not self.holders.isdisjoint(givers) or self.is_given_by_two(person, givers)

    def is_given_care(self, person: int) -> bool:
        """Return whether the stewardship of this person came from another, or they founded the space."""
        return person == self.founder or self.cared.get(person, True)

    @cached_property
    def holders(self) -> set[int]:
        """Those who have the right, or had it by a role that is over: what they gave stays given."""
        stewards = self.space.persons.filter(steward_since__isnull=False).values_list("pk", flat=True)
        found = set(filter(self.is_given_care, {*stewards, *self.cared}))
        found |= {self.founder} if self.founder is not None else set()
        gifts = [gift for gift in self.gifts_to(None) if gift.giver not in self.put_out]
        while passed := {gift.receiver for gift in gifts if gift.giver in found} - found:
            found |= passed
        return found

    def is_given_by_two(self, person: int, givers: set[int]) -> bool:
        """Return whether one of these gave it where nobody has it any longer: surely two people."""
        if self.space.persons.filter(pk__in=self.holders, joined_at__isnull=False).exists():
            return False
        bonds = MemberBonds.of(self.space, at=timezone.now())
        return any(bonds.are_two(giver, person) for giver in givers)

    @cached_property
    def cared(self) -> dict[int, bool]:
        """Return whether the care came from another, for each person of whom the journal tells how they came to it."""
        cared: dict[int, bool] = {}
        before: dict[tuple[int | None, int | None], dict[int, bool]] = {}  # by giver and receiver: undoes the act
        acts = Entry.objects.filter(space=self.space, verb__in=(*ENDS, SHARED, TAKEN_BACK)).order_by("pk")
        for verb, by, facts in acts.values_list("verb", "by", "facts"):
            to = self.kept.get(facts.get("to"), facts.get("to"))
            if verb == TAKEN_BACK:
                cared |= before.pop((by, to), {})
                continue
            undone = before[by, to] = {}
            if to is not None:
                undone[to] = cared.get(to, False)
                has_it = by == self.founder or (by is not None and cared.get(by, True))
                cared[to] = undone[to] or (has_it and by != to and by not in self.put_out)
            if verb in ENDS and by is not None:
                undone[by] = cared.get(by, True)
                cared[by] = False
        return cared

    @cached_property
    def put_out(self) -> set[int]:
        return set(self.space.persons.filter(put_out_at__isnull=False).values_list("pk", flat=True))

    @cached_property
    def kept(self) -> dict[int, int]:
        """The persons into whom others were merged, by the id of who was absorbed: facts keep their first id."""
        rows = self.space.persons.filter(same_as__isnull=False).values_list("pk", "same_as")
        return {absorbed: kept for absorbed, kept in rows if kept is not None}

    def gifts_to(self, person: int | None) -> list[Gift]:
        """Return the roles given to this person; None: to everybody."""
        gifts = role_gifts(self.space, to=person)
        return [dataclasses.replace(one, giver=self.kept.get(one.giver, one.giver)) for one in gifts]
