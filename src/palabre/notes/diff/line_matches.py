"""Which lines of one text are still there in another: what merging, comparing and following are made of."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

KIN = 0.6  # from this likeness on, two lines are one line that was mended
LONGEST_LINE = 2_000  # characters; longer lines are only ever the same or not
LARGEST_CHANGE = 60  # lines; in a larger change nobody looks for mended lines
MOST_COMPARED = 12_000_000  # pairs of characters in one change: some thirty long lines against as many


class LineMatcher:
    """difflib's matcher, with what both texts have in common at their ends set apart: it is most of a text."""

    def __init__(self, isjunk: None, a: Sequence[str], b: Sequence[str]) -> None:
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Return (start in a, start in b, length), in order, with an empty block at the end."""
        a, b = self.a, self.b
        head = common_head(a, b)
        tail = common_head(a[head:][::-1], b[head:][::-1])
        middle = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail])
        blocks = [(head + i, head + j, n) for i, j, n in middle.get_matching_blocks() if n]
        ends = [(0, 0, head)] if head else []
        tails = [(len(a) - tail, len(b) - tail, tail)] if tail else []
        return [*ends, *blocks, *tails, (len(a), len(b), 0)]


def common_head(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many lines both begin with."""
    for number, (one, other) in enumerate(zip(a, b)):
        if one != other:
            return number
    return min(len(a), len(b))


def kept_lines(before: str, after: str) -> dict[int, int]:
    """Return where each line of `before` that is still in `after` now stands, the same or mended. Lines from 1."""
    a, b = before.split("\n"), after.split("\n")
    kept: dict[int, int] = {}
    i = j = 0
    for start_a, start_b, size in LineMatcher(None, a, b).get_matching_blocks():
        for one, other in kin(a[i:start_a], b[j:start_b]):
            kept[i + one + 1] = j + other + 1
        kept.update({start_a + n + 1: start_b + n + 1 for n in range(size)})
        i, j = start_a + size, start_b + size
    return kept


def kin(gone: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return which of the lines that went are one of those that came, mended; in order, each once."""
    if max(len(gone), len(new), 0) > LARGEST_CHANGE:
        return []
    pairs: list[tuple[int, int]] = []
    free, left = 0, MOST_COMPARED
    for i, line in enumerate(gone):
        left -= len(line) * sum(len(other) for other in new[free:] if len(other) <= LONGEST_LINE)
        if left < 0:
            return pairs
        likeness = [(are_kin(line, other), -j) for j, other in enumerate(new) if j >= free]
        best, at = max(likeness, default=(0.0, 0))
        if best >= KIN:
            pairs.append((i, -at))
            free = -at + 1
    return pairs


def are_kin(one: str, other: str) -> float:
    """Return how alike two lines are, from 0 to 1; 0 as soon as it is less than `KIN`, or for a blank line."""
    if not one.strip() or not other.strip() or max(len(one), len(other)) > LONGEST_LINE:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < KIN or matcher.quick_ratio() < KIN:
        return 0.0
    likeness = matcher.ratio()
    return likeness if likeness >= KIN else 0.0
