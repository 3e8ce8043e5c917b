"""Where upper slices write in the margin of a page's lines, and make the lists that its text asks for.

They say so from their `apps.ready()`.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from palabre.people.models import Person
from palabre.people.reading import Reader
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

sources: list[Marginalia] = []


def register_marginalia(source: Marginalia) -> None:
    """Add a source of marks, by line (from 1) of the page's text as it is now. `notes.matching.kept_lines` helps."""
    if source not in sources:
        sources.append(source)


def marginalia(page: Page, person: Person | None) -> dict[int, list[Mark]]:
    """Return every mark that `person` may see in the margin of `page`, by line."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for source in sources:
        for line, marks in source(page, person).items():
            found[line] += marks
    return dict(found)


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
