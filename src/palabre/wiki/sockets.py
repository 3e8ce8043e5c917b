"""Where upper slices write in the margin of a page's lines, from their `apps.ready()`."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable

from palabre.people.models import Person
from palabre.wiki.models import Page


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """Something unsettled about a line: one sentence, and where to settle it with which words (or nothing)."""

    sentence: str
    url: str = ""
    gesture: str = ""


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
