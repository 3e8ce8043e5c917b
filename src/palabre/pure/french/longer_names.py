"""Whole names of others around a place of a text: « Marie Martin » is nobody's within « Anne Marie Martin »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.french.said_words import WORD
from palabre.pure.french.spellings import GAP, LONGEST_GAP, Pieces

GAPS = re.compile(GAP)


@dataclass(frozen=True, slots=True)
class LongerNames:
    """Whole names, of `most` pieces; `reach`: more characters than any of them takes in a flat text."""

    names: frozenset[Pieces]
    most: int
    reach: int

    @classmethod
    def of(cls, names: frozenset[Pieces]) -> LongerNames:
        reach = max((sum(LONGEST_GAP + len(piece) for piece in name) for name in names), default=0)
        return cls(names, max(map(len, names), default=0), reach)

    def cover(self, text: str, start: int, end: int) -> bool:
        """Return whether what stands there in a flat text is within one of these names, and not the whole of it."""
        if not self.names:
            return False
        words = list(WORD.finditer(text, max(start - self.reach, 0), min(end + self.reach, len(text))))
        first = next((at for at, word in enumerate(words) if word.end() > start), 0)
        last = max((at for at, word in enumerate(words) if word.start() < end), default=-1)
        said = tuple(word[0].casefold() for word in words)
        heads, tails = list(joined_before(text, words, first)), list(joined_after(text, words, last))
        return any(
            said[head : tail + 1] in self.names
            for head in heads
            for tail in tails
            if last - first < tail - head < self.most
        )


def joined_before(text: str, words: list[re.Match[str]], place: int) -> Iterator[int]:
    """Yield this place and those before it, as long as what stands between two words may part the pieces of a name."""
    yield place
    while place > 0 and GAPS.fullmatch(text, words[place - 1].end(), words[place].start()):
        place -= 1
        yield place


def joined_after(text: str, words: list[re.Match[str]], place: int) -> Iterator[int]:
    yield place
    while place + 1 < len(words) and GAPS.fullmatch(text, words[place].end(), words[place + 1].start()):
        place += 1
        yield place
