"""People who speak for a group: those of the group itself, and of the group that absorbed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group, Level, Membership, Pledge, Role
from palabre.people.models import Person

BESIDE = (Role.LIAISON, Role.OBSERVER)  # a liaison speaks for the institution, an observer follows


def speaks_for(person: Person, group: Group) -> bool:
    """Return whether the person works in this group, or in the surviving one. Three queries, without vouchers.

    Liaisons and observers do not count. All the person's vouchers must speak for the group too.
    """
    found = bool(spoken_for(person, of=[group.pk, homes(group.space_id).get(group.pk, group.pk)]))
    return found and all(speaks_for(other, group) for other in person.vouched_by)


def spoken_for(person: Person, *, of: list[int] | None = None) -> list[int]:
    """Return the ids of the groups that the person speaks for, among the ids `of`. Two queries."""
    among = Q() if of is None else Q(group__in=of)
    rows = speakers(Q(person=person) & among)
    return sorted({group for group, _person in rows})


def those_who_speak_for(groups: Collection[int]) -> dict[int, set[int]]:
    """Return the ids of those who speak for each of these groups. Two queries."""
    found: dict[int, set[int]] = {one: set() for one in groups}
    for group, person in speakers(Q(group__in=groups)):
        found[group].add(person)
    return found


def speakers(among: Q) -> Iterator[tuple[int, int]]:
    """Yield (group, person) for roles and pledges that speak for the group; “informed” pledges do not."""
    roles = Membership.objects.held().filter(among).exclude(role__in=BESIDE)
    offers = Pledge.objects.filter(among, group__isnull=False, person__joined_at__isnull=False, call=None)
    yield from roles.values_list("group_id", "person_id")
    yield from offers.exclude(level=Level.INFORMED).values_list("group_id", "person_id")


def is_liaison(person: Person, group: Group | None) -> bool:
    """Return whether the person is the liaison of this group."""
    roles = Membership.objects.held().filter(person=person, role=Role.LIAISON)
    return group is not None and roles.filter(group=group).exists()
