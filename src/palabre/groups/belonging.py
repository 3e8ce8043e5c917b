"""Who speaks for a group: its people, and theirs of the group that it lives in."""

from __future__ import annotations

from django.db.models import Q

from palabre.groups.kinship import homes
from palabre.groups.models import Group, Level, Membership, Pledge, Role
from palabre.people.models import Person

BESIDE = (Role.LIAISON, Role.OBSERVER)  # she answers for the institution; she follows


def speaks_for(person: Person, group: Group) -> bool:
    """Whether she works in this group, or in the living one: three queries. Who answers for others does not."""
    return bool(spoken_for(person, of=[group.pk, homes(group.space_id).get(group.pk, group.pk)]))


def spoken_for(person: Person, *, of: list[int] | None = None) -> list[int]:
    """Return the numbers of the groups that she speaks for, among those `of` these numbers: two queries."""
    roles = Membership.objects.held().filter(person=person).exclude(role__in=BESIDE)
    offers = Pledge.objects.filter(person=person, person__joined_at__isnull=False, call=None)
    offers = offers.exclude(level=Level.INFORMED)
    among = Q() if of is None else Q(group__in=of)
    rows = [*roles.filter(among).values_list("group"), *offers.filter(among).values_list("group")]
    return sorted({number for (number,) in rows if number is not None})


def is_liaison(person: Person, group: Group | None) -> bool:
    """Whether she is the contact of the institution for this group."""
    roles = Membership.objects.held().filter(person=person, role=Role.LIAISON)
    return group is not None and roles.filter(group=group).exists()
