"""Rows of a table as Markdown: cells between bars, `<br>` where a line of a cell ends before its edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FULL = 0.7  # of the longest line of a column: a line this long was broken by its edge
BREAK = "<br>"
BAR = " | "
BULLETS = ("- ", "•", "– ", "* ", "o ", "▪", "➢", "✓", "\uf0b7")

OPENS_ON = ("-", "/", "&", " de", " du", " des", " et", " à", " la", " le", " les", "’", "'")


def row_text(cells: Iterable[str]) -> str:
    return "| " + BAR.join(cell.replace("|", "/").strip() for cell in cells) + " |"


def joined_lines(lines: Sequence[str], longest: int) -> str:
    """Join the lines of a cell: with a blank where the edge broke them, else with a break.

    `longest`: characters of the longest line of the column.
    """
    text = ""
    for line in (line for line in lines if line):
        if not text:
            text = line
            continue
        last = text.rsplit(BREAK, 1)[-1]
        goes_on = line[0].islower() or line[0] in "(&/" or last.endswith(OPENS_ON) or _is_full(last, line, longest)
        text += (" " if goes_on and not line.startswith(BULLETS) else BREAK) + line
    return text


def _is_full(last: str, line: str, longest: int) -> bool:
    """Return whether the first word of the next line would not have fitted on this one."""
    return len(last) + 1 + len(line.split(maxsplit=1)[0]) > max(longest, 12) and len(last) >= FULL * longest
