"""Full names found by their letters, in both orders, whatever signs stand between their pieces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape

from palabre.pure.french import name_parts
from palabre.pure.french.spellings import Name, Pieces, pieces_of
from palabre.web.name_masking.words_and_gaps import BETWEEN, LETTER, Glue, is_alone, words_at


@dataclass(frozen=True, slots=True)
class SpelledNames:
    """First names by the pieces of the full name.

    `by_head`: the names by their first piece, sorted; the longest piece of any has `longest_piece` letters. No pattern
    is made of names: it would be compiled again each time that somebody comes, which takes longer than a page.
    """

    first_names: dict[Pieces, str]
    by_head: dict[str, tuple[Pieces, ...]]
    longest_piece: int

    @classmethod
    def of(cls, first_names: dict[Pieces, str]) -> SpelledNames:
        by_head: dict[str, list[Pieces]] = defaultdict(list)
        for pieces in first_names:
            by_head[pieces[0]].append(pieces)
        longest = max((len(piece) for pieces in first_names for piece in pieces), default=0)
        return cls(first_names, {head: tuple(sorted(some)) for head, some in by_head.items()}, longest)

    def name_at(self, text: str, word: re.Match[str], glue: Glue) -> tuple[int, str] | None:
        """Return the end and the first name of the longest name that begins with this word of a flat text."""
        if word[0] not in self.by_head and is_alone(text, word):
            return None
        for head, end in words_at(text, word.start(), self.longest_piece, glue):
            if head in self.by_head and (found := self.longest_from(text, end, (head,), glue)):
                return found[0], self.first_names[found[1]]
        return None

    def longest_from(self, text: str, at: int, said: Pieces, glue: Glue) -> tuple[int, Pieces] | None:
        """Return the end and the pieces of the longest name of which these pieces were read up to this offset.

        The names with one head are sorted: of a thousand that begin alike, a few are looked at for each piece.
        """
        names = self.by_head[said[0]]
        place = bisect_left(names, said)
        is_name = names[place : place + 1] == (said,)
        best = (at, said) if is_name and not LETTER.match(text, at) else None
        longer = names[place + is_name : place + is_name + 1]
        gap = BETWEEN.match(text, at) if longer and longer[0][: len(said)] == said else None
        if gap:
            for piece, end in words_at(text, gap.end(), self.longest_piece, glue):
                found = self.longest_from(text, end, (*said, piece), glue)
                if found and (best is None or found[0] > best[0]):
                    best = found
        return best


@lru_cache(maxsize=8192)
def orders_of(name: str) -> tuple[tuple[str, Pieces, str], ...]:
    """Return, for each order of a full name, (letters of the surname, pieces, first name in HTML); () for another.

    « Nadège (Nana) Kerouanton » is written with its aside, too.
    """
    parts = Name.of(name)
    if not parts.is_full:
        return ()
    surname, first_name = "".join(parts.surname), str(escape(name_parts(name)[0]))
    orders, whole = [*parts.orders], pieces_of(name)
    if not any(f" {' '.join(one)} " in f" {' '.join(whole)} " for one in orders):
        orders.append(whole)
    return tuple((surname, one, first_name) for one in orders)
