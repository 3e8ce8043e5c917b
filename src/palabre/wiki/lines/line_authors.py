"""« Qui a écrit quoi »: who wrote each line of a page, read from its versions on request. Nothing is counted."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from itertools import groupby, pairwise

from palabre.notes.diff.line_matches import Work, kept_lines
from palabre.notes.models import Note, Revision
from palabre.wiki.page_history import lasting, names_of

MOST = 30  # versions: those that one screen of the history compares
MOST_COMPARED = 2_000_000  # characters
MOST_STEPS = 10_000_000  # of the comparisons of all these versions

type Names = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class WrittenLines:
    """Lines that the same people wrote, each with its number. No `names`: they are of before `since`, or of nobody."""

    names: Names
    lines: tuple[tuple[int, str], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class LineAuthors:
    """The text by who wrote it. `since` is when the oldest version that was compared was saved; None for them all."""

    stretches: tuple[WrittenLines, ...]
    since: datetime.datetime | None


def line_authors(note: Note) -> LineAuthors:
    """Return who wrote each line that is not blank. Who edited a line wrote it with those before: two queries."""
    rows, is_whole = versions(note)
    if not rows:
        return LineAuthors((), None)
    followed = lines_followed(rows)
    first = len(rows) - 1 - len(followed)
    rows, is_whole = rows[first:], is_whole and not first
    authors = [names_of(rows[0]) if is_whole else ()] * len(lines_of(rows[0]))
    for (before, after), former in zip(pairwise(rows), followed, strict=True):
        authors = carried(authors, before, after, former)
    return LineAuthors(tuple(stretches(lines_of(rows[-1]), authors)), None if is_whole else rows[0].at)


def stretches(lines: list[str], authors: list[Names]) -> Iterator[WrittenLines]:
    told = [(names, (number, line)) for number, (line, names) in enumerate(zip(lines, authors, strict=True), 1)]
    for names, some in groupby((one for one in told if one[1][1].strip()), key=lambda one: one[0]):
        yield WrittenLines(names, tuple(line for _names, line in some))


def versions(note: Note) -> tuple[list[Revision], bool]:
    """Return the latest versions, the oldest first, and whether they are all."""
    rows = list(lasting(note).select_related("by").prefetch_related("hands").order_by("-number")[: MOST + 1])
    left, kept = MOST_COMPARED, list[Revision]()
    for row in rows[:MOST]:
        left -= len(row.body_md)
        if left < 0 and kept:
            break
        kept.append(row)
    return kept[::-1], len(kept) == len(rows)


def lines_followed(rows: list[Revision]) -> list[dict[int, int]]:
    """Return, for each version but the first, the former number of each line kept; of the latest ones within a bound.

    The latest are compared first, so that a bound that is reached leaves out the oldest ones only.
    """
    found, work = list[dict[int, int]](), Work(MOST_STEPS)
    for before, after in reversed(list(pairwise(rows))):
        kept = kept_lines(before.body_md, after.body_md, work)
        if work.left <= 0:
            break
        found.append({new: old for old, new in kept.items()})
    return found[::-1]


def carried(authors: list[Names], before: Revision, after: Revision, former: dict[int, int]) -> list[Names]:
    """Return the authors of the lines of the version after, given those of the version before."""
    hands, lines, found = names_of(after), lines_of(before), list[Names]()
    for number, line in enumerate(lines_of(after), 1):
        old = former.get(number)
        if old is None:
            found.append(hands)
        elif lines[old - 1] == line:
            found.append(authors[old - 1])
        else:
            found.append(tuple(dict.fromkeys((*authors[old - 1], *hands))))
    return found


def lines_of(row: Revision) -> list[str]:
    return row.body_md.split("\n")
