"""Those present, excused or invited in a table: a row each, or columns that hold lists of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from palabre.pure.minutes.found import Lines, Participant
from palabre.pure.minutes.persons.asides import name_and_asides
from palabre.pure.minutes.persons.person_names import (
    BEFORE_CIVILITY,
    EXCUSED,
    TWO_NAMES,
    is_nickname,
    is_person,
    is_role,
    names_an_organisation,
)
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import plain_words
from palabre.pure.minutes.text.tables import Table

ABSENT = re.compile(r"\W*(?:absente?s?|excusee?s?|absente?s? excusee?s?|non excusee?s?|apologies|regrets|absent)\W*")
SEVERAL = re.compile(r"\s*[;,\v]\s*|\s+(?:et|and)\s+")
ReadNames = Callable[[str, str, Lines], Iterator[Participant]]
NO = ("e", "exc", "exc.", "non", "no", "abs", "abs.", "a", "0", "❌")


def has_people(table: Table, *, listed: bool) -> bool:
    """Does each row hold one person? `listed`: the table stands under a label of those present or excused."""
    if listed:
        return table.has("name")
    return table.has("name") and (table.has("present") or table.has("excused") or _state_tells_presence(table))


def with_names(table: Table) -> Table:
    """Return a table under « Présents » with the column that holds names, mostly, where its head does not tell it.

    Without any head, another column of words is that of organisations, or of roles.
    """
    if table.has("name") or table.has("present") or not table.rows:
        return table
    filled = _filled(table)
    named = next((at for at, cells in filled.items() if _mostly(cells, is_cell_of_names)), None)
    if named is None:
        return table
    columns = {name: place for name, place in table.columns.items() if place != named} | {"name": named}
    for at, cells in filled.items() if not table.headed else ():
        kind = "role" if _mostly(cells, is_role) else "organisation"
        if at != named and kind not in columns and _mostly(cells, _is_worded) and not _mostly(cells, is_cell_of_names):
            columns[kind] = at
    return replace(table, columns=columns)


def is_a_grid_of_names(table: Table) -> bool:
    """Return whether every column of a table without a head holds full names: « | Ana Gil | Luc Roc | »."""
    filled = [cells for cells in _filled(table).values() if cells]
    cells = [cell for column in filled for cell in column]
    return (
        not table.headed
        and len(filled) > 1
        and all(_mostly(column, _is_someone) for column in filled)
        and _mostly(cells, lambda cell: " " in cell)
    )


def from_table(table: Table, presence: str, read_names: ReadNames) -> Iterator[Participant]:
    """Yield the people of each row: one, or one per line or name of its cell."""
    for row in table.rows:
        rich = " ".join(filter(None, (table.rich(row, "first_name"), table.rich(row, "name"))))
        told = _presence_in(table, row, presence)
        bodies = [_worded(plain_words(part)) for part in table.rich(row, "organisation").split("\v")]
        people = list(_people_in(rich, told, row, read_names))
        for number, person in enumerate(people):
            body = bodies[number] if len(bodies) == len(people) else _worded(table.cell(row, "organisation"))
            yield replace(
                person,
                organisation=body or person.organisation,
                role=_worded(table.cell(row, "role")) or person.role,
            )


def _people_in(rich: str, presence: str, row: Block, read_names: ReadNames) -> Iterator[Participant]:
    rich = TWO_NAMES.sub("\\1\v\\2", BEFORE_CIVILITY.sub("\v", rich))
    name = plain_words(rich)
    if "\v" not in rich and (is_person(name) or is_nickname(name)):
        yield Participant(text=name, name=name, lines=row.lines, presence=presence)
    else:
        yield from read_names(plain_words(rich.replace("\v", " ; ")), presence, row.lines)


def is_cell_of_names(cell: str) -> bool:
    """Return whether the cell holds one name, or a list of them."""
    names = [name_and_asides(piece)[0] for piece in SEVERAL.split(cell) if piece.strip()]
    return bool(names) and all(map(_is_someone, names))


def _filled(table: Table) -> dict[int, list[str]]:
    """Return the words of the filled cells of each column."""
    width = max((len(row.cells) for row in table.rows), default=0)
    return {
        at: [words for row in table.rows if at < len(row.cells) and (words := plain_words(row.cells[at]))]
        for at in range(width)
    }


def _mostly(cells: list[str], what: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(what, cells)) * 3 >= len(cells) * 2


def _is_worded(cell: str) -> bool:
    """Return whether the cell holds words that may name a body: no sign, no address, no number."""
    return re.search(r"[^\W\d_]{2}", cell) is not None and "@" not in cell and not ABSENT.fullmatch(fold(cell))


def is_a_table_of_lists(table: Table) -> bool:
    """Columns « Présents » and « Excusés » that hold lists of names."""
    return not table.has("name") and table.has("present") and table.has("excused")


def lists_in(table: Table) -> Iterator[tuple[str, str, Block]]:
    """(presence, cell with its markup, row) of such a table."""
    for row in table.rows:
        for column in ("present", "excused"):
            yield column, table.rich(row, column), row


def _is_someone(cell: str) -> bool:
    return (is_person(cell) or is_nickname(cell)) and not is_role(cell) and not names_an_organisation(cell)


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
