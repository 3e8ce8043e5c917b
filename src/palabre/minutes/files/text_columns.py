"""Columns without rules: three lines in a row whose words start again at the same place, after a wide blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from palabre.minutes.files.table_text import row_text

LETTER = 0.5  # width of a letter, in its height
WIDE, WIDE_AFTER_BLANK = 1.5, 0.6  # blanks between two columns are wider than this, in heights of letters
SAME_COLUMN = 1.5  # points
SAME_CELLS = 12.0  # points: centred words of one column start within this
Cell = tuple[float, str]  # where it starts, its words
MARKER = re.compile(r"[^\W\d_]?\W{0,3}|\d{1,2}(?:\.\d{1,2}){0,3}\W{0,2}")
LEAST_LINES = 3
LONGEST_CELL = 60  # characters on average: two columns of prose are no table


@dataclass(frozen=True, slots=True)
class Piece:
    """Words drawn at once, from (x, y) on; `size` is the height of their letters. A line feed stands by itself."""

    text: str
    x: float = 0
    y: float = 0
    size: float = 0

    @property
    def end(self) -> float:
        """The end of the words, as an estimate."""
        return self.x + len(self.text.rstrip()) * self.size * LETTER


def with_columns(lines: Sequence[tuple[str, tuple[Piece, ...]]]) -> list[str]:
    """Return the lines, those of aligned columns as rows between bars."""
    cut = [cells_of(pieces) for _, pieces in lines]
    texts = [text for text, _ in lines]
    at = 0
    while at < len(cut):
        end = _end_of_columns(lines, cut, at)
        if end - at >= LEAST_LINES and _is_a_table(cut[at:end]):
            starts = _starts(cut[at:end])
            texts[at:end] = [row_text(_in_columns(pieces, starts)) for _, pieces in lines[at:end]]
        at = max(end, at + 1)
    return texts


def _end_of_columns(lines: Sequence[tuple[str, tuple[Piece, ...]]], cut: list[list[Cell]], at: int) -> int:
    """Return the end of the lines that share a column with the first of them."""
    end = last = at
    while end < len(cut) and len(cut[at]) > 1:
        known = cut[at][1:] + cut[max(at, end - 1)][1:]
        clear = len(cut[end]) > 1 and _shared(known, [x for x, _ in cut[end]]) > 0
        if not clear and _shared(known, [piece.x for piece in lines[end][1] if piece.text.strip()]) < 2:
            break
        end += 1
        last = end if clear else last
    return last


def cells_of(pieces: Sequence[Piece]) -> list[Cell]:
    """Return the cells of a line: a wide blank ends one, except after the sign of a list."""
    cells: list[Cell] = []
    end, least, size = 0.0, 0.0, 0.0
    for piece, following in zip_longest(pieces, pieces[1:]):
        if not piece.text.strip():
            stands = following is None or following.x > piece.x  # else it was put in, where the next words are
            if cells and stands and piece.x - end <= WIDE * size:
                end, least = piece.x + len(piece.text) * size / 4, WIDE_AFTER_BLANK
        elif cells and (piece.x <= end + least * piece.size or MARKER.fullmatch(cells[-1][1].strip())):
            end, least, size = piece.end, WIDE, piece.size
        else:
            cells.append((piece.x, ""))
            end, least, size = piece.end, WIDE, piece.size
        if cells:
            cells[-1] = (cells[-1][0], cells[-1][1] + piece.text)
    return [(x, " ".join(text.split())) for x, text in cells]


def _shared(columns: list[Cell], places: list[float]) -> int:
    """Count the places, other than the first one, where one of the columns starts."""
    return sum(any(abs(x - place) <= SAME_COLUMN for x, _ in columns) for place in places[1:])


def _is_a_table(rows: list[list[Cell]]) -> bool:
    texts = [text for row in rows for _, text in row]
    return sum(map(len, texts)) <= LONGEST_CELL * len(texts)


def _starts(rows: list[list[Cell]]) -> list[float]:
    """Return where the columns start: at the places that a third of the lines share, and at the left of them all."""
    places = sorted(x for row in rows for x, _ in row)
    starts: list[float] = []
    for at, x in enumerate(places):
        shared = sum(one - x <= SAME_COLUMN for one in places[at : at + len(rows)])
        if shared * 5 >= len(rows) and shared > 1 and (not starts or x - starts[-1] > SAME_CELLS):
            starts.append(x)
    starts = starts if starts and starts[0] - places[0] <= SAME_CELLS else [places[0], *starts]
    return _without_ragged(starts, rows)


def _without_ragged(starts: list[float], rows: list[list[Cell]]) -> list[float]:
    """Return the starts; those of a column set flush right, one or another in each row, are the first of them."""
    shared = [sum(any(abs(x - start) <= SAME_COLUMN for x, _ in row) for row in rows) for start in starts]
    strongest = shared.index(max(shared))
    ragged = starts[:strongest]
    if len(ragged) < 2 or any(sum(x < starts[strongest] - SAME_COLUMN for x, _ in row) > 1 for row in rows):
        return starts
    return [ragged[0], *starts[strongest:]]


def _in_columns(pieces: Iterable[Piece], starts: list[float]) -> list[str]:
    """Return the words of each column; those that begin before a column and reach far into it are its own."""
    row = [""] * len(starts)
    at = 0
    for piece in pieces:
        if piece.text.strip():
            at = max((n for n, start in enumerate(starts) if start <= piece.x + SAME_COLUMN), default=0)
            after = starts[at + 1] if at + 1 < len(starts) else piece.end + SAME_CELLS
            centred = (piece.x + piece.end) / 2 >= after - SAME_CELLS / 2 and piece.x > starts[at] + SAME_CELLS
            at += centred
        row[at] += piece.text
    return [" ".join(text.split()) for text in row]
