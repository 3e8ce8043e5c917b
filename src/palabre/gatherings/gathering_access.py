"""Queries for the permissions of gatherings, which run none: who carries a group, who may validate a card."""

from __future__ import annotations

from palabre.gatherings import permissions
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import Membership
from palabre.groups.steward_rights import has_given_care
from palabre.people.models import Person


def tends(person: Person | None, gathering: Gathering) -> bool:
    return person is not None and permissions.can_tend(person, gathering, cares=has_given_care(person))


def validates(person: Person | None, card: GroupCard) -> bool:
    """Return whether the person may validate this card. `card.gathering` is loaded."""
    if not permissions.can_write_card(person, card):
        return False
    rows = (
        Membership.objects.held().carrying().filter(group=card.group_id).select_related("person")
        if card.group_id
        else ()
    )
    carriers = {row.person for row in rows}
    is_carried = any(her.is_member or not her.is_typed for her in carriers)  # not by a name typed in passing alone
    said = {"carries_it": person in carriers, "is_carried": is_carried}
    return permissions.can_validate(person, card, **said, tends=tends(person, card.gathering))
