"""Where upper slices plug into people, from their `apps.ready()`.

They say what a link opens, where names are written, which names are still in preparation; the journal listens.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from django.db import models

from palabre.people.models import Link, Person
from palabre.spaces.models import Space

type Opening = Callable[[Link], str]
type Listener = Callable[..., object]
type Settler = Callable[[Space], None]
type InPreparation = Callable[[Space, Person], models.QuerySet[Any, int]]
type Redo = Callable[[Any, dict[str, Any]], dict[str, Any]]
type Forget = Callable[[list[int]], None]
type Gone = Callable[[list[Any], datetime.datetime], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Texts:
    """In which fields of `model` people's words are kept; see `register_texts`."""

    model: type[models.Model]
    fields: tuple[str, ...]
    space: str
    is_version: bool
    redo: Redo | None
    forget: Forget | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Tie:
    """What ties a person to something of an upper slice; see `register_tie`."""

    model: type[models.Model]
    field: str
    stays: bool
    is_role: bool
    gone: Gone | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Counting:
    """Numbers of persons: who carries something in a space, and who greeted whom as (by, person)."""

    carriers: set[int]
    greeted: set[tuple[int, int]]


@dataclasses.dataclass(frozen=True, slots=True)
class Reversible:
    """What an upper slice does when something happens to a space or a person; `undo` is given what `do` returned."""

    do: Callable[[Any, datetime.datetime], list[int]]
    undo: Callable[[Any, list[int]], None]


openings: dict[str, Opening] = {}
texts: dict[type[models.Model], Texts] = {}
ties: dict[type[models.Model], Tie] = {}
listeners: list[Listener] = []
settlers: list[Settler] = []
preparations: list[InPreparation] = []
countings: list[Callable[[Space], Counting]] = []
closings: dict[str, Reversible] = {}
departures: dict[str, Reversible] = {}


def register_opening(kind: str, address: Opening) -> None:
    """Say at which address a link to a thing of this kind ("groups.group") opens: `address` is given the link."""
    if kind in openings:
        raise ValueError(f"{kind} is opened twice")
    openings[kind] = address


def register_texts(
    model: type[models.Model],
    *fields: str,
    space: str = "space",
    is_version: bool = False,
    redo: Redo | None = None,
    forget: Forget | None = None,
) -> None:
    """Say in which fields of `model` people's words are kept: a name that is taken away is taken out of them.

    A field is text, a slug, or JSON made of text; `space` is the path to the row's space. `is_version`: the rows
    are what living texts were before. `redo` is given a row as it was and the fields that change, and returns
    what else changes with them: HTML made of a text, an address made of a title. `forget` is given the numbers of
    the rows that name her, where these say again what others say (an index): it deletes them.
    """
    if model in texts:
        raise ValueError(f"{model} is registered twice")
    texts[model] = Texts(model, fields, space, is_version, redo, forget)


def register_tie(
    model: type[models.Model], field: str, *, stays: bool = False, is_role: bool = True, gone: Gone | None = None
) -> None:
    """Say that rows of `model` tie the person in `field` to something, and go when she has her name taken away.

    `stays`: the row stays, without her. `is_role`: it says what she does here, and she is told how many there are.
    `gone` is given the rows once they went, and when, in the same transaction.
    """
    if model in ties:
        raise ValueError(f"{model} is registered twice")
    ties[model] = Tie(model, field, stays, is_role, gone)


def register_settler(settler: Settler) -> None:
    """Have `settler` called before the texts of a space are read for a name to take away: what is kept in other
    forms than texts is written down, and its past let go. The caller holds the space."""
    settlers.append(settler)


def register_listener(listener: Listener) -> None:
    """Have `listener` hear what the acts of people tell."""
    if listener not in listeners:
        listeners.append(listener)


def tell(verb: str, subject: Any, *, by: Person | None, **facts: Any) -> None:
    """Say what happened, in the transaction of the act: the journal, which stands above, writes it.

    `subject` is the space itself, or a thing that has a `space` and an `audience`. `facts` hold no name of a
    person: everybody who reads the subject reads them.
    """
    for listener in listeners:
        listener(verb, subject, by=by, **facts)


def register_preparation(named: InPreparation) -> None:
    """Say, as numbers of persons for a sub-query, whom only things in preparation name, that `person` cannot read."""
    if named not in preparations:
        preparations.append(named)


def register_counting(counting: Callable[[Space], Counting]) -> None:
    """Say who carries something in a space, and who greeted whom: their yes counts for what concerns all."""
    if counting not in countings:
        countings.append(counting)


def register_closing(name: str, closing: Reversible) -> None:
    """Have something closed when the space of it is closed again, and opened again when that is undone."""
    closings[name] = closing


def register_departure(name: str, departure: Reversible) -> None:
    """Have something left by who is put out of a space, and given back when that is undone."""
    departures[name] = departure
