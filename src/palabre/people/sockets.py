"""Where upper slices plug into people, from their `apps.ready()`.

They say what a link opens, where names are written, which names are still in preparation; the journal listens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import models

from palabre.people.models import Link, Person
from palabre.spaces.models import Space

type Opening = Callable[[Link], str]
type Listener = Callable[..., object]
type InPreparation = Callable[[Space, Person], models.QuerySet[Any, int]]

openings: dict[str, Opening] = {}
texts: dict[type[models.Model], tuple[str, ...]] = {}
listeners: list[Listener] = []
preparations: list[InPreparation] = []


def register_opening(kind: str, address: Opening) -> None:
    """Say at which address a link to a thing of this kind ("groups.group") opens: `address` is given the link."""
    if kind in openings:
        raise ValueError(f"{kind} is opened twice")
    openings[kind] = address


def register_texts(model: type[models.Model], fields: Collection[str]) -> None:
    """Say in which fields of `model` people's words are kept: a name that is taken away is taken out of them.

    `model` has a `space`, or a path to one is said by `erasure`. A field is text, or JSON made of text.
    """
    if model in texts:
        raise ValueError(f"{model} is registered twice")
    texts[model] = tuple(fields)


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
