"""Lines of a text that say given words, one by one or some in a row: wherever it is broken, a sentence is the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from palabre.pure.minutes.text.wrapped_lines import MOST
from palabre.wiki.lines.line_edits import bare, joined


class Run(NamedTuple):
    """Lines of a text, from 1, that say these words together."""

    first: int
    last: int
    words: str


def runs_saying(lines: Sequence[str], said: Collection[str]) -> Iterator[Run]:
    """Yield where one of these words is said, in order and apart, the longest of those that begin at one line."""
    known, at, words = sorted(said), 0, list(map(bare, lines)) if said else []
    while at < len(words):
        found, so_far = Run(at + 1, at, ""), ""
        for end in range(at, min(at + MOST + 1, len(words))):
            so_far = joined(so_far, words[end])
            if not words[end] or not is_begun(so_far, known):
                break
            if so_far in said:
                found = Run(at + 1, end + 1, so_far)
        if found.words:
            yield found
        at = max(found.last, at + 1)


def is_begun(words: str, known: list[str]) -> bool:
    """Return whether one of the words that are known, in order, begins so; a hyphen may be that of a broken word."""
    head = words.removesuffix("-")
    place = bisect_left(known, head)
    return place < len(known) and known[place].startswith(head)


def words_said(text: str, said: Collection[str]) -> set[str]:
    """Return the words of each line of a text, and those of `said` that some of its lines say together."""
    lines = text.split("\n")
    return {*map(bare, lines), *(run.words for run in runs_saying(lines, said))}
