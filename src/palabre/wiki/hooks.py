"""Registries for upper slices: lists of a page, screens returned to, attached files, rows that stand on a page.

They are filled from `apps.ready()`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.wiki.models import Page


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row of a list in a page: a link, and short facts about it, in plain text.

    `of` is what it belongs to (its group's title): lists are filtered on it and on `title`.
    """

    title: str
    url: str
    facts: tuple[str, ...] = ()
    of: str = ""


type Rows = Callable[[Reader, Page | None, int], list[Row]]


@dataclasses.dataclass(frozen=True, slots=True)
class LivingList:
    """A list that a text requests by the name `fr` or `en`; the other texts are lazily translated.

    `rows(reader, page, most)` returns at most `most` rows that `reader` may read, in a constant number of queries;
    `page` is the one with the request, None for an unsaved text. Pages with a list are cached: whatever changes a row
    must touch its space. `empty` is a helpful sentence. `whole` is the URL name and the link text of the complete list.
    `most` is the default number of rows.
    """

    fr: str
    en: str
    label: Any
    empty: Any
    rows: Rows
    whole: tuple[str, Any] | None = None
    most: int = 50


lists: dict[str, LivingList] = {}


def register_list(living: LivingList, *, also: tuple[str, ...] = ()) -> None:
    """Register the list under `{{fr}}`, `{{en}}` and its other names, without case and accents."""
    for name in (living.fr, living.en, *also):
        if lists.setdefault(fold(name), living) is not living:
            raise ValueError(f"{name} is registered twice")


LONGEST_WAY_BACK = 300  # characters of a URL


def returns_from_writing[View: Callable[..., Any]](view: View) -> View:
    """Mark a screen: people who come from it to write in a page return to it instead of the page."""
    view.returns_from_writing = True  # type: ignore[attr-defined]  # read by `way_back`
    return view


def way_back(said: str, *, host: str, space: str) -> str:
    """Return the path to return to; "" unless `said` is the URL of a marked screen of this space at this host."""
    if len(said) > LONGEST_WAY_BACK or not url_has_allowed_host_and_scheme(said, {host}):
        return ""
    parts = urlsplit(said)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ""
    if not hasattr(found.func, "returns_from_writing") or found.kwargs.get("space") != space:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


kept_files: list[type[models.Model]] = []


def register_kept_files(model: type[models.Model]) -> None:
    """Register a model whose rows, each of a `space`, name a stored file by its `digest`, or none ("").

    The clock does not delete these files, and they count in the room of their space.
    """
    if model not in kept_files:
        kept_files.append(model)


page_keepers: list[tuple[type[models.Model], str]] = []


def register_page_keeper(model: type[models.Model], field: str) -> None:
    """Register a model whose rows stand on a page by this foreign key: the page is then no page to remove."""
    if (model, field) not in page_keepers:
        page_keepers.append((model, field))
