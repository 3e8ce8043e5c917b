"""The words of a flat text, counted once: where pieces of names stand one after another is looked up, not searched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """Pieces of a name, what may stand between each two of them, and how each begins: "" in any case."""

    pieces: tuple[str, ...]
    gaps: tuple[re.Pattern[str], ...]
    heads: tuple[str, ...] = ()


class SaidWords:
    """The words of a flat text, from which on they and each two of them stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.words = list[int](), list[str]()
        self.places: dict[str, list[int]] = defaultdict(list)
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, found in enumerate(WORD.finditer(text)):
            word = found[0].casefold()
            if self.words:
                self.pairs[self.words[-1], word].append(place - 1)
            self.places[word].append(place)
            self.starts.append(found.start())
            self.words.append(word)

    def apart(self, pieces: tuple[str, ...]) -> list[int]:
        """Return the numbers of the words from which on each piece may be a word: near the rarest two of them."""
        if len(pieces) < 2:
            return self.places.get(pieces[0], []) if pieces else []
        found = [self.pairs.get(pair, []) for pair in pairwise(pieces)]
        rarest = min(range(len(found)), key=lambda at: len(found[at]))
        return [place - rarest for place in found[rarest]]

    def joined(self, pieces: tuple[str, ...]) -> Iterator[int]:
        """Yield the numbers of the words from which on pieces may be words, or be joined into longer ones."""
        heads = ["".join(pieces[:end]) for end in range(1, len(pieces) + 1)]
        yield from self.places.get(heads[-1], [])
        for end, head in enumerate(heads[:-1], start=1):
            if head in self.places:
                for longer in heads[end:]:
                    yield from self.pairs.get((head, longer[len(head) :]), [])

    def spans(self, wording: Wording, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield where the text says it from one of these words on: (start, end) in characters."""
        text, pieces = self.text, wording.pieces
        for place in places:
            starts = self.starts_of(place, pieces)
            if not starts or not all(text.startswith(head, start) for head, start in zip(wording.heads, starts)):
                continue
            ends = [start + len(piece) for start, piece in zip(starts, pieces)]
            if all(gap.fullmatch(text, end, start) for gap, end, start in zip(wording.gaps, ends, starts[1:])):
                yield starts[0], ends[-1]

    def starts_of(self, place: int, pieces: tuple[str, ...]) -> list[int]:
        """Return where each piece begins if they are the words from this one on, with nothing left over; else none."""
        starts, left, start = list[int](), "", 0
        for piece in pieces:
            if not left:
                if not 0 <= place < len(self.words):
                    return []
                left, start, place = self.words[place], self.starts[place], place + 1
            if not left.startswith(piece):
                return []
            starts.append(start)
            left, start = left[len(piece) :], start + len(piece)
        return [] if left else starts
