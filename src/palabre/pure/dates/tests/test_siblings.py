"""Whole lines, with everything that is found in them: `siblings.txt`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from palabre.pure.dates import FoundDate, find_dates

TABLE = Path(__file__).with_name("siblings.txt")


def rows() -> Iterator[tuple[str, date, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            expression, said_on, answer = line.split(" | ")
            yield expression, date.fromisoformat(said_on), answer


def as_answer(found: FoundDate) -> str:
    if found.rrule:
        return f"every {found.rrule}"
    return f"{found.value}..{found.until}" if found.until else found.value or found.kind


def test_all_that_a_line_says_is_found_in_order() -> None:
    read = {row: " ; ".join(map(as_answer, find_dates(row[0], on=row[1]))) or "none" for row in rows()}

    assert {row: found for row, found in read.items() if found != row[2]} == {}
    assert len(read) > 1_000
