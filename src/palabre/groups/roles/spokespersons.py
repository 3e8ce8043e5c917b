"""Who speaks for a group: its people, and theirs of the group that it lives in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group, Level, Membership, Pledge, Role
from palabre.people.models import Person

BESIDE = (Role.LIAISON, Role.OBSERVER)  # she answers for the institution; she follows


def speaks_for(person: Person, group: Group) -> bool:
    """Whether she works in this group, or in the living one: three queries. Who answers for others does not."""
    return bool(spoken_for(person, of=[group.pk, homes(group.space_id).get(group.pk, group.pk)]))


def spoken_for(person: Person, *, of: list[int] | None = None) -> list[int]:
    """Return the numbers of the groups that she speaks for, among those `of` these numbers: two queries."""
    among = Q() if of is None else Q(group__in=of)
    rows = speakers(Q(person=person) & among)
    return sorted({group for group, _person in rows})


def those_who_speak_for(groups: Collection[int]) -> dict[int, set[int]]:
    """Return the numbers of those who speak for each of these groups: two queries."""
    found: dict[int, set[int]] = {one: set() for one in groups}
    for group, person in speakers(Q(group__in=groups)):
        found[group].add(person)
    return found


def speakers(among: Q) -> Iterator[tuple[int, int]]:
    """Tell, as (group, person), who holds a role in it, or comes to do more than to be kept informed."""
    roles = Membership.objects.held().filter(among).exclude(role__in=BESIDE)
    offers = Pledge.objects.filter(among, group__isnull=False, person__joined_at__isnull=False, call=None)
    yield from roles.values_list("group_id", "person_id")
    yield from offers.exclude(level=Level.INFORMED).values_list("group_id", "person_id")


def is_liaison(person: Person, group: Group | None) -> bool:
    """Whether she is the contact of the institution for this group."""
    roles = Membership.objects.held().filter(person=person, role=Role.LIAISON)
    return group is not None and roles.filter(group=group).exists()
