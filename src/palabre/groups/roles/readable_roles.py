"""The roles that a reader may know of."""

from __future__ import annotations

from django.db.models import Q

from palabre.groups.models import Membership
from palabre.groups.models.roles import MembershipQuerySet
from palabre.people import hooks
from palabre.people.reader import Reader


def roles_read_by(reader: Reader) -> MembershipQuerySet:
    """Return the roles, ended ones included, except those in preparation: only minutes that the reader may not read
    give them, and the person did not confirm them. The groups are for the caller to choose.
    """
    rows = Membership.objects.all()
    for prepared in hooks.preparations:
        rows = rows.exclude(Q(confirmed_at=None) & prepared(Membership, reader))
    return rows
