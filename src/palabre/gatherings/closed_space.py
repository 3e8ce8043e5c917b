"""Close the public pages of gatherings when their space is closed, and reopen them when that is undone."""

from __future__ import annotations

from palabre.gatherings.models import Gathering
from palabre.people.hooks import Event, Happening, Reversible, register_consequence


def register_space_closing() -> None:
    register_consequence(Event.SPACE_CLOSED, "gatherings", Reversible(close_openings, open_them_again))


def close_openings(closed: Happening) -> list[int]:
    """Restrict public gatherings to members and return their ids. Registrations are kept."""
    rows = Gathering.objects.open_to_all().filter(space=closed.subject).select_related("audience").order_by("pk")
    return [one.pk for one in rows if one.audience.narrow_to_space()]


def open_them_again(opened: Happening, numbers: list[int]) -> None:
    for one in Gathering.objects.announced().filter(space=opened.subject, pk__in=numbers).select_related("audience"):
        one.audience.widen_to_everybody()
