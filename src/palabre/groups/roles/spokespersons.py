"""People who speak for a group: those of the group itself, and of the group that absorbed it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group, Level, Membership, Pledge, Role
from palabre.people.models import Person
from palabre.web.prepared_query import ListOf, prepared

BESIDE = (Role.LIAISON, Role.OBSERVER)  # a liaison speaks for the institution, an observer follows


def speaks_for(person: Person, group: Group) -> bool:
    """Return whether the person works in this group, or in the surviving one. Two queries, without vouchers.

    Liaisons and observers do not count. All the person's vouchers must speak for the group too.
    """
    found = bool(spoken_for(person, of=[group.pk, homes(group.space_id).get(group.pk, group.pk)]))
    return found and all(speaks_for(other, group) for other in person.vouched_by)


def spoken_for(person: Person, *, of: list[int] | None = None) -> list[int]:
    """Return the ids of the groups that the person speaks for, among the ids `of`. One query."""
    return sorted({group for group, _person in speakers(person=person.pk, groups=of)})


def those_who_speak_for(groups: Collection[int]) -> dict[int, set[int]]:
    """Return the ids of those who speak for each of these groups. One query."""
    found: dict[int, set[int]] = {one: set() for one in groups}
    for group, person in speakers(person=None, groups=list(groups)) if groups else []:
        found[group].add(person)
    return found


@prepared(person=BigIntegerField(), groups=ListOf(BigIntegerField()))
def speakers(person: Any, groups: Any) -> QuerySet[Any, tuple[int, int]]:
    """Return (group, person) of the roles and pledges that speak for the group, of this person, in these groups.

    A pledge to be “informed” does not. Where a member carries the group, or one that it absorbed, a role of who only
    typed a name does not. None: of anybody, in any group.
    """
    among = Q() if person is None else Q(person=person)
    among &= Q() if groups is None else Q(group__in=groups)
    roles = Membership.objects.held().filter(among).exclude(role__in=BESIDE)
    of_it = Q(group=OuterRef("group")) | Q(group__lives_in=OuterRef("group")) | Q(group=OuterRef("group__lives_in"))
    members = Membership.objects.held().carrying().filter(of_it, person__joined_at__isnull=False)
    is_typed = Q(person__is_self_named=True) | Q(person__form_token__isnull=False)
    roles = roles.exclude(Exists(members), is_typed, person__joined_at=None)
    offers = Pledge.objects.filter(among, group__isnull=False, person__joined_at__isnull=False, call=None)
    offers = offers.exclude(level=Level.INFORMED)
    return roles.values_list("group_id", "person_id").union(offers.values_list("group_id", "person_id"))


def is_liaison(person: Person, group: Group | None) -> bool:
    """Return whether the person is the liaison of this group."""
    roles = Membership.objects.held().filter(person=person, role=Role.LIAISON)
    return group is not None and roles.filter(group=group).exists()
