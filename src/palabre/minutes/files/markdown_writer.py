"""Headings, paragraphs, lists, quotes and tables, told one after the other → Markdown that `pure/minutes` reads.

Each paragraph is a line of its own. A table of one column, or of one row, is a frame: its cells are paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from palabre.minutes.files.table_text import BAR, BREAK, row_text

MOST_DEPTH = 8  # of lists within lists
MOST_SPAN = 20  # columns of one cell
MOST_COLUMNS = 200  # of one table
CELL = 20  # work of a cell, in characters
MOST_WORK = 8_000_000  # characters written, those of cells and rows counted each time they are copied
RUN, WORD = re.compile(r"[-_=*~]{3,}"), re.compile(r"[^\W_]")  # a rule has a run, and no word
SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
EMPTY_MARKS = re.compile(r"\*\*(\s*+)\*\*|~~(\s*+)~~")
MARKED = re.compile(r"\*\*(.*?)\*\*|~~(.*?)~~", re.DOTALL)


class TooMuch(ValueError):
    """The document or the mail asks for more work than a reader may do."""


@dataclass(slots=True)
class Table:
    rows: list[list[str]] = field(default_factory=list)
    head: bool = False  # its first row names the columns
    held: dict[int, int] = field(default_factory=dict)  # column → rows that a cell above still covers


@dataclass(slots=True)
class MarkdownWriter:
    """Write text within blocks: `open_…` and `close_…` begin and end them, `write` adds words to the one in hand."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    prefix: str = ""  # of the block in hand: « # », « - »
    indent: str = ""  # of the paragraphs that go on within an item
    lists: list[int | None] = field(default_factory=list)  # numbers of the items, None without numbers
    quotes: int = 0
    tables: list[Table] = field(default_factory=list)
    outer: list[list[str]] = field(default_factory=list)  # lines around each open cell
    work: int = 0  # done, in characters

    def spend(self, characters: int) -> None:
        """Count work. Raises TooMuch: half of a document, without a word, would be worse than none."""
        self.work += characters
        if self.work > MOST_WORK:
            raise TooMuch

    def write(self, words: str) -> None:
        self.spend(len(words))
        self.words.append(words)

    def mark(self, sign: str) -> None:
        """Begin or end words in bold (`**`) or struck through (`~~`)."""
        self.words.append(sign)

    def end_line(self) -> None:
        """End the line, not its block."""
        self.words.append("\n")

    def end_block(self) -> None:
        text = _tidied("".join(self.words))
        self.words = []
        if not text:
            return
        quote = "> " * min(self.quotes, 1)
        for number, line in enumerate(text.split("\n")):
            self.spend(len(quote + self.indent))
            before = self.prefix if number == 0 or self.prefix.startswith("#") else self.indent
            if RUN.search(line) and not WORD.search(line):
                self.blank()
            elif line.strip():
                self.lines.append(f"{quote}{before}{line.strip()}")
        self.prefix = self.indent

    def open_heading(self, level: int) -> None:
        self.end_block()
        self.blank()
        if not self.outer:
            self.prefix = "#" * level + " "

    def close_heading(self) -> None:
        self.end_block()
        self.prefix = self.indent
        self.blank()

    def blank(self) -> None:
        if self.lines and self.lines[-1] and not self.lists and not self.outer:
            self.lines.append("")

    def open_list(self, *, start: int | None) -> None:
        """`start`: the number of the first item, None for a list without numbers."""
        self.end_block()
        if not self.lists:
            self.blank()
        self.lists.append(start)

    def close_list(self) -> None:
        self.end_block()
        if self.lists:
            self.lists.pop()
        self.indent = self.prefix = "  " * min(len(self.lists), MOST_DEPTH)
        self.blank()

    def open_item(self) -> None:
        self.end_block()
        depth = min(max(len(self.lists) - 1, 0), MOST_DEPTH)
        number = self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self.prefix = "   " * depth + ("- " if number is None else f"{number}. ")
        self.indent = "   " * (depth + 1)

    def close_item(self) -> None:
        self.end_block()

    def open_quote(self) -> None:
        self.end_block()
        self.quotes += 1

    def close_quote(self) -> None:
        self.end_block()
        self.quotes = max(self.quotes - 1, 0)

    def open_table(self) -> None:
        self.end_block()
        self.tables.append(Table())

    def open_row(self) -> None:
        if self.tables:
            self.tables[-1].rows.append([])

    def head_cell(self) -> None:
        """Say that the row in hand names the columns, if it is the first one."""
        if self.tables and len(self.tables[-1].rows) == 1:
            self.tables[-1].head = True

    def open_cell(self) -> None:
        if not self.tables or not self.tables[-1].rows:
            return
        self.spend(CELL)
        self.end_block()
        self.outer.append(self.lines)
        self.lines, self.prefix, self.indent = [], "", ""

    def close_cell(self, *, columns: int = 1, rows: int = 1) -> None:
        """End the cell; it covers so many columns and rows."""
        if not self.outer or not self.tables:
            return
        self.end_block()
        words = BREAK.join(line for line in self.lines if line)
        self.lines = self.outer.pop()
        table = self.tables[-1]
        row = table.rows[-1]
        before = len(row)
        _pass_covered(table, row)
        for at in range(max(1, min(columns, MOST_SPAN))):
            table.held[len(row)] = max(rows, 1) - 1
            row.append(words if at == 0 else "")
        self.spend(len(words) + len(row) - before)
        if len(row) > MOST_COLUMNS:
            raise TooMuch

    def close_table(self) -> None:
        if not self.tables:
            return
        table = self.tables.pop()
        rows = [row for row in table.rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        self.spend(sum(sum(map(len, row)) + len(BAR) * width for row in rows))
        if self.outer:
            self.lines += [" ; ".join(filter(None, row)) for row in rows]
        elif len(rows) == 1 or width == 1:
            self.blank()
            self.lines += [line for row in rows for cell in row if cell for line in (*cell.split(BREAK), "")]
        elif rows:
            self.blank()
            self.lines += [row_text([*row, *[""] * (width - len(row))]) for row in rows]
            if table.head:
                self.lines.insert(len(self.lines) - len(rows) + 1, "|" + "---|" * width)
            self.lines.append("")
        self.prefix = self.indent

    def text(self) -> str:
        """Return all that was written; what is still open ends here."""
        while self.tables:
            self.close_cell()
            self.close_table()
        self.end_block()
        return "\n".join(self.lines).strip() + "\n"


def _pass_covered(table: Table, row: list[str]) -> None:
    """Leave empty the columns that a cell of a row above covers."""
    while table.held.get(len(row), 0) > 0:
        table.held[len(row)] -= 1
        row.append("")


def _tidied(text: str) -> str:
    """Return the words with single blanks, and marks that touch the words that they set apart."""
    text = SPACES.sub(" ", text)
    text = EMPTY_MARKS.sub(lambda match: match[1] or match[2] or "", text)
    return MARKED.sub(_with_marks_inside, text).strip()


def _with_marks_inside(match: re.Match[str]) -> str:
    """Move the blanks at the edges of marked words out of their marks."""
    sign, told = match[0][:2], match[0][2:-2]
    words = told.strip()
    start = len(told) - len(told.lstrip())
    return f"{told[:start]}{sign}{words}{sign}{told[start + len(words) :]}"
