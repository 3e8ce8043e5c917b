"""Where upper slices say what can be found, from their `apps.ready()`: see `register_documents`."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from palabre.journal.models import kind_of
from palabre.spaces.models import Space

type Say = Callable[[Any], "SearchableText"]
type Rows = Callable[[Space], models.QuerySet[Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class SearchableText:
    """What one thing says, to whoever may read it: nothing of another audience belongs here.

    `within` is what it belongs to, `on` the day it is told by (None: the day the index noticed it), `as_of` the
    instant of this state where there is one. `audience` is asked for where the thing has none of its own.
    """

    title: str
    body: str = ""
    within: models.Model | None = None
    on: datetime.date | None = None
    as_of: datetime.datetime | None = None
    audience: int | None = None

    @property
    def place(self) -> str:
        return place_of(self.within) if self.within is not None else ""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """How the things of one model are said."""

    rows: Rows
    say: Say
    unchanged: Q | None
    holds_others: bool


sources: dict[str, Source] = {}


def register_documents(
    model: type[models.Model],
    say: Say,
    *,
    rows: Rows | None = None,
    unchanged: Q | None = None,
    holds_others: bool = False,
) -> None:
    """Say what can be found of the things of `model`; the journal has to know the kind, for it names and links them.

    `rows` returns those of a space that can be found by whoever may read them, with what `say` asks for at hand.
    `unchanged`, where texts are long, compares a Document with the row at `OuterRef`: what it says of a row that
    did not change is not read again. `holds_others`: other things are found within it (a group).
    """
    kind = model._meta.label_lower
    if kind in sources:
        raise ValueError(f"{kind} is registered twice")
    found: Rows = rows or (lambda space: model._default_manager.filter(space=space))
    sources[kind] = Source(found, say, unchanged, holds_others)


def place_of(thing: models.Model) -> str:
    """Return how a document names what it is within: "groups.group:12"."""
    return f"{kind_of(thing)}:{thing.pk}"
