"""Whole lines, with everything that is found in them: `siblings.txt`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(("expression", "on", "answer"), list(rows()))
def test_all_that_a_line_says_is_found_in_order(expression: str, on: date, answer: str) -> None:
    found = find_dates(expression, on=on)

    assert (" ; ".join(map(as_answer, found)) or "none") == answer
