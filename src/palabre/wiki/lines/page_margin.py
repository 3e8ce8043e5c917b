"""The margin of a page, that an upper slice fills: marks on its lines, and what a selection may become.

The slice gives a Margin to the addresses of the wiki (see `page_routes`).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from palabre.people.models import Person
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
    """Content of the margin, by line (from 1) of the current text; see `kept_lines` of notes.

    Marks of line 0 are about the whole page. Those of `beside_lines` are shown with the source lines and in the
    editor, and cost no query when reading the page. `gestures` are for those who may write the page.
    """

    marks: Marginalia
    beside_lines: Marginalia
    gestures: Callable[[Page], Gestures]

    def marks_on(self, page: Page, person: Person | None, *, is_beside_lines: bool = False) -> dict[int, list[Mark]]:
        """Return every mark that `person` may see, by line."""
        found: dict[int, list[Mark]] = defaultdict(list)
        for source in (self.marks, self.beside_lines) if is_beside_lines else (self.marks,):
            for line, marks in source(page, person).items():
                found[line] += marks
        return dict(found)
