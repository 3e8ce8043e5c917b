"""The table of expressions and what each must be read as."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from palabre.pure.dates import FoundDate, find_dates

HERE = Path(__file__).parent
ALONE = ("14h30", "aujourd'hui")  # read as dates at the head of a line only
SAID_ON = "2020-09-29"


def rows(name: str) -> Iterator[tuple[str, date, str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            expression, *said_on, answer = (cell.strip() for cell in line.split(" | "))
            yield expression, date.fromisoformat(said_on[0] if said_on else SAID_ON), answer


def as_answer(found: list[FoundDate]) -> str:
    if not found:
        return "none"
    one = found[0]
    if one.rrule:
        answer = f"every {one.rrule} @ {one.value}"
    else:
        answer = f"{one.value}..{one.until}" if one.until else one.value or one.kind
    return answer + "?" * one.ambiguous + (f" +{len(found) - 1}" if found[1:] else "")


@pytest.mark.parametrize("table", ["expressions.txt", "held_out.txt", "held_out_2.txt", "held_out_3.txt"])
def test_an_expression_is_read_as_the_table_says(table: str) -> None:
    read = {row: as_answer(find_dates(row[0], on=row[1])) for row in rows(table)}

    assert {row: found for row, found in read.items() if found != row[2]} == {}
    assert len(read) > 40


@pytest.mark.parametrize("sentence", ["Rendez-vous {}, chez Odile.", "- La suite : {} (Odile)", "Voir Odile {}\n"])
def test_a_sentence_around_changes_no_date(sentence: str) -> None:
    dated = [row for row in rows("expressions.txt") if row[2] != "none" and not row[0].startswith(ALONE)]

    changed = [row for row in dated if as_answer(find_dates(sentence.format(row[0]), on=row[1])) != row[2]]

    assert changed == []
