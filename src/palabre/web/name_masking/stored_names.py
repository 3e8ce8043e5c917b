"""Full names that hold other signs than most, found as they are stored: « Nadège Ker+ouanton », « Tual, Ana »."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape

from palabre.pure.french import name_parts
from palabre.pure.french.spellings import IS_PLAIN, MOST_PIECES, Name, core_of
from palabre.web.name_masking.tag_marks import CELL, INLINE, OTHER, in_letters
from palabre.web.name_masking.words_and_gaps import LETTER, WORD


@dataclass(frozen=True, slots=True)
class StoredNames:
    """First names by what a flat text holds. `lengths`: how long the names are, the longest first, by first word."""

    first_names: dict[str, str]
    lengths: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, first_names: dict[str, str]) -> StoredNames:
        lengths: dict[str, set[int]] = defaultdict(set)
        for written in first_names:
            if word := WORD.match(written):
                lengths[word[0]].add(len(written))
        return cls(first_names, {word: tuple(sorted(some, reverse=True)) for word, some in lengths.items()})

    def name_at(self, text: str, word: re.Match[str]) -> tuple[int, str] | None:
        """Return the end and the first name of the longest name that begins with this word of a flat text."""
        for length in self.lengths.get(word[0], ()):
            end = word.start() + length
            first_name = self.first_names.get(text[word.start() : end]) if end <= len(text) else None
            if first_name is not None and not LETTER.match(text, end):
                return end, first_name
        return None


@lru_cache(maxsize=8192)
def as_stored(name: str) -> tuple[tuple[str, str], ...]:
    """Return (what a flat text holds, first name in HTML) of a full name with other signs or more pieces than most."""
    parts, core = Name.of(name), core_of(name)
    is_spelled = IS_PLAIN.fullmatch(parts.written) and len(parts.pieces) <= MOST_PIECES
    if not parts.is_full or is_spelled or not {INLINE, CELL, OTHER}.isdisjoint(core):
        return ()
    written = {in_letters(one).text.lower() for one in (str(escape(core)), core)}
    return tuple((one, str(escape(name_parts(name)[0]))) for one in written)
