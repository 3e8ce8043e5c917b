"""Whole names of others around a place of a text: « Marie Martin » is nobody's within « Anne Marie Martin »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from palabre.pure.french.said_words import WORD
from palabre.pure.french.spellings import GAP, LONGEST_GAP, Pieces, Spelling, is_particle
from palabre.pure.french.stop_words import STOP_WORDS

GAPS = re.compile(GAP)


@dataclass(frozen=True)
class LongerNames:
    """Whole names of the others of a spelling, counted only where it finds something: thousands may share a piece."""

    spelling: Spelling | None = None

    @cached_property
    def names(self) -> frozenset[Pieces]:
        return self.spelling.longer if self.spelling is not None else frozenset()

    @cached_property
    def most(self) -> int:
        """The number of pieces of the longest."""
        return max(map(len, self.names), default=0)

    @cached_property
    def reach(self) -> int:
        """More characters than any of them takes in a flat text."""
        return max((sum(LONGEST_GAP + len(piece) for piece in name) for name in self.names), default=0)

    def cover(self, text: str, start: int, end: int) -> bool:
        """Return whether what stands there in a flat text is a part of one of these names, or has a part of one."""
        if not self.names:
            return False
        words = list(WORD.finditer(text, max(start - self.reach, 0), min(end + self.reach, len(text))))
        first = next((at for at, word in enumerate(words) if word.end() > start), 0)
        last = max((at for at, word in enumerate(words) if word.start() < end), default=-1)
        said = tuple(word[0].casefold() for word in words)
        heads = [*joined_before(text, words, first), *range(first + 1, last + 1)]
        tails = [*joined_after(text, words, last), *range(first, last)]
        return any(
            said[head : tail + 1] in self.names
            and are_of_a_name([*words[head:first], *words[last + 1 : tail + 1]], is_small=text[start:end].islower())
            for head in heads
            for tail in tails
            if tail - head < self.most and (head < first or tail > last)
        )


def are_of_a_name(around: list[re.Match[str]], *, is_small: bool) -> bool:
    """Return whether the words around a name are more of a name: not only « de », « et », and with their capitals.

    Beside a name without any (`is_small`), as addresses say it, they need none.
    """
    said = [word[0] for word in around if not is_particle((word[0].casefold(),))]
    is_more = any(word.casefold() not in STOP_WORDS for word in said)
    return is_more and (is_small or not any(word[0].islower() for word in said))


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
