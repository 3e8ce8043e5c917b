"""Registries for upper slices: the margin of a page, its lists, the screens returned to, the attached files.

They are filled from `apps.ready()`.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.wiki.models import Page


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """A button in the margin: its label, and the URL to which it sends `choice=value`."""

    label: str
    url: str
    value: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a line: one sentence, its replies, and a URL with its label to settle it elsewhere.

    Until it is settled, the words of the line are underlined. Screens with marks are cached: what a source returns for
    `person` must depend on their rights only.
    """

    sentence: str
    url: str = ""
    gesture: str = ""
    replies: tuple[Reply, ...] = ()
    is_settled: bool = False


type Marginalia = Callable[[Page, Person | None], dict[int, list[Mark]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Gestures:
    """Things that words of a page may become: kinds with button labels. `url` receives the line and the kind."""

    url: str
    kinds: tuple[tuple[str, Any], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Margin:
    """Content of a slice in the margin, by line (from 1) of the current text; see `kept_lines` of notes.

    Marks of line 0 are about the whole page. Those of `beside_lines` are shown with the source lines and in the
    editor, and cost no query when reading the page. `gestures` are for those who may write the page.
    """

    marks: Marginalia
    beside_lines: Marginalia
    gestures: Callable[[Page], Gestures]


margins: list[Margin] = []


def register_margin(margin: Margin) -> None:
    if margin not in margins:
        margins.append(margin)


def marginalia(page: Page, person: Person | None, *, is_beside_lines: bool = False) -> dict[int, list[Mark]]:
    """Return every mark that `person` may see in the margin of `page`, by line."""
    found: dict[int, list[Mark]] = defaultdict(list)
    besides = [margin.beside_lines for margin in margins] if is_beside_lines else []
    for source in [*(margin.marks for margin in margins), *besides]:
        for line, marks in source(page, person).items():
            found[line] += marks
    return dict(found)


def gestures_on(page: Page) -> Gestures | None:
    return next((margin.gestures(page) for margin in margins), None)


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


type Digests = Callable[[], Iterable[str]]

kept_files: list[Digests] = []


def register_kept_files(digests: Digests) -> None:
    """Register the digests of attached files that a slice's rows reference: the clock does not delete them."""
    if digests not in kept_files:
        kept_files.append(digests)
