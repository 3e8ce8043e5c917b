"""Links that others gave to what minutes made are a reason why it stays."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.minutes.undo.row_cascade import Refs
from palabre.people.access.links_of_others import given_by_others, links_would_close
from palabre.people.models import Person
from palabre.refusal import Refusal


def why_they_stay(left: Refs, refusal: Refusal, *, by: Person) -> Refusal:
    """Return the reason why these rows stay: links that others gave to them, else this `refusal`."""
    if left.isdisjoint(given_by_others(by)):
        return refusal
    return links_would_close(_("Have these links closed first, or correct the text: what they open stays."))
