"""Offer a person the roles that minutes gave to a name that turns out to be theirs.

The offers are made by somebody else, who may decide for the group and merged the two; never by the person themselves.
"""

from __future__ import annotations

from palabre.groups.group_access import may_decide
from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles.role_offers import propose_role
from palabre.people.hooks import Event, Happening, Reversible, register_consequence


def register() -> None:
    register_consequence(Event.NAME_JOINED, "offers", Reversible(propose_roles, propose_no_longer))


def propose_roles(joined: Happening) -> list[int]:
    kept, by = joined.subject, joined.by
    if by is None or by.vouched_by or by.pk == kept.pk:
        return []
    offers = []
    hers = set(Membership.objects.held().filter(person=kept).values_list("group", "role"))
    for role in Membership.objects.held().filter(person=joined.absorbed).select_related("group__space").order_by("pk"):
        if (role.group_id, role.role) not in hers and may_decide(by, role.group):
            offers.append(propose_role(role.group, role.role, to=kept, by=by, at=joined.at).pk)
    return offers


def propose_no_longer(parted: Happening, _offers: list[int]) -> None:
    """Close the open offers when the merge of the two persons is undone."""
    for role in Membership.objects.held().filter(person=parted.absorbed):
        still_open = RoleOffer.objects.filter(person=parted.subject, closed_at=None)
        for offer in still_open.filter(group=role.group_id, role=role.role):
            offer.close(parted.at)
