"""Who may do what with a gathering, its cards and who registered. Asks nothing of the database.

There may be no steward: whoever carries a living group looks after the gatherings of the space (`carries`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.gatherings.models import Gathering, GroupCard
    from palabre.people.models import Person
    from palabre.spaces.models import Space


def can_begin(person: Person | None, space: Space) -> bool:
    """Whoever joined a space begins a gathering there."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_tend(person: Person | None, gathering: Gathering, *, carries: bool) -> bool:
    """Who began it, who carries a living group, who looks after the space: they change, announce, cancel it.

    They alone read who registered: not who is here by one member's word only, which may be his own.
    """
    if person is None or not can_contribute(person) or person.space_id != gathering.space_id:
        return False
    is_hers = carries or person.pk == gathering.by_id
    return person.is_steward or (is_hers and not person.vouched_by)


def can_write_card(person: Person | None, card: GroupCard) -> bool:
    """Whoever joined helps to fill a card: outside, nothing of it is seen before a convener validates it."""
    return person is not None and can_contribute(person) and person.space_id == card.space_id


def can_validate(person: Person | None, card: GroupCard, *, carries_it: bool, is_carried: bool, tends: bool) -> bool:
    """Who carries the group of a card validates it; where nobody does, or for an invited group, who tends the day."""
    if person is None or not can_write_card(person, card):
        return False
    return (carries_it and not person.vouched_by) or (tends and (card.group_id is None or not is_carried))
