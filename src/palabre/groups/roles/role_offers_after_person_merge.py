"""A name that minutes give roles to is found to be a living person: the roles are proposed to her, who takes them.

Nobody proposes them to herself: somebody else who may decide for the group says that it is she.
"""

from __future__ import annotations

import datetime

from palabre.groups.group_access import may_decide
from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles.role_offers import propose
from palabre.people.models import Person


def propose_roles(kept: Person, absorbed: Person, by: Person | None, at: datetime.datetime) -> None:
    if by is None or by.beside or by.pk == kept.pk:
        return
    hers = set(Membership.objects.held().filter(person=kept).values_list("group", "role"))
    for role in Membership.objects.held().filter(person=absorbed).select_related("group__space").order_by("pk"):
        if (role.group_id, role.role) not in hers and may_decide(by, role.group):
            propose(role.group, role.role, to=kept, by=by, at=at)


def propose_no_longer(kept: Person, absorbed: Person, by: Person | None, at: datetime.datetime) -> None:
    """They are two after all: what she did not take is no longer proposed."""
    for role in Membership.objects.held().filter(person=absorbed):
        for offer in RoleOffer.objects.filter(person=kept, group=role.group_id, role=role.role, closed_at=None):
            offer.close(at)
