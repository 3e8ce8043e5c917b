"""Rows that minutes made, and in which somebody has lived since: who corrects or undoes the minutes takes none away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Model

from palabre.groups.models import Carrying, Group, Membership, ProgressEntry
from palabre.journal.models import kind_of
from palabre.minutes.models import Import
from palabre.minutes.plan.own_rows import is_hers_alone
from palabre.people.models import Person
from palabre.questions.models import Lineage
from palabre.questions.question_lineage import ways


@dataclass(frozen=True, slots=True)
class Lived:
    """The roles, and the questions that groups carry, that are no rows of the minutes' any longer.

    `groups`: somebody else changed them, told news of them or kept a page to them. `came`: the persons who came, and
    `carried`: the groups that other members carry; both are empty for the importer, who mends what was misread.
    `questions`: those that all these groups carry, and those that they became.
    """

    groups: Collection[int]
    came: Collection[int]
    carried: Collection[int]
    questions: Collection[int]

    @classmethod
    def since(cls, reading: Import, *, by: int | None, touched: Collection[tuple[str, int]]) -> Lived:
        """Load what others than `by` (the id of who acts) lived in. Six queries at most."""
        kind, space = kind_of(Group), reading.space_id
        groups = {number for one, number in touched if one == kind}
        groups |= set(Group.objects.filter(space=space, own_audience__isnull=False).values_list("pk", flat=True))
        told = ProgressEntry.objects.filter(group__space=space, by__isnull=False).exclude(by=by)
        groups |= set(told.values_list("group", flat=True))
        if by == reading.by_id:
            return cls(groups, (), (), kept_questions(groups, space))
        came = Person.objects.filter(space=space, came_at__isnull=False)
        held = Membership.objects.held().carrying().filter(group__space=space, person__joined_at__isnull=False)
        carried = set(held.exclude(person=by).values_list("group", flat=True))
        return cls(groups, set(came.values_list("pk", flat=True)), carried, kept_questions(groups | carried, space))

    def holds(self, row: Model) -> bool:
        """Return whether the row is somebody's own, or stands in a group where somebody lives."""
        if is_hers_alone(row):
            return True
        if isinstance(row, Membership):
            return row.group_id in self.groups or row.person_id in self.came
        if isinstance(row, Lineage):
            return row.target_id in self.questions
        return isinstance(row, Carrying) and (row.group_id in self.groups or row.group_id in self.carried)


def kept_questions(groups: Collection[int], space: int) -> set[int]:
    """Return the ids of the questions that these groups carry, and of those that they became. Two queries at most."""
    carried = set(Carrying.objects.filter(group__in=groups).values_list("question", flat=True)) if groups else set()
    ahead, found = ways(space) if carried else {}, sorted(carried)
    for number in found:
        found += [end for end in ahead.get(number, ()) if end not in carried]
        carried.update(ahead.get(number, ()))
    return carried
