"""Who comes into a space: those who prepare it, those who join it, everybody. Each step is undone as it was done.

What is for its members stays for them: each text is published by an act of its own, never by surprise.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.models import Person
from palabre.people.sockets import tell
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def open_to_members(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """End the preparation of a space: it is for whoever joins it. Opening twice changes nothing."""
    with transaction.atomic():
        now = held(space, by)
        if now.is_in_preparation:
            now.open(at)
            tell("space.opened", now, by=by)
    space.opened_at = now.opened_at


def publish(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Open the doors of a space that its members already share. Publishing twice changes nothing.

    Raises a Refusal when `by` has not joined it, or while it is in preparation.
    """
    with transaction.atomic():
        now = held(space, by)
        if now.is_in_preparation:
            raise Refusal(
                _("This space is still being prepared."), instead=_("Open it to its members first, then to everyone.")
            )
        if not now.is_public:
            now.publish(at)
            tell("space.published", now, by=by)
    space.public_at = now.public_at


def unpublish(space: Space, *, by: Person) -> None:
    """Close the doors again: only its members enter. What was published stays marked so, should they open again."""
    with transaction.atomic():
        now = held(space, by)
        if now.is_public:
            now.close()
            tell("space.closed", now, by=by)
    space.public_at = now.public_at


def held(space: Space, by: Person) -> Space:
    """Hold the space, and return it as it is now. Raises a Refusal when `by` has not joined it."""
    if not permissions.can_publish(by, space):
        raise Refusal(_("Only members of this space decide who can read it."))
    Space.hold(space.pk)
    return Space.objects.get(pk=space.pk)
