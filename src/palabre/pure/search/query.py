"""A search query, parsed into words. A query that contains a word never parses to an empty one."""

from __future__ import annotations

from dataclasses import dataclass

from palabre.pure.search.marks import EXACT, STEM
from palabre.pure.search.terms import Forms, Term, parts_that_matter, stem_of, stems_of, terms

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # letters, for a word that is still being typed

type Marks = tuple[str, ...]  # marks that a text must all have


@dataclass(frozen=True, slots=True)
class Word:
    """One word to find, in one of its `readings`; `beginning` is the prefix to match of a word being typed."""

    readings: tuple[Forms, ...]
    beginning: str = ""

    @classmethod
    def of(cls, term: Term, *, is_typed: bool) -> Word:
        readings = tuple(dict.fromkeys(map(parts_that_matter, term.readings)))
        last = readings[0][-1] if len(readings) == 1 else ""
        return cls(readings, last if is_typed and len(last) >= SHORTEST_BEGINNING else "")

    def exactly(self, mark: str = EXACT) -> tuple[Marks, ...]:
        """Return the sets of marks of a text that has the word as typed (`TITLE_EXACT`: in its title)."""
        return tuple(tuple(mark + form for form in reading) for reading in self.readings)

    def nearly(self, mark: str = STEM) -> tuple[Marks, ...]:
        """Return the sets of marks of a text that has an inflection of the word."""
        ways = (way for reading in self.readings for way in inflected(reading))
        return tuple(dict.fromkeys(tuple(mark + stem for stem in way) for way in ways))

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(form for reading in self.readings for form in reading)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for form in self.forms for stem in stems_of(form))

    def is_said_by(self, term: Term) -> bool:
        """Return whether `term`, a word of a text, is highlighted for this word."""
        if not self.stems.isdisjoint(term.stems):
            return True
        return bool(self.beginning) and any(form.startswith(self.beginning) for form in term.exact)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query: its words, without light ones unless it has no other."""

    words: tuple[Word, ...]

    @classmethod
    def of(cls, query: str) -> ParsedQuery:
        """Parse at most `LONGEST_QUERY` characters and `MOST_WORDS` words; the last word may be a prefix."""
        query = query[:LONGEST_QUERY]
        found = terms(query)
        kept = [term for term in found if not term.is_light] or found
        read = (Word.of(term, is_typed=term.end == len(query)) for term in kept[:MOST_WORDS])
        return cls(tuple(dict.fromkeys(read)))

    def __bool__(self) -> bool:
        return bool(self.words)


def inflected(reading: Forms) -> list[Forms]:
    """Return the stems of a reading: each stem of its only form, or the stems of all its forms together."""
    if len(reading) == 1:
        return [(stem,) for stem in stems_of(reading[0])]
    return [tuple(map(stem_of, reading))]
