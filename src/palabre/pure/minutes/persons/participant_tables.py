"""Those present, excused or invited in a table: a row each, or columns that hold lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from palabre.pure.minutes.found import Participant
from palabre.pure.minutes.persons.person_names import EXCUSED, is_name, is_nickname, is_role, names_an_organisation
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import plain_words
from palabre.pure.minutes.text.tables import Table

ABSENT = re.compile(r"\W*(?:absente?s?|excusee?s?|absente?s? excusee?s?|non excusee?s?|apologies|regrets|absent)\W*")
NO = ("e", "exc", "exc.", "non", "no", "abs", "abs.", "a", "0", "❌")


def has_people(table: Table, *, listed: bool) -> bool:
    """Does each row hold one person? `listed`: the table stands under a label of those present or excused."""
    if listed:
        return table.has("name")
    return table.has("name") and (table.has("present") or table.has("excused") or _state_tells_presence(table))


def with_names(table: Table) -> Table:
    """A table under « Présents » whose names have no head: the first column that holds names, mostly."""
    if table.has("name") or table.has("present") or not table.rows:
        return table
    for at in range(max(len(row.cells) for row in table.rows)):
        cells = [plain_words(row.cells[at]) for row in table.rows if at < len(row.cells) and row.cells[at]]
        names = sum(map(_is_someone, cells))
        if names and names * 3 >= len(cells) * 2:
            kept = {name: place for name, place in table.columns.items() if place != at}
            return replace(table, columns={**kept, "name": at})
    return table


def from_table(table: Table, presence: str) -> Iterator[Participant]:
    for row in table.rows:
        name = " ".join(filter(None, (table.cell(row, "first_name"), table.cell(row, "name"))))
        if not (is_name(name) or is_nickname(name)):
            continue
        yield Participant(
            text=name,
            name=name,
            lines=row.lines,
            organisation=_worded(table.cell(row, "organisation")),
            role=_worded(table.cell(row, "role")),
            presence=_presence_in(table, row, presence),
        )


def is_a_table_of_lists(table: Table) -> bool:
    """Columns « Présents » and « Excusés » that hold lists of names."""
    return not table.has("name") and table.has("present") and table.has("excused")


def lists_in(table: Table) -> Iterator[tuple[str, str, Block]]:
    """(presence, cell with its markup, row) of such a table."""
    for row in table.rows:
        for column in ("present", "excused"):
            yield column, table.rich(row, column), row


def _is_someone(cell: str) -> bool:
    return (is_name(cell) or is_nickname(cell)) and not is_role(cell) and not names_an_organisation(cell)


def _state_tells_presence(table: Table) -> bool:
    cells = [fold(table.cell(row, "state")).strip() for row in table.rows]
    return any(cells) and all(not cell or ABSENT.fullmatch(cell) or cell.startswith("present") for cell in cells)


def _worded(cell: str) -> str | None:
    """A cell's words; a dash says nothing, nor does a presence."""
    return cell if re.search(r"\w", cell) and not ABSENT.fullmatch(fold(cell)) else None


def _presence_in(table: Table, row: Block, presence: str) -> str:
    signed = table.cell(row, "present").strip().casefold()
    if table.cell(row, "excused").strip(" -–") or any(ABSENT.fullmatch(fold(plain_words(cell))) for cell in row.cells):
        return "excused"
    if table.has("present") and table.has("excused"):
        return "present" if signed.strip(" -–") else "unknown"
    if EXCUSED.search(fold(signed)) or signed in NO:
        return "excused"
    return presence if signed.strip(" -–") or not table.has("present") else "unknown"
