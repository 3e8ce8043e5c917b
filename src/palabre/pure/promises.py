"""« Anouk appelle le maçon avant vendredi »: what a line says that somebody does by a day.

    >>> from datetime import date
    >>> [one.who for one in promises_in("- Anouk appelle le maçon avant vendredi", on=date(2026, 11, 24))]
    ['Anouk']

The reading of minutes leaves these words alone: a name that opens a sentence may be a town's or an association's. Who
reads them knows who is there.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.dates import find_dates

LONGEST = 300  # characters of a line
SAYS = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w’'-]{1,40}(?: [A-ZÀ-Þ][\w’'-]{1,40}){0,2}) (?:s[’'])?[a-zà-ÿ][\w’'-]* .{1,200}?"
    r"(?<!\w)(?P<due>(?:avant|d[’']ici|au plus tard|pour|by|before) .+)"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """The words of the line of this number, without its mark of a list: `who`, and `due`, the words of the deadline."""

    line: int
    words: str
    who: str
    due: str


def promises_in(text: str, *, on: datetime.date) -> Iterator[Promise]:
    """Yield what each line promises, `on` being the day of writing. Headings and quotes promise nothing."""
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip().lstrip("-*+ ")
        found = SAYS.fullmatch(words) if len(words) <= LONGEST and not line.startswith(("#", ">", "    ")) else None
        if found and any(one.value for one in find_dates(found["due"], on=on)):
            yield Promise(number, words, found["who"], found["due"].rstrip(" .;"))
