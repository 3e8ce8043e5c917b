"""Weight of the pages of a PDF, taken before the library interprets them: a second of work for each 400 kB of signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

MOST_DRAWN = 2_500_000  # bytes of operators and of tables of characters, once unzipped
MOST_OPERATORS = 400_000
DRAWING = 80  # operators that take as long as drawing a form once
DEEPEST = 10  # forms within forms
TABLE = 4  # a table of characters is read faster than operators: its bytes, and the codes that its ranges name
FORM = 500  # weight of a form, beside its operators: each is counted as often as it is named in another
RANGE = re.compile(rb"<([0-9A-Fa-f]{1,16})><([0-9A-Fa-f]{1,16})>(?:<[^<>]*+>|\[[^\[\]]*+\])")
BLANKS = b" \t\r\n\f\0"  # anywhere, within the figures too


class TooMuch(ValueError):
    """The pages ask for more work than a reader may do."""


class Operators:
    """Operators left to the pages, those of a form counted each time it is drawn. Raises TooMuch."""

    def __init__(self) -> None:
        self.left = MOST_OPERATORS

    def take(self, number: int) -> None:
        self.left -= number
        if self.left < 0:
            raise TooMuch("operators")


def weigh_pdf(pages: Iterable[Any]) -> None:
    """Raise TooMuch where the pages draw too much."""
    left = MOST_DRAWN
    for page in pages:
        contents = page.get_contents()
        own = len(contents.get_data()) if contents is not None else 0
        for size in (own, *_sizes(page.get("/Resources"))):
            left -= size
            if left < 0:
                raise TooMuch("drawn")


def _sizes(resources: Any, depth: int = 0) -> Iterator[int]:
    """Yield the sizes of the forms, those within them too, and of the tables of the fonts."""
    if depth > DEEPEST:
        raise TooMuch("forms")
    for font in _named(resources, "/Font"):
        yield _weight_of_table(_data(font.get("/ToUnicode"))) // TABLE
    for form in _named(resources, "/XObject"):
        if form.get("/Subtype") == "/Form":
            yield _size(form) + FORM
            yield from _sizes(form.get("/Resources"), depth + 1)


def _weight_of_table(table: bytes) -> int:
    """Return its bytes and the codes of its ranges: « <0000> <FFFF> <0000> » is read as 65,536 lines, on each page."""
    parts = [part.partition(b"endbfrange")[0].translate(None, BLANKS) for part in table.split(b"beginbfrange")[1:]]
    ranges = [found for part in parts for found in RANGE.finditer(part)]
    return len(table) + sum(max(int(found[2], 16) - int(found[1], 16) + 1, 0) for found in ranges)


def _size(value: Any) -> int:
    return len(_data(value))


def _data(value: Any) -> bytes:
    stream: Any = value.get_object() if value is not None else None
    return stream.get_data() if hasattr(stream, "get_data") else b""


def _named(resources: Any, kind: str) -> Iterator[Any]:
    """Yield the dictionaries that the resources name; what is missing or malformed is left to the library."""
    for value in _dict(_dict(resources).get(kind)).values():
        yield _dict(value)


def _dict(value: Any) -> dict[Any, Any]:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, dict) else {}
