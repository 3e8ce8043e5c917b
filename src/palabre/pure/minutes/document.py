"""Input of every recogniser: the sections of the meeting, its language, its day, and the people it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from palabre.pure.minutes.days import Days
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.sections import Section

SHORT = 2_000  # characters of a block whose sentences are remembered
SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\bM\.)(?<!\bMme\.)(?<!\bcf\.)\s+(?=[A-ZÀ-Ý«\"(\[0-9])")
SHORT_MONTH = re.compile(
    r"(?:janv|f[ée]vr|avr|juil|sept|oct|nov|d[ée]c|jan|feb|mar|apr|aug|sep|dec|cf|etc|ex|env|tél|n°|art)\.$",
    re.IGNORECASE,
)
NOT_PROSE = {
    "present",
    "excused",
    "absent",
    "invited",
    "agenda",
    "objectives",
    "future_agenda",
    "date",
    "place",
    "subject",
    "recalled",
}


@dataclass(frozen=True)
class Sheet:
    """The minutes of one meeting, as read so far, and the people of its lists."""

    sections: tuple[Section, ...]
    locale: str
    days: Days
    roster: Roster

    @cached_property
    def places(self) -> dict[int, int]:
        """Return the place of each section, by its id: two may say the same."""
        return {id(section): at for at, section in enumerate(self.sections)}

    def of_kind(self, *kinds: str) -> list[Section]:
        return [section for section in self.sections if section.kind in kinds]

    def prose(self) -> Iterator[tuple[Section, Block]]:
        """Yield the blocks outside the sections of `NOT_PROSE`, except table rows."""
        for section in self.sections:
            if section.kind not in NOT_PROSE:
                yield from ((section, block) for block in section.blocks if block.kind != "row")

    def full_name(self, words: str) -> str:
        """Return the full name that the words stand for; the words themselves when it is unknown or ambiguous."""
        return self.roster.who(words) or words


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a block; « 9 oct. avec » is not cut. Those of a long one are not remembered."""
    return _remembered(text) if len(text) <= SHORT else _sentences(text)


def _sentences(text: str) -> tuple[str, ...]:
    pieces: list[str] = []
    for piece in SENTENCE_END.split(text):
        if pieces and SHORT_MONTH.search(pieces[-1][-12:]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return tuple(pieces)


_remembered = lru_cache(maxsize=4096)(_sentences)


ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "is",
        "was",
        "we",
        "for",
        "with",
        "that",
        "this",
        "are",
        "be",
        "have",
        "has",
        "been",
        "next",
        "will",
        "at",
        "by",
        "from",
        "it",
        "on",
        "meeting",
        "agreed",
    ]
)
FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "et",
        "des",
        "du",
        "de",
        "un",
        "une",
        "est",
        "nous",
        "pour",
        "avec",
        "que",
        "qui",
        "dans",
        "sur",
        "pas",
        "au",
        "aux",
        "il",
        "elle",
        "on",
        "ce",
        "sont",
        "par",
        "réunion",
    ]
)


def guess_language(text: str) -> str:
    """Return `en` when English words outnumber French ones, else `fr`."""
    words = re.findall(r"[a-zà-ÿ]+", text[:20_000].lower())
    english = sum(word in ENGLISH for word in words)
    french = sum(word in FRENCH for word in words)
    heads = fold(text[:5000])
    english += 3 * sum(
        word in heads for word in ("attendees", "minutes of", "apologies", "action items", "next meeting")
    )
    return "en" if english > french else "fr"
