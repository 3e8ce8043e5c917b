"""Three-way merge of two texts written at once, by lines."""

from __future__ import annotations

import dataclasses

from merge3 import Merge3

from palabre.notes.diff.line_matches import Blocks, LineMatcher


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Lines that both changed differently. `line` is where they begin in the draft, from 1."""

    line: int
    theirs: str
    mine: str


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """The merged text. In a conflict it holds both versions, theirs first: nothing is lost."""

    text: str
    places: tuple[Place, ...]


class LowMatcher(LineMatcher):
    """The same, with each addition and each removal as low as it may be read: two texts that make one agree on it."""

    def get_matching_blocks(self) -> Blocks:
        blocks = super().get_matching_blocks()
        for at in range(len(blocks) - 1):
            (i, j, size), (k, m, after) = blocks[at], blocks[at + 1]
            ends_both = at + 3 == len(blocks) and blocks[-1] == (k + after, m + after, 0)
            low = self.lowered(i + size, j + size, k, m, most=after if ends_both else after - 1)
            blocks[at : at + 2] = [(i, j, size + low), (k + low, m + low, after - low)]
        return blocks

    def lowered(self, i: int, j: int, k: int, m: int, *, most: int) -> int:
        """Return by how many lines what stands from `i` or `j`, and before `k` and `m`, may be read lower."""
        low = 0
        while (i == k) != (j == m) and low < most and self.a[i + low] == self.b[j + low]:
            low += 1
        return low


def merge_texts(base: str, theirs: str, mine: str, *, both_may_add: bool = True) -> Merged:
    """Merge two texts that come from `base`.

    Two additions at the same place are both kept, theirs first, unless `both_may_add` is False; two changes of the same
    lines are a conflict.
    """
    a, b, old = theirs.split("\n"), mine.split("\n"), base.split("\n")
    lines: list[str] = []
    places: list[Place] = []
    for region in Merge3(old, a, b, sequence_matcher=LowMatcher).merge_regions():
        match region:
            case ("conflict", start, end, a1, a2, b1, b2):
                if start != end or not both_may_add:
                    places.append(Place(len(lines) + 1, "\n".join(a[a1:a2]), "\n".join(b[b1:b2])))
                lines += [*a[a1:a2], *b[b1:b2]]
            case ("unchanged", start, end):
                lines += old[start:end]
            case ("b", start, end):
                lines += b[start:end]
            case (_, start, end):
                lines += a[start:end]
    return Merged("\n".join(lines), tuple(places))


def changed_by_both(base: str, theirs: str, mine: str, *, of: str) -> str:
    """Return the text `of`, whose lines are those of `base`, with what both texts changed in it, as they left it.

    Where they left it differently: the lines of theirs that were there before, or that are in mine too.
    """
    old, a, b, lines = base.split("\n"), theirs.split("\n"), mine.split("\n"), of.split("\n")
    kept: list[str] = []
    done = done_a = done_b = 0
    for start, end, start_a, end_a, start_b, end_b in Merge3(
        old, a, b, sequence_matcher=LowMatcher
    ).find_sync_regions():
        was, one, other = old[done:start], a[done_a:start_a], b[done_b:start_b]
        if was in (one, other):
            kept += lines[done:start]
        else:
            told = dict(zip(other, other)) | dict(zip(was, lines[done:start]))
            kept += [told[line] for line in one if line in told]
        kept += lines[start:end]
        done, done_a, done_b = end, end_a, end_b
    return "\n".join(kept)
