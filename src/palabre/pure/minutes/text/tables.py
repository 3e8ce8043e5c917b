"""Tables of people and of actions: which column holds what, as its head says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.columns import columns_of
from palabre.pure.minutes.text.inline import plain_words


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` maps what a column holds to its place; rows exclude the head."""

    columns: dict[str, int]
    rows: tuple[Block, ...]
    headed: bool

    def has(self, column: str) -> bool:
        return column in self.columns

    def cell(self, row: Block, column: str) -> str:
        """The words of a cell, "" where there is none."""
        at = self.columns.get(column, -1)
        return plain_words(row.cells[at]) if 0 <= at < len(row.cells) else ""

    def rich(self, row: Block, column: str) -> str:
        at = self.columns.get(column, -1)
        return row.cells[at] if 0 <= at < len(row.cells) else ""


def tables_of(blocks: list[Block]) -> Iterator[Table]:
    """Each run of rows as a table; where no row heads it, the first column has no name."""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "row" and not (len(run) > 1 and block.gap and columns_of(block.cells)):
            run.append(block)
            continue
        if run:
            yield _table(run)
        run = [block] if block is not None and block.kind == "row" else []


def _table(run: list[Block]) -> Table:
    columns = columns_of(run[0].cells)
    ruled = len(run) > 1 and run[1].gap  # a line of dashes stands between
    return Table(columns, tuple(run[1:] if columns or ruled else run), bool(columns))
