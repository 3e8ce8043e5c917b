"""Tables pasted in HTML or written as wikis do → rows between bars, each with the lines that it came from."""

from __future__ import annotations

import re

from palabre.pure.minutes.text.lines import Line

ROW_START = re.compile(r"<tr(?:\s[^<>]{0,200})?>", re.IGNORECASE)
ROW_END = re.compile(r"</tr\s?>", re.IGNORECASE)
CELL_START = re.compile(r"<(t[hd])(?:\s[^<>]{0,200})?>", re.IGNORECASE)
CELL_END = re.compile(r"</t[hd]\s?>", re.IGNORECASE)
WIKI_ATTRIBUTES = re.compile(r"^(?:\s*[a-z]{3,12}=\"[^\"|]{0,80}\")+\s*\|(?!\|)", re.IGNORECASE)
DOKU_HEAD = re.compile(r"^\s{0,3}\^.*[\^|]\s*$")
MOST_LINES = 40
RULE = "|---|---|"


def with_rows(lines: list[Line]) -> list[Line]:
    """The lines, tables among them in rows between bars; a ruled line stands under each head."""
    for marks, turn in (("<tr", _html), ("{|", _mediawiki), ("^", _dokuwiki)):
        if any(marks in line.text.lower() for line in lines):
            lines = turn(lines)
    return lines


def _html(lines: list[Line]) -> list[Line]:
    """`<tr><td>Ana</td><td>Ville</td></tr>`, on one line or on several."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        if ROW_START.search(lines[at].text) is None:
            kept.append(lines[at])
            at += 1
            continue
        end = next((n for n in range(at, min(at + MOST_LINES, len(lines))) if ROW_END.search(lines[n].text)), at)
        text = " ".join(line.text.strip() for line in lines[at : end + 1])
        before, *rows = ROW_START.split(text)
        kept += [Line(before, lines[at].number)] if before.strip() else []
        for row in rows:
            kept += _row(
                _html_cells(row), lines[at], lines[end], head="<th" in row.lower() and "<td" not in row.lower()
            )
        at = end + 1
    return kept


def _html_cells(row: str) -> list[str]:
    inside = ROW_END.split(row)[0]
    cells = CELL_START.split(inside)[2::2]
    return [CELL_END.split(cell)[0] for cell in cells]


def _mediawiki(lines: list[Line]) -> list[Line]:
    """`{|`, then `! a !! b` for the head, `|-` between rows, `| a || b` or a line for each cell."""
    kept: list[Line] = []
    cells: list[str] = []
    first, head, inside = 0, False, False
    closing = max((at for at, line in enumerate(lines) if line.text.lstrip().startswith("|}")), default=-1)
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not inside:
            inside = text.startswith("{|") and at < closing
            kept += [] if inside else [line]
            cells = []
            continue
        if text.startswith(("|-", "|}")):
            kept += _row(cells, lines[first], lines[max(first, at - 1)], head=head) if cells else []
            cells, inside = [], not text.startswith("|}")
            continue
        if text.startswith(("|", "!")) and not text.startswith("|+"):
            first, head = (at, text[0] == "!") if not cells else (first, head)
            cells += [WIKI_ATTRIBUTES.sub("", cell) for cell in re.split(r"\|\||!!", text[1:])]
    return kept


def _dokuwiki(lines: list[Line]) -> list[Line]:
    """`^ Nom ^ Structure ^` heads a table."""
    kept: list[Line] = []
    for line in lines:
        if DOKU_HEAD.match(line.text):
            kept += _row(re.split(r"[\^|]", line.text.strip().strip("^|")), line, line, head=True)
        else:
            kept.append(line)
    return kept


def _row(cells: list[str], first: Line, last: Line, *, head: bool) -> list[Line]:
    text = "| " + " | ".join(cell.replace("|", "/").strip() for cell in cells) + " |"
    row = Line(text, first.number, max(last.last, last.number))
    return [row, Line(RULE, first.number)] if head else [row]
