"""Matching of the lines of two texts, for merging, comparing and following lines.

Bounds count steps, never time. Ordinary texts stay far below them; difflib is cubic on crafted input, and takes hours
for a text of a hundred kilobytes.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate

KIN = 0.6  # similarity from which two lines are one line, edited
LONGEST_LINE = 2_000  # characters; longer lines are only equal or different
LARGEST_CHANGE = 60  # lines; edited lines are not searched in a larger change
MOST_COMPARED = 12_000_000  # pairs of characters in one change: about thirty long lines against as many
MOST_MATCHED = 10_000_000  # steps, for the lines of two texts; half a second
MOST_MENDED = 6_000_000  # steps, for the characters and words of all edited lines of two texts; half a second
A_PAIR, A_MATCHER, A_ROUND = 10, 40, 20  # steps of two lines, beside their characters

type Blocks = list[tuple[int, int, int]]  # start in a, start in b, length


class Spent(Exception):
    """The allowed number of steps is exceeded."""


class Work:
    """Number of steps left."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, steps: int) -> None:
        """Count `steps`. Raise Spent when none are left."""
        self.left -= steps
        if self.left < 0:
            raise Spent


class Bounded(SequenceMatcher[str]):
    """difflib's matcher with a bound: it counts the pairs it compares, and raises Spent beyond it."""

    a_matcher = a_round = 0  # steps, beside those of the pairs

    def __init__(self, a: Sequence[str], b: Sequence[str], work: Work, *, autojunk: bool = True) -> None:
        work.spend(self.a_matcher + len(a) + len(b))
        super().__init__(None, a, b, autojunk)
        self.work, self.lines, self.pairs = work, a, [0]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        if len(self.pairs) == 1:
            places: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined] # where each is in b, as difflib says
            self.pairs = [0, *accumulate(1 + len(places.get(one, ())) for one in self.lines)]
        self.work.spend(self.a_round + self.pairs[len(self.lines) if ahi is None else ahi] - self.pairs[alo])
        return super().find_longest_match(alo, ahi, blo, bhi)


class BoundedLine(Bounded):
    """The same for two lines. Thousands of short ones are compared, which cost more than their characters."""

    a_matcher, a_round = A_MATCHER, A_ROUND


class LineMatcher:
    """difflib's matcher, with the common start and end of both texts, most of a text, matched first."""

    def __init__(self, isjunk: None, a: Sequence[str], b: Sequence[str]) -> None:
        self.a, self.b, self.spent = a, b, 0

    def get_matching_blocks(self) -> Blocks:
        """Return (start in a, start in b, length), in order, with an empty block at the end; `spent` is the steps."""
        work, by_parts = Work(MOST_MATCHED), Work(MOST_MATCHED)
        try:
            blocks = matched(self.a, self.b, work)
        except Spent:
            blocks = matched_by_parts(self.a, self.b, by_parts)
        self.spent = 2 * MOST_MATCHED - work.left - by_parts.left
        return [*blocks, (len(self.a), len(self.b), 0)]


def matched(a: Sequence[str], b: Sequence[str], work: Work) -> Blocks:
    """Raise Spent when it takes too many steps."""
    head = common_head(a, b)
    tail = common_head(a[head:][::-1], b[head:][::-1])
    middle = Bounded(a[head : len(a) - tail], b[head : len(b) - tail], work)
    blocks = [(head + i, head + j, n) for i, j, n in middle.get_matching_blocks() if n]
    ends = [(0, 0, head)] if head else []
    tails = [(len(a) - tail, len(b) - tail, tail)] if tail else []
    return [*ends, *blocks, *tails]


def matched_by_parts(a: Sequence[str], b: Sequence[str], work: Work) -> Blocks:
    """Match the parts between the lines unique in both texts. A part that would take too long is entirely changed."""
    blocks: Blocks = []
    i = j = 0
    for at, other, size in [*said_once(a, b), (len(a), len(b), 0)]:
        try:
            blocks += [(i + one, j + two, n) for one, two, n in matched(a[i:at], b[j:other], work)]
        except Spent:
            work = Work(0)
        blocks += [(at, other, size)] if size else []
        i, j = at + size, other + size
    return blocks


def said_once(a: Sequence[str], b: Sequence[str]) -> Blocks:
    """Return the lines unique in both texts, as the longest sequence in the same order."""
    counts, others = Counter(a), Counter(b)
    places = {line: at for at, line in enumerate(b) if others[line] == 1}
    ends: list[int] = []  # of the sequences of each length, the one that ends first in b
    last: list[int] = []  # index in `found` of that end
    found: list[tuple[int, int, int]] = []  # position in a, position in b, index of the previous one in its sequence
    for at, line in enumerate(a):
        if counts[line] > 1 or line not in places:
            continue
        length = bisect.bisect_left(ends, places[line])
        ends[length : length + 1], last[length : length + 1] = [places[line]], [len(found)]
        found.append((at, places[line], last[length - 1] if length else -1))
    return list(reversed(list(in_order(found, last[-1] if last else -1))))


def in_order(found: Sequence[tuple[int, int, int]], number: int) -> Iterator[tuple[int, int, int]]:
    """Yield the blocks of a sequence, last one first."""
    while number >= 0:
        at, other, number = found[number]
        yield at, other, 1


def common_head(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the number of common lines at the start."""
    for number, (one, other) in enumerate(zip(a, b)):
        if one != other:
            return number
    return min(len(a), len(b))


def blocks_within(a: Sequence[str], b: Sequence[str], work: Work | None) -> tuple[Blocks, Work]:
    """Return the matching blocks, and what their edited lines may cost: what they leave of `work`, if any is given."""
    matcher = LineMatcher(None, a, b)
    blocks = matcher.get_matching_blocks()
    if work is None:
        return blocks, Work(MOST_MENDED)
    work.left -= matcher.spent
    return blocks, work


def kept_lines(before: str, after: str, work: Work | None = None) -> dict[int, int]:
    """Return the new number of each line of `before` that is still in `after`, equal or edited. Lines from 1.

    `work` is what several calls may cost in all; no steps are left in it when it was not enough for this one.
    """
    a, b = before.split("\n"), after.split("\n")
    kept: dict[int, int] = {}
    i, j = 0, 0
    blocks, work = blocks_within(a, b, work)
    for start_a, start_b, size in blocks:
        for one, other in kin(a[i:start_a], b[j:start_b], work):
            kept[i + one + 1] = j + other + 1
        kept.update({start_a + n + 1: start_b + n + 1 for n in range(size)})
        i, j = start_a + size, start_b + size
    return kept


def kin(gone: Sequence[str], new: Sequence[str], work: Work) -> list[tuple[int, int]]:
    """Return the pairs of removed and added lines that are one line, edited; in order, each once."""
    pairs: list[tuple[int, int]] = []
    if max(len(gone), len(new), 0) > LARGEST_CHANGE or work.left <= 0:
        return pairs
    free, left = 0, MOST_COMPARED
    for i, line in enumerate(gone):
        left -= len(line) * sum(len(other) for other in new[free:] if len(other) <= LONGEST_LINE)
        if left < 0:
            return pairs
        try:
            likeness = [(are_kin(line, other, work), -j) for j, other in enumerate(new) if j >= free]
        except Spent:
            return pairs
        best, at = max(likeness, default=(0.0, 0))
        if best >= KIN:
            pairs.append((i, -at))
            free = -at + 1
    return pairs


def are_kin(one: str, other: str, work: Work) -> float:
    """Return the similarity of two lines, from 0 to 1; 0 when it is less than `KIN`, or for a blank line.

    Raise Spent.
    """
    work.spend(A_PAIR)
    least, most = sorted((len(one), len(other)))
    if not one.strip() or not other.strip() or most > LONGEST_LINE or 2 * least < KIN * (least + most):
        return 0.0
    matcher = BoundedLine(one, other, work, autojunk=False)
    if matcher.quick_ratio() < KIN:
        return 0.0
    likeness = matcher.ratio()
    return likeness if likeness >= KIN else 0.0
