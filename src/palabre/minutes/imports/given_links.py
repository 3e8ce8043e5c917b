"""Links that others gave to what minutes made: whoever holds one would find nothing there."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.minutes.imports.row_cascade import Refs
from palabre.people.models import Link, Person
from palabre.refusal import Refusal


def given_by_others(by: Person) -> Refs:
    """Return the kind and id of what open links lead to, in the space of `by`, that other persons made. One query.

    A link that Palabre alone gave, in its messages, is no use that somebody makes of a thing.
    """
    links = Link.objects.filter(space=by.space_id, revoked_at=None, expires_at__gt=timezone.now())
    given = links.filter(made_by__isnull=False).exclude(made_by=by)
    return set(given.order_by().values_list("thing_kind", "thing_id").distinct())


def why_they_stay(left: Refs, refusal: Refusal, *, by: Person) -> Refusal:
    """Return the reason why these rows stay: links that others gave to them, else this `refusal`."""
    if left.isdisjoint(given_by_others(by)):
        return refusal
    return Refusal(
        _("Somebody else has given links to what would be removed: they would open nothing any longer."),
        instead=_("Have these links closed first, or correct the text: what they open stays."),
    )
