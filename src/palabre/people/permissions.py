"""Who may do what with a space and what it holds. Read by views and acts; asks nothing of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palabre.people.models import Audience, Person
    from palabre.spaces.models import Space


def can_enter(person: Person | None, space: Space) -> bool:
    """A public space is open to all; another one to those who joined it."""
    return space.is_public or (person is not None and person.is_member)


def can_contribute(person: Person | None) -> bool:
    """Whoever has joined may write, import, call, publish: there may be no steward."""
    return person is not None and person.is_member


def can_publish(person: Person | None, space: Space) -> bool:
    """Those who joined a space decide together that it is public."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_write(person: Person | None, audience: Audience) -> bool:
    """May `person` write what `audience` reads? A seat may be for reading only."""
    if person is None or not person.is_member or audience.space_id != person.space_id:
        return False
    return audience.kind != "seats" or person.holds_a_writing_seat(audience)
