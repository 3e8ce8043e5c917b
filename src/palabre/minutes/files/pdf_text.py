"""A PDF → text: prose as it is written, tables with rules or aligned columns as rows between bars."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from palabre.minutes.files.pdf_weight import DRAWING, Operators
from palabre.minutes.files.ruled_tables import Grid, Point, Rules, find_grids
from palabre.minutes.files.table_text import joined_lines, row_text
from palabre.minutes.files.text_columns import Piece, cells_of, with_columns
from palabre.minutes.files.text_depths import with_depths

Matrix = list[float]
Cells = dict[tuple[int, int], list[Piece]]  # the words at each (row, column)
MOST_PIECES = 20_000  # of a page: more are read without looking for tables
SAME_LINE = 3.0  # points
LEAST_COLUMNS = 3  # of a table whose head may be cut
PLACES = frozenset((b"re", b"m", b"l"))
FILLS = frozenset((b"f", b"F", b"f*"))
STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `y` tells where it stands; `pieces` is empty for a row of a table."""

    text: str
    y: float
    pieces: tuple[Piece, ...] = ()


def read_pdf(pages: Iterable[Any]) -> str:
    """Return the text of the pages, one after the other, without what is printed again on most of them.

    Raise TooMuch for too many operators.
    """
    allowance = Operators()
    read = [_lines_of(page, allowance) for page in pages]
    again = _printed_again(read)
    kept = []
    for number, lines in enumerate(read):
        kept.append("\n".join(line.text for line in lines if number == 0 or _mark(line) not in again))
    return "\n\n".join(kept)


def _printed_again(pages: list[list[Line]]) -> set[tuple[str, int]]:
    """Return the heads and feet of pages: the same words, numbers apart, at the same height on half of them."""
    if len(pages) < 2:
        return set()
    seen = Counter(mark for lines in pages for mark in {_mark(line) for line in lines})
    return {mark for mark, times in seen.items() if times >= 2 and times * 2 >= len(pages) and mark[0]}


def _mark(line: Line) -> tuple[str, int]:
    return DIGITS.sub("0", line.text).strip(), round(line.y / SAME_LINE)


def _lines_of(page: Any, allowance: Operators) -> list[Line]:
    pieces: list[Piece] = []
    rules = Rules()
    visit = _rule_visitor(rules, allowance)
    page.extract_text(visitor_text=_text_visitor(pieces), visitor_operand_before=visit)
    allowance.take(0)  # the library goes on after a form that raised
    grids = find_grids(rules) if len(pieces) <= MOST_PIECES else []
    cells: dict[int, Cells] = defaultdict(lambda: defaultdict(list))
    prose: list[Piece | int] = []  # a number stands for a table
    last: list[Piece] = []  # of the cell in hand: the blanks that follow are its own
    for piece in pieces:
        where = _place_of(piece, grids)
        if where is not None:
            table, cell = where
            prose += [] if table in cells else [Piece("\n"), table]
            last = cells[table][cell]
            last.append(piece)
        elif last and not piece.text.strip():
            last += [] if piece.text == "\n" else [replace(last[-1], text=piece.text)]
        else:
            prose.append(piece)
            last = []
    return list(_in_order(prose, cells, grids))


def _in_order(prose: list[Piece | int], cells: dict[int, Cells], grids: list[Grid]) -> Iterator[Line]:
    line: list[Piece] = []
    lines: list[Line] = []
    for one in [*prose, Piece("\n")]:
        if isinstance(one, int):
            yield from with_columns_of(lines)
            lines = []
            yield from _rows(cells[one], grids[one])
        elif one.text == "\n":
            lines += [_line(line)] if line else []
            line = []
        else:
            line.append(one)
    yield from with_columns_of(lines)


def with_columns_of(lines: list[Line]) -> Iterator[Line]:
    texts = with_columns(
        list(zip(with_depths([(line.text, line.pieces) for line in lines]), (line.pieces for line in lines)))
    )
    yield from (Line(text, line.y) for text, line in zip(texts, lines))


def _line(pieces: list[Piece]) -> Line:
    shown = [piece for piece in pieces if piece.text.strip()]
    return Line(" ".join("".join(piece.text for piece in pieces).split()), shown[0].y if shown else 0, tuple(pieces))


def _place_of(piece: Piece, grids: list[Grid]) -> tuple[int, tuple[int, int]] | None:
    if not piece.text.strip():
        return None
    for number, grid in enumerate(grids):
        cell = grid.cell_at(piece.x, piece.y + piece.size * 0.3)
        if cell is not None:
            return number, cell
    return None


def _rows(cells: Cells, grid: Grid) -> Iterator[Line]:
    """Yield a line per row of the table; a column without any words is left out. One row, or column, is a frame."""
    cells = _with_a_cut_head(cells, grid)
    columns = sorted({column for _, column in cells})
    frame = len(columns) == 1 or len({row for row, _ in cells}) == 1
    texts = {place: _cell_lines(pieces) for place, pieces in cells.items()}
    longest = {
        one: max(len(line) for (_, at), lines in texts.items() if at == one for line in lines) for one in columns
    }
    for row, places in groupby(sorted(cells), key=lambda place: place[0]):
        y = max(piece.y for place in list(places) for piece in cells[place])
        told = [texts.get((row, one), []) for one in columns]
        if frame:
            yield from (Line(line, y) for lines in told for line in lines)
        else:
            yield Line(row_text(joined_lines(lines, longest[one]) for one, lines in zip(columns, told)), y)


def _with_a_cut_head(cells: Cells, grid: Grid) -> Cells:
    """Return the cells, a head without rules between its words cut at the columns of the table."""
    first = min(cells)
    if grid.width < LEAST_COLUMNS or sum(row == first[0] for row, _ in cells) > 1:
        return cells
    cut: Cells = defaultdict(list)
    for _, line in groupby(cells[first], key=lambda piece: round(piece.y)):
        pieces = list(line)
        starts = [x for x, _ in cells_of(pieces)]
        for piece in pieces:
            start = max((x for x in starts if x <= piece.x), default=piece.x)
            cut[first[0], grid.column_at(start)].append(piece)
    return {**cut, **{place: told for place, told in cells.items() if place != first}} if len(cut) > 2 else cells


def _cell_lines(pieces: list[Piece]) -> list[str]:
    """Return the lines of a cell, from the top down."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if lines and abs(lines[-1][0].y - piece.y) <= SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    words = ["".join(piece.text for piece in sorted(line, key=lambda one: one.x)) for line in lines]
    return [" ".join(line.split()) for line in words]


def _text_visitor(pieces: list[Piece]) -> Callable[[str, Matrix, Matrix, Any, float], None]:
    def visit(text: str, cm: Matrix, tm: Matrix, _font: Any, size: float) -> None:
        x, y = _placed(tm[4], tm[5], cm)
        height = abs(size * tm[3] * cm[3]) or size
        for number, part in enumerate(text.translate(LIGATURES).split("\n")):
            if number:
                pieces.append(Piece("\n"))
            if part:
                pieces.append(Piece(part, x, y, height))

    return visit


def _rule_visitor(rules: Rules, allowance: Operators) -> Callable[[bytes, list[Any], Matrix, Matrix], None]:
    """Return a visitor that gathers the painted paths; one that only clips is no rule, nor is a filled surface."""
    paths: list[list[Point]] = []

    def visit(operator: bytes, operands: list[Any], cm: Matrix, _tm: Matrix) -> None:
        allowance.take(DRAWING if operator == b"Do" else 1)
        if operator in PLACES and not all(isinstance(one, (int, float)) for one in operands):
            return
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            paths.append([_placed(*corner, cm) for corner in corners])
        elif operator in (b"m", b"l") and len(operands) == 2:
            if operator == b"m" or not paths:
                paths.append([])
            paths[-1].append(_placed(float(operands[0]), float(operands[1]), cm))
        elif operator == b"h" and paths and paths[-1]:
            paths[-1].append(paths[-1][0])
        elif operator in FILLS or operator in STROKES:
            for path in paths:
                rules.add(path, filled=operator in FILLS)
            paths.clear()
        elif operator == b"n":
            paths.clear()

    return visit


def _placed(x: float, y: float, cm: Matrix) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]
