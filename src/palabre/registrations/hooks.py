"""Where what takes people in plugs in, from its `apps.ready()`: a gathering, later the day of a forum.

A roll knows places and a closing day; what the day is called, when and where it is, and who looks after it, are its
owner's to say, each time that a page is shown or a letter leaves.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django.db import models

from palabre.registrations.models import Roll
from palabre.web import dates_in_words


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """What pages and letters say of the day of a roll.

    `word` says what it is ("gathering"), `words` is its text as Markdown, `lasts` counts minutes. `address` is its page
    in the space, `open_address` the page where one registers without an account; anybody reads the latter once
    `is_for_all`. `is_off`: it does not take place. `sequence` is that of the roll, read by the same query: a calendar
    never hears of a new day under an old number.
    """

    word: str
    title: str
    address: str
    open_address: str
    on: datetime.date | None = None
    at: datetime.time | None = None
    until: datetime.time | None = None
    lasts: int | None = None
    zone: str = ""
    place: str = ""
    video_url: str = ""
    words: str = ""
    sequence: int = 0
    is_for_all: bool = False
    is_off: bool = False

    @property
    def when(self) -> str:
        """The day and its hours in words; "" without a day."""
        return dates_in_words.span(self.on, self.at, self.until)


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """A kind of thing that has a roll; see `register_owner`."""

    day: Callable[[Roll], Day]
    tended: Callable[[Any, int], Roll]


owners: dict[str, Owner] = {}


def register_owner(
    model: type[models.Model], *, day: Callable[[Roll], Day], tended: Callable[[Any, int], Roll]
) -> None:
    """Say what the day of a roll is, for those whose owner is a `model`, and who may read and change the list.

    `tended` is given a request and the number of a `model` in its address. It returns the roll, with its space at hand,
    for those who look after it; it raises Http404 where the reader may not know of it, PermissionDenied otherwise.
    """
    if model._meta.label_lower in owners:
        raise ValueError(f"{model} has rolls twice")
    owners[model._meta.label_lower] = Owner(day, tended)


def day_of(roll: Roll) -> Day:
    """Return what its owner says of the day now."""
    return owners[roll.owner_kind].day(roll)


def tended_roll(owner_kind: str, request: Any, number: int) -> Roll:
    return owners[owner_kind].tended(request, number)
