"""Changing a live text into another one by as few strokes as one can tell, so that what others type meanwhile stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, pairwise

from pycrdt import Text

from palabre.notes.diff.line_matches import LineMatcher, common_head

MOST_STROKES = 2_000

type Stroke = tuple[int, int, str]  # from, to (characters of the text before), what takes their place


def edit(text: Text, new: str) -> None:
    """Make `text` say `new`. The caller opens the transaction that these strokes are one change of."""
    old, shift = str(text), 0
    for start, end, words in in_bytes(old, joined(old, list(strokes(old, new)))):  # backwards, the library cuts it all
        at, past = start + shift, end + shift
        if past > at:
            del text[at:past]
        if words:
            text.insert(at, words)
        shift += len(words.encode()) - (past - at)


def joined(old: str, changes: Sequence[Stroke]) -> Iterator[Stroke]:
    """Yield at most `MOST_STROKES`: neighbours are one, with what is between them. The library passes all for each."""
    for some in batched(changes, -(-len(changes) // MOST_STROKES) or 1):
        between = [old[one[1] : other[0]] for one, other in pairwise(some)]
        words = [come + kept for (_start, _end, come), kept in zip(some, [*between, ""], strict=True)]
        yield some[0][0], some[-1][1], "".join(words)


def in_bytes(old: str, changes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Yield strokes, which are in order, from and to bytes of UTF-8, as pycrdt counts. The text is read once."""
    read = past = 0
    for start, end, words in changes:
        at = past + len(old[read:start].encode())
        past = at + len(old[start:end].encode())
        read = end
        yield at, past, words


def strokes(old: str, new: str) -> Iterator[Stroke]:
    """Yield what changes from `old` to `new`, in order: line by line, and within a line what is between its ends."""
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts_a, starts_b = starts(a), starts(b)
    i = j = 0
    for match_a, match_b, size in LineMatcher(None, a, b).get_matching_blocks():
        if i < match_a or j < match_b:
            yield narrowed(starts_a[i], old[starts_a[i] : starts_a[match_a]], new[starts_b[j] : starts_b[match_b]])
        i, j = match_a + size, match_b + size


def starts(lines: list[str]) -> list[int]:
    """Return where each line begins, and where the last one ends."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found


def narrowed(start: int, gone: str, come: str) -> Stroke:
    """Leave alone what both begin and end with."""
    head = common_head(gone, come)
    tail = common_head(gone[head:][::-1], come[head:][::-1])
    return start + head, start + len(gone) - tail, come[head : len(come) - tail]
