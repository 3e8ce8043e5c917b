"""Offer a person the roles that minutes gave, or somebody offered, to a name that turns out to be theirs.

The offers are made by somebody else, who merged the two and may decide for the group, or made the first offer; never by
the person themselves. Who takes one is greeted by nobody: who merged two names said that they are one, and no more (see
`role_offers.follows_a_join`).
"""

from __future__ import annotations

from django.db.models import Q

from palabre.groups.group_access import may_decide
from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles.role_offers import propose_role
from palabre.journal.models import kind_of
from palabre.people.hooks import Event, Happening, Reversible, register_consequence
from palabre.people.models import Merging, Person, readable


def register() -> None:
    register_consequence(Event.NAME_JOINED, "offers", Reversible(propose_roles, propose_no_longer))


def propose_roles(joined: Happening) -> list[int]:
    kept, by = joined.subject, joined.by
    if by is None or by.vouched_by or by.pk == kept.pk:
        return []
    offers = []
    hers = set(Membership.objects.held().filter(person=kept).values_list("group", "role"))
    roles = Membership.objects.held().filter(readable(by, of="group__audience"), person=joined.absorbed)
    for role in roles.select_related("group__space").order_by("pk"):
        if (role.group_id, role.role) not in hers and may_decide(by, role.group):
            offers.append(propose_role(role.group, role.role, to=kept, by=by, at=joined.at).pk)
    return offers + offer_again(joined, by, hers)


def offer_again(joined: Happening, by: Person, hers: set[tuple[int, str]]) -> list[int]:
    """Offer what was offered to the name: that offer stays with the name, and the person cannot open it.

    As above, nothing of a group that `by` does not read: where no member carries it, any member would decide for it.
    """
    said_of = RoleOffer.objects.filter(person=joined.absorbed, closed_at=None, group__ended_at=None)
    rows = said_of.filter(Q(by=by) | readable(by, of="group__audience"))
    again = [
        offer
        for offer in rows.select_related("group__space", "call").order_by("pk")
        if (offer.group_id, offer.role) not in hers and (offer.by_id == by.pk or may_decide(by, offer.group))
    ]
    said = {"to": joined.subject, "by": by, "at": joined.at}
    return [propose_role(one.group, one.role, words=one.words, call=one.call, **said).pk for one in again]


def propose_no_longer(parted: Happening, _offers: list[int]) -> None:
    """Close the open offers when the merge of the two persons is undone: those that it made, and those like them."""
    held = Membership.objects.held().filter(person=parted.absorbed).values_list("group", "role")
    asked = RoleOffer.objects.filter(person=parted.absorbed).values_list("group", "role")
    said_of_the_name = {*held, *asked}
    made = Merging.objects.filter(kept_id=parted.subject.pk, thing_kind=kind_of(Person)).values_list("at", flat=True)
    joined_at = set(made.filter(absorbed_id=parted.absorbed.pk) if parted.absorbed else ())
    for offer in RoleOffer.objects.filter(person=parted.subject, closed_at=None):
        if (offer.group_id, offer.role) in said_of_the_name or offer.at in joined_at:
            offer.close(parted.at)
