"""The roles that a reader may know of."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from palabre.groups.models import Membership, Pledge
from palabre.groups.models.roles import MembershipQuerySet
from palabre.people.hooks import in_preparation
from palabre.people.reader import Reader


def roles_read_by(reader: Reader) -> MembershipQuerySet:
    """Return the roles, ended ones included, except those in preparation: only minutes that the reader may not read
    give them, and the person did not confirm them. The groups are for the caller to choose.
    """
    return Membership.objects.exclude(Q(confirmed_at=None) & in_preparation(Membership, reader))


def unknown_people(groups: Collection[int], reader: Reader) -> set[int]:
    """Return the ids of the people of these groups whom the reader may not know of. One query.

    They only hold roles in preparation there, and did not say that they come.
    """
    known = roles_read_by(reader).held().filter(group__in=groups).values("person")
    coming = Pledge.objects.filter(group__in=groups, call=None).values("person")
    held = Membership.objects.held().filter(group__in=groups)
    return set(held.exclude(person__in=known).exclude(person__in=coming).values_list("person", flat=True))
