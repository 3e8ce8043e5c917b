"""When a space is closed again, the pages of its openings are closed to passers-by as well; undone with it."""

from __future__ import annotations

import datetime

from palabre.gatherings.models import Gathering
from palabre.people.hooks import Reversible, register_closing
from palabre.spaces.models import Space


def register() -> None:
    register_closing("gatherings", Reversible(close_openings, open_them_again))


def close_openings(space: Space, at: datetime.datetime) -> list[int]:
    """Have those that passers-by come to be among members; who registered keeps her place. Return which."""
    rows = Gathering.objects.open_to_all().filter(space=space).select_related("audience").order_by("pk")
    return [one.pk for one in rows if one.audience.narrow_to_space()]


def open_them_again(space: Space, numbers: list[int]) -> None:
    for one in Gathering.objects.announced().filter(space=space, pk__in=numbers).select_related("audience"):
        one.audience.widen_to_everybody()
