"""Where upper slices plug into people, from their `apps.ready()`: what a link opens, where names are written."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import models

from palabre.people.models import Link

type Opening = Callable[[Link], str]

openings: dict[str, Opening] = {}
texts: dict[type[models.Model], tuple[str, ...]] = {}


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
