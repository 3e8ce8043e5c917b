"""Keep among the members of a space what everybody reads: the one way there, as it tells who copied its words."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from palabre.people.hooks import Event, Happening, carry_out
from palabre.people.models import Audience, Person


def keep_among_members(thing: Any, *others: Audience, by: Person | None) -> bool:
    """Have members alone read what has the audience of `thing`, or of the others; return whether anything changed.

    The copies of its words that everybody reads follow at once (`Event.THING_KEPT`). A standing audience stays as it
    is: what has that one is moved to another first.
    """
    kept = [one for one in (thing.audience, *others) if one.narrow_to_space()]
    if kept:
        tell_it_is_kept(thing, by=by)
    return bool(kept)


def tell_it_is_kept(thing: Any, *, by: Person | None) -> None:
    carry_out(Event.THING_KEPT, Happening(thing, timezone.now(), by))
