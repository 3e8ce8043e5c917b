"""Access to a space: for those who prepare it, for members, for everybody. Each step can be undone.

What is for members stays for them: each text is published by an act of its own. `agreements` asks for the second yes.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.hooks import Event, Happening, carry_out, record_fact, take_back
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def open_to_members(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """End the preparation of a space: it is open to members. Idempotent."""
    with transaction.atomic():
        now = space_for_update(space, by)
        if now.is_in_preparation:
            now.open(at)
            record_fact("space.opened", now, by=by)
    space.opened_at = now.opened_at


def publish(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Make public a space that its members already share. Idempotent.

    Raises a Refusal when `by` is not a member, or while it is in preparation.
    """
    with transaction.atomic():
        now = space_for_update(space, by)
        if now.is_in_preparation:
            raise still_in_preparation()
        if not now.is_public:
            now.publish(at)
            record_fact("space.published", now, by=by)
    space.public_at = now.public_at


def unpublish(space: Space, *, by: Person, at: datetime.datetime) -> dict[str, list[int]]:
    """Close the space to the public, with what was open by itself. Return what `open_again` needs.

    Only members enter. What was published stays marked so, in case the space becomes public again.
    """
    closed: dict[str, list[int]] = {}
    with transaction.atomic():
        now = space_for_update(space, by)
        if now.is_public:
            now.close()
            closed = carry_out(Event.SPACE_CLOSED, Happening(now, at, by))
            record_fact("space.closed", now, by=by)
    space.public_at = now.public_at
    return closed


def open_again(space: Space, closed: dict[str, list[int]], *, by: Person, at: datetime.datetime) -> None:
    """Open again what `unpublish` closed beside the space. The caller holds the space."""
    take_back(Event.SPACE_CLOSED, Happening(space, at, by), closed)


def prepare_again(space: Space, *, by: Person) -> None:
    """Undo the opening of a space that is not public."""
    with transaction.atomic():
        now = space_for_update(space, by)
        if not now.is_public and not now.is_in_preparation:
            now.open(None)
            record_fact("space.prepared_again", now, by=by)
    space.opened_at = now.opened_at


def still_in_preparation() -> Refusal:
    return Refusal(
        _("This space is still being prepared."), instead=_("Open it to its members first, then to everyone.")
    )


def space_for_update(space: Space, by: Person) -> Space:
    """Hold the space, and return its present state. Raises a Refusal when `by` is not a member."""
    if not permissions.can_publish(by, space):
        raise Refusal(_("Only members of this space decide who can read it."))
    Space.hold(space.pk)
    return Space.objects.get(pk=space.pk)
