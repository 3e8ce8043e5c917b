"""Registry of searchable things, filled by upper slices from `apps.ready()`: see `register_documents`."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from palabre.journal.models import kind_of
from palabre.spaces.models import Space

type Say = Callable[[Any], "SearchableText"]
type Rows = Callable[[Space], models.QuerySet[Any]]
type Columns = tuple[str, ...] | None  # columns of a table; None: all of them
type ToldBy = Mapping[str, "Told"]


@dataclasses.dataclass(frozen=True, slots=True)
class SearchableText:
    """Text of one thing, for everybody who may read it: it must hold nothing of another audience.

    `within` is its container, `on` its date (None: the day it was indexed), `as_of` the time of this state, if known.
    `audience` is required when the thing has none of its own.
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
class Told:
    """Changes that count in rows at the other end of a relation: an UPDATE of one of these columns, of any if None.

    Where `comes`, so does a row that comes or goes, among rows that point at the thing.
    """

    columns: Columns = None
    comes: bool = True


ANY = Told()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Registration of the things of one model."""

    rows: Rows
    say: Say
    unchanged: Q | None
    holds_others: bool
    columns: Columns
    told_by: ToldBy


sources: dict[str, Source] = {}


def register_documents(
    model: type[models.Model],
    say: Say,
    *,
    rows: Rows | None = None,
    unchanged: Q | None = None,
    holds_others: bool = False,
    columns: Columns = None,
    told_by: ToldBy | None = None,
) -> None:
    """Register the searchable things of `model`; the journal must know the kind, which it names and links.

    `rows` returns those of a space that can be found by people who may read them, with the relations that `say` needs.
    `unchanged`, for long texts, compares a Document with the row at `OuterRef`: unchanged rows are not read again.
    `holds_others`: it contains other things (a group).
    `columns` of its own table, and `told_by`, lookups to all other rows that `say` and `rows` read: a change there has
    the text read again. Rows on the way ("memberships", before "memberships__person") have a line of their own.
    `tests/test_watched_tables.py` sees what is missing.
    """
    kind = model._meta.label_lower
    if kind in sources:
        raise ValueError(f"{kind} is registered twice")
    found: Rows = rows or (lambda space: model._default_manager.filter(space=space))
    sources[kind] = Source(found, say, unchanged, holds_others, columns, told_by or {})


def place_of(thing: models.Model) -> str:
    """Return a document's reference to its container: "groups.group:12"."""
    return f"{kind_of(thing)}:{thing.pk}"
