"""Lines of a text that say given words, one by one or some in a row: wherever it is broken, a sentence is the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from palabre.pure.minutes.text.wrapped_lines import MOST, begins
from palabre.wiki.lines.line_edits import bare

NO_GAPS = str.maketrans(dict.fromkeys(" \u00a0\u202f-", ""))


class Run(NamedTuple):
    """Lines of a text, from 1, that say these words together."""

    first: int
    last: int
    words: str


def runs_saying(lines: Sequence[str], said: Collection[str]) -> Iterator[Run]:
    """Yield where one of these words is said, in order and apart, the longest of those that begin at one line.

    Blanks and hyphens are not compared: a line may end within a word, or after the hyphen of one.
    """
    letters = {unbroken(one): one for one in said}
    known, at, words = sorted(letters), 0, list(map(bare, lines)) if said else []
    while at < len(words):
        found, so_far = Run(at + 1, at, ""), ""
        for end in range(at, min(at + MOST + 1, len(words))):
            so_far += unbroken(words[end])
            if not words[end] or (end > at and begins(lines[end])) or not is_begun(so_far, known):
                break
            if so_far in letters:
                found = Run(at + 1, end + 1, letters[so_far])
        if found.words:
            yield found
        at = max(found.last, at + 1)


def unbroken(words: str) -> str:
    return words.translate(NO_GAPS)


def is_begun(letters: str, known: list[str]) -> bool:
    """Return whether one of those that are known, in order, begins so."""
    place = bisect_left(known, letters)
    return place < len(known) and known[place].startswith(letters)


def words_said(text: str, said: Collection[str]) -> set[str]:
    """Return the words of each line of a text, and those of `said` that some of its lines say together."""
    lines = text.split("\n")
    return {*map(bare, lines), *(run.words for run in runs_saying(lines, said))}
