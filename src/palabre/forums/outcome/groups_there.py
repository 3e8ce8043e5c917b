"""The groups that carry the questions of sheets already, when a day is closed: read once for all of them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Self

from palabre.forums.models import SheetPledge
from palabre.forums.outcome.continuations import Continuation
from palabre.groups.models import Carrying, Group, Membership, Pledge
from palabre.groups.roles.readable_roles import known_to_members
from palabre.people.models import Person


@dataclasses.dataclass(frozen=True, slots=True)
class GroupsThere:
    """`carrying` are the groups by id of a question; `people` those who are in each, or were; `joined` the members who
    carry each.
    """

    carrying: dict[int, list[Group]]
    people: dict[int, set[int]]
    joined: dict[int, set[int]]

    @classmethod
    def of(cls, known: Sequence[Continuation]) -> Self:
        """Load them: four queries."""
        wanted = {question.pk for one in known for question in one.same}
        alive = Carrying.objects.filter(question__in=wanted, group__ended_at=None, group__lives_in=None)
        carrying: dict[int, list[Group]] = defaultdict(list)
        for row in alive.select_related("group__audience"):
            carrying[row.question_id].append(row.group)
        found = cls(carrying, defaultdict(set), defaultdict(set))
        if groups := {group.pk: group.space_id for some in carrying.values() for group in some}:
            found.load(list(groups), space=next(iter(groups.values())))
        return found

    def load(self, groups: list[int], *, space: int) -> None:
        roles, pledges = Membership.objects.filter(group__in=groups), Pledge.objects.filter(group__in=groups)
        for rows in (roles, pledges):
            for group, person in rows.values_list("group", "person"):
                self.people[group].add(person)
        members = roles.held().carrying().filter(known_to_members(space), person__joined_at__isnull=False)
        for group, person in members.values_list("group", "person"):
            self.joined[group].add(person)

    def group_of(self, one: Continuation) -> Group | None:
        """Return the oldest group that carries the question; none that fewer people read than the question."""
        found = {group.pk: group for question in one.same for group in self.carrying.get(question.pk, ())}
        rows = (found[number] for number in sorted(found))
        return next((group for group in rows if group.audience.covers(one.question.audience)), None)

    def knows(self, group: Group, person: Person) -> bool:
        """Return whether the person is in the group, or was."""
        return person.pk in self.people[group.pk]

    def is_carried_by_members(self, group: Group) -> bool:
        return bool(self.joined[group.pk])

    def welcome(self, group: Group, carrying: Iterable[SheetPledge], others: Iterable[SheetPledge]) -> None:
        """Note who comes there: another sheet may lead to the same group."""
        self.people[group.pk].update(one.person_id for one in [*carrying, *others])
        self.joined[group.pk].update(one.person_id for one in carrying if one.person.joined_at is not None)
