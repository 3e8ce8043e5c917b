"""Who may do what in a group. Asks nothing of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.groups.models import Action
    from palabre.people.models import Person


def can_take(person: Person | None, action: Action) -> bool:
    """Whoever joined the space takes on what it has to do; only she accepts for herself."""
    return can_contribute(person) and person is not None and person.space_id == action.space_id


def can_leave(person: Person | None, action: Action) -> bool:
    """Only who took an action gives it back."""
    return can_take(person, action) and person is not None and action.owner_id == person.pk
