"""Where upper slices write in the margin of a page's lines, from their `apps.ready()`."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable

from palabre.people.models import Person
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
