"""Hooks by which owners of rolls plug in, from their `apps.ready()`: a gathering, later the day of a forum.

A roll has places and a closing day. Its owner provides the title, date, place and permissions of the day, each time
that a page is shown or a letter is sent.
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
    """The day of a roll, for pages and letters.

    `word` is the kind of day ("gathering"), `words` its text as Markdown, `lasts` its duration in minutes. `address` is
    its page in the space; `open_address` is the page for registering without an account, public once `is_for_all`.
    `is_off` means cancelled. `sequence` is that of the roll, read by the same query, so that a calendar never gets a
    new day with an old number.
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
    """A kind of object that has a roll; see `register_owner`."""

    day: Callable[[Roll], Day]
    tended: Callable[[Any, int], Roll]


owners: dict[str, Owner] = {}


def register_owner(
    model: type[models.Model], *, day: Callable[[Roll], Day], tended: Callable[[Any, int], Roll]
) -> None:
    """Register `model` as an owner of rolls: how to read its day, and who may read and change the list.

    `tended` takes a request and the id of a `model` in its path. It returns the roll, with its space loaded, for those
    who look after it; it raises Http404 if the reader may not know of it, PermissionDenied otherwise.
    """
    if model._meta.label_lower in owners:
        raise ValueError(f"{model} has rolls twice")
    owners[model._meta.label_lower] = Owner(day, tended)


def day_of(roll: Roll) -> Day:
    """Return the current day of the roll, read from its owner."""
    return owners[roll.owner_kind].day(roll)


def tended_roll(owner_kind: str, request: Any, number: int) -> Roll:
    return owners[owner_kind].tended(request, number)
