"""Where upper slices write in the margin of a page's lines, make its lists, and are come back to from it.

They say so from their `apps.ready()`.
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
    """A button in the margin: its words, and the address to which it sends `choice=value`."""

    label: str
    url: str
    value: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """Something about a line: one sentence, the replies to it, and where else to settle it with which words.

    As long as it is not settled, the words of the line are underlined. A screen that shows marks is kept: what a
    source says of `person` depends on her rights only.
    """

    sentence: str
    url: str = ""
    gesture: str = ""
    replies: tuple[Reply, ...] = ()
    is_settled: bool = False


type Marginalia = Callable[[Page, Person | None], dict[int, list[Mark]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Gestures:
    """What words of a page may become: each kind with the words of its button. `url` is sent the line and the kind."""

    url: str
    kinds: tuple[tuple[str, Any], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Margin:
    """What a slice writes in the margin, by line (from 1) of the page's text as it is now; see `kept_lines` of notes.

    Marks of line 0 are about the whole page. Those `beside_lines` are for who looks at the lines or writes them, and
    cost nothing to who reads the page. `gestures` says what whoever writes the page may make of its words.
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
    """One row of a list in a page: a link, and facts about it, each in a few words. All of it is plain text.

    `of` is what it belongs to (its group's title), by which a list may be narrowed, as it may by `title`.
    """

    title: str
    url: str
    facts: tuple[str, ...] = ()
    of: str = ""


type Rows = Callable[[Reader, Page | None, int], list[Row]]


@dataclasses.dataclass(frozen=True, slots=True)
class LivingList:
    """A list that a text may ask for by the name `fr` or `en`; the other words are lazily translated.

    `rows(reader, page, most)` returns what `reader` may read, at most so many, in a number of queries that does not
    grow; `page` is the one that asks, None for a text that is not saved yet. A page that shows it is kept: whatever
    changes a row touches its space. `empty` is a sentence that teaches. `whole` is where all of it is: the name of
    an address, and the words of the link. `most` rows are shown where no number is asked for.
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
    """Have `{{fr}}`, `{{en}}` and its other names ask for this list, whatever their case and accents."""
    for name in (living.fr, living.en, *also):
        if lists.setdefault(fold(name), living) is not living:
            raise ValueError(f"{name} is registered twice")


LONGEST_WAY_BACK = 300  # characters of an address


def returns_from_writing[View: Callable[..., Any]](view: View) -> View:
    """Mark a screen: who came from it to write in a page goes back there, not to the page."""
    view.returns_from_writing = True  # type: ignore[attr-defined]  # read by `way_back`
    return view


def way_back(said: str, *, host: str, space: str) -> str:
    """Return the path that `said` asks to go back to; "" unless it is such a screen, of this space, at this host."""
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
    """Say which files of the folder of attachments the rows of a slice name: the clock leaves them there."""
    if digests not in kept_files:
        kept_files.append(digests)
