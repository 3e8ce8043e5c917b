"""Differences between two texts, by lines and then by words. Templates render them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from palabre.notes.diff.line_matches import BoundedLine, Spent, Work, blocks_within, kin

AROUND = 2  # unchanged lines shown on either side of a change
MOST_COMPARED = 400_000  # pairs of words in a line; a longer one is shown as two lines
MOST_SHOWN = 2_000  # pieces of changed lines, on a page
WORD = re.compile(r"\s+|[\w’'-]+|.")


@dataclasses.dataclass(frozen=True, slots=True)
class Bit:
    """Some words of a line: "same", "gone" or "new"."""

    state: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line: "same", "gone", "new", or "mended" (see its bits). Numbers are from 1, None in the text without it."""

    state: str
    before: int | None
    after: int | None
    bits: tuple[Bit, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """Changed lines, with a few around them. `skipped` is the number of unchanged lines before."""

    skipped: int
    lines: tuple[Line, ...]


def compare(before: str, after: str, work: Work | None = None) -> list[Change]:
    """Return the changes from one text to the other, in order; none for the same text.

    `work` is what several comparisons may cost in all; no steps are left in it when it was not enough for this one.
    """
    changes: list[Change] = []
    lines = list(_all_lines(before.split("\n"), after.split("\n"), work))
    shown = _shown(lines)
    start = last = 0
    while start < len(shown):
        end = start
        while end + 1 < len(shown) and shown[end + 1] == shown[end] + 1:
            end += 1
        changes.append(Change(shown[start] - last, tuple(lines[shown[start] : shown[end] + 1])))
        last, start = shown[end] + 1, end + 1
    return changes


def first_changes(changes: list[Change]) -> tuple[list[Change], bool]:
    """Return the changes that a page shows, and whether it leaves others out."""
    first: list[Change] = []
    most = MOST_SHOWN
    for change in changes:
        lines: list[Line] = []
        for line in change.lines:
            most -= len(line.bits)
            if most < 0:
                return [*first, Change(change.skipped, tuple(lines))] if lines else first, True
            lines.append(line)
        first.append(change)
    return first, False


def _shown(lines: list[Line]) -> list[int]:
    """Return the indices of the changed lines and of those around them."""
    shown: set[int] = set()
    for at, line in enumerate(lines):
        if line.state != "same":
            shown.update(range(max(0, at - AROUND), min(len(lines), at + AROUND + 1)))
    return sorted(shown)


def _all_lines(a: list[str], b: list[str], work: Work | None) -> Iterator[Line]:
    i, j = 0, 0
    blocks, work = blocks_within(a, b, work)
    for start_a, start_b, size in blocks:
        yield from _changed(a[i:start_a], b[j:start_b], i + 1, j + 1, work)
        for n in range(size):
            yield Line("same", start_a + n + 1, start_b + n + 1, (Bit("same", a[start_a + n]),))
        i, j = start_a + size, start_b + size


def _changed(gone: list[str], new: list[str], first_a: int, first_b: int, work: Work) -> Iterator[Line]:
    """Yield removed and added lines; two similar ones are one edited line."""
    i = j = 0
    for one, other in [*kin(gone, new, work), (len(gone), len(new))]:
        yield from (Line("gone", first_a + n, None, (Bit("gone", gone[n]),)) for n in range(i, one))
        yield from (Line("new", None, first_b + n, (Bit("new", new[n]),)) for n in range(j, other))
        if one < len(gone):
            yield Line("mended", first_a + one, first_b + other, tuple(_bits(gone[one], new[other], work)))
        i, j = one + 1, other + 1


def _bits(one: str, other: str, work: Work) -> Iterator[Bit]:
    """Compare an edited line by words; as two lines, where that would take too long."""
    a, b = ([found[0] for found in WORD.finditer(line)] for line in (one, other))  # `findall` is one call
    try:
        if len(a) * len(b) > MOST_COMPARED:
            raise Spent
        codes = BoundedLine(a, b, work, autojunk=False).get_opcodes()
    except Spent:
        a, b, codes = [one], [other], [("replace", 0, 1, 0, 1)]
    for state, i1, i2, j1, j2 in codes:
        if state == "equal":
            yield Bit("same", "".join(a[i1:i2]))
            continue
        if i1 < i2:
            yield Bit("gone", "".join(a[i1:i2]))
        if j1 < j2:
            yield Bit("new", "".join(b[j1:j2]))


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of added, removed and edited lines, except blank ones."""

    new: int = 0
    gone: int = 0
    mended: int = 0


def tally(before: str, after: str, work: Work | None = None) -> Tally:
    """Count the changes between two texts, by lines: less work than `compare`.

    `work` is what several tallies may cost in all; no steps are left in it when it was not enough for this one.
    """
    a, b = before.split("\n"), after.split("\n")
    counts = dict.fromkeys(("new", "gone", "mended"), 0)
    i, j = 0, 0
    blocks, work = blocks_within(a, b, work)
    for start_a, start_b, size in blocks:
        left, come = a[i:start_a], b[j:start_b]
        pairs = kin(left, come, work)
        counts["mended"] += len(pairs)
        counts["gone"] += sum(1 for line in left if line.strip()) - len(pairs)
        counts["new"] += sum(1 for line in come if line.strip()) - len(pairs)
        i, j = start_a + size, start_b + size
    return Tally(**counts)
