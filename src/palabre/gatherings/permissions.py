"""Permissions on gatherings, their cards and their registrations. No database query.

Who began a gathering looks after it, beside those to whom the care of the space was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.gatherings.models import Gathering, GroupCard
    from palabre.people.models import Person
    from palabre.spaces.models import Space


def can_begin(person: Person | None, space: Space) -> bool:
    """Return whether the person is a member of the space, who may create a gathering there."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_tend(person: Person | None, gathering: Gathering, *, cares: bool) -> bool:
    """Return whether the person may change, announce and cancel the gathering, and read its registrations.

    The care of the space was given to them (`cares`), or they are its author. An author whose identity rests on the
    word of one member is excluded: that member may be using the name themselves.
    """
    if person is None or not can_contribute(person) or person.space_id != gathering.space_id:
        return False
    return cares or (person.pk == gathering.by_id and not person.vouched_by)


def can_write_card(person: Person | None, card: GroupCard) -> bool:
    """Return whether the person is a member. Any member may write a card: it is not shown outside before validation."""
    return person is not None and can_contribute(person) and person.space_id == card.space_id


def can_validate(person: Person | None, card: GroupCard, *, carries_it: bool, is_carried: bool, tends: bool) -> bool:
    """Return whether the person may validate the card.

    They carry its group; or, for an invited group or one that nobody carries, they tend the gathering.
    """
    if person is None or not can_write_card(person, card):
        return False
    return (carries_it and not person.vouched_by) or (tends and (card.group_id is None or not is_carried))
