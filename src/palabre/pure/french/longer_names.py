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
        return frozenset(name.pieces for name in self.spelling.longer) if self.spelling is not None else frozenset()

    @cached_property
    def turned(self) -> frozenset[Pieces]:
        """The same names in the other order."""
        return frozenset(name.orders[1] for name in self.spelling.longer) if self.spelling is not None else frozenset()

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
        at = Around.of(text, start, end, reach=self.reach)
        said = frozenset(at.said)
        if not any(said.issuperset(name) for name in self.names):  # a text may say the short one a thousand times
            return False
        tails = list(at.tails(self.most))
        return any(
            self.is_theirs(at, head, tail)
            for head in at.heads(self.most)
            for tail in tails
            if tail - head < self.most and (head < at.first or tail > at.last)
        )

    def is_theirs(self, at: Around, head: int, tail: int) -> bool:
        """Return whether these words are the whole name of another, to whom the place belongs.

        A name in the other order is on one line. So is one that only has a part of the place, if what is left of the
        place is more than « de »; where the place is in its own order, such a name is too.
        """
        named = at.said[head : tail + 1]
        is_in_order = named in self.names
        if not (is_in_order or named in self.turned) or not at.has_more_of_a_name(head, tail):
            return False
        is_on_a_line = at.is_on_a_line(head, tail)
        if not (is_in_order or is_on_a_line):
            return False
        if head <= at.first and tail >= at.last:
            return True
        hers = at.said[at.first : at.last + 1]
        is_only_small = all(word in STOP_WORDS for word in (*hers[: head - at.first], *hers[tail + 1 - at.first :]))
        is_turned = self.spelling is not None and hers != self.spelling.name.pieces
        return is_only_small or (is_on_a_line and (is_in_order or is_turned))


@dataclass(frozen=True, slots=True)
class Around:
    """Words `first` to `last`, which are a name in a flat text, among the words around them."""

    text: str
    words: list[re.Match[str]]
    said: Pieces
    first: int
    last: int

    @classmethod
    def of(cls, text: str, start: int, end: int, *, reach: int) -> Around:
        words = list(WORD.finditer(text, max(start - reach, 0), min(end + reach, len(text))))
        first = next((at for at, word in enumerate(words) if word.end() > start), 0)
        last = max((at for at, word in enumerate(words) if word.start() < end), default=-1)
        return cls(text, words, tuple(word[0].casefold() for word in words), first, last)

    def heads(self, most: int) -> Iterator[int]:
        """Yield the words at which a name of `most` pieces that has one of these may begin: gaps of names part them."""
        yield from range(self.first, self.last + 1)
        place = self.first
        while place > max(0, self.first - most + 1) and self.are_joined(place - 1):
            place -= 1
            yield place

    def tails(self, most: int) -> Iterator[int]:
        yield from range(self.first, self.last + 1)
        place = self.last
        while place + 1 < min(len(self.words), self.last + most) and self.are_joined(place):
            place += 1
            yield place

    def are_joined(self, place: int) -> bool:
        """Return whether what stands after this word may part it from the next one of a name."""
        end, start = self.words[place].end(), self.words[place + 1].start()
        return GAPS.fullmatch(self.text, end, start) is not None and not begins_a_point(self.text[end:start])

    def is_on_a_line(self, head: int, tail: int) -> bool:
        return self.text.find("\n", self.words[head].start(), self.words[tail].end()) < 0

    def has_more_of_a_name(self, head: int, tail: int) -> bool:
        """Return whether the other words of these are of a name."""
        around = [*self.words[head : self.first], *self.words[self.last + 1 : tail + 1]]
        hers = self.text[self.words[self.first].start() : self.words[self.last].end()]
        return are_of_a_name(around, is_small=hers.islower())


def are_of_a_name(around: list[re.Match[str]], *, is_small: bool) -> bool:
    """Return whether the words around a name are more of a name: with their capitals, and not only « de », « et ».

    Beside a name without any (`is_small`), as addresses say it, they need none.
    """
    said = [word[0] for word in around if not is_particle((word[0].casefold(),))]
    is_more = any(word.casefold() not in STOP_WORDS for word in said) or all(word[0][0].isupper() for word in around)
    return is_more and (is_small or not any(word[0].islower() for word in said))


def begins_a_point(gap: str) -> bool:
    """Return whether a point of a list, which begins by « * », begins in what stands between two words."""
    head = gap.partition("\n")[2]
    return head.endswith(" ") and head.strip() == "*"
