"""Three-way merge of two texts written at once, by lines."""

from __future__ import annotations

import dataclasses

from merge3 import Merge3

from palabre.notes.diff.line_matches import LineMatcher


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


def merge_texts(base: str, theirs: str, mine: str, *, both_may_add: bool = True) -> Merged:
    """Merge two texts that come from `base`.

    Two additions at the same place are both kept, theirs first, unless `both_may_add` is False; two changes of the same
    lines are a conflict.
    """
    a, b, old = theirs.split("\n"), mine.split("\n"), base.split("\n")
    lines: list[str] = []
    places: list[Place] = []
    for region in Merge3(old, a, b, sequence_matcher=LineMatcher).merge_regions():
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
