"""Names that a text says as one of their patterns would find them: to compile these of each name takes 5 ms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from palabre.pure.french.name_index import NameIndex
from palabre.pure.french.said_words import WORD, SaidWords, Wording
from palabre.pure.french.spellings import (
    ALONE_AFTER,
    ALONE_BEFORE,
    BETWEEN_INITIALS,
    BETWEEN_JOINED,
    GAP,
    GAP_ON_LINE,
    IS_PLAIN,
    MAIL_HEAD,
    MAIL_TAIL,
    TO_SURNAME,
    Name,
    Pieces,
    is_particle,
)

GAPS, GAPS_ON_LINE, SPACE = re.compile(GAP), re.compile(GAP_ON_LINE), re.compile(" ")
JOINED, INITIALS, SURNAME = re.compile(BETWEEN_JOINED), re.compile(BETWEEN_INITIALS), re.compile(TO_SURNAME)
NO_HYPHEN_BEFORE, NO_HYPHEN_AFTER = re.compile(ALONE_BEFORE), re.compile(ALONE_AFTER)
FULL_STOP = re.compile(r"\.(?![^\W_])")
HEAD, TAIL = re.compile(rf"{MAIL_HEAD}\Z"), re.compile(MAIL_TAIL)
LONGEST_HEAD = 64  # characters before a name in a mail address
BEFORE_IN_ADDRESS = tuple("/=_. -")


class Sightings:
    """The names, among all that it may mean, that a flat text says; `find_addresses` finds those of pages in it."""

    def __init__(self, text: str, among: Iterable[str], find_addresses: Callable[[], list[tuple[int, int]]]) -> None:
        self.text, self.among, self.find_addresses = text, among, find_addresses

    @cached_property
    def said(self) -> SaidWords:
        return SaidWords(self.text)

    @cached_property
    def index(self) -> NameIndex:
        return NameIndex(self.among)

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        return self.find_addresses()

    def hold(self, name: str) -> bool:
        """Return whether the patterns of this name find anything."""
        own = Name.of(name)
        if not own.pieces or not all(self.index.is_only_of(name, "whole", order) for order in own.orders):
            return False
        if any(self.is_alone(own, word) for word in own.words_alone if self.index.is_only_of(name, "word", word)):
            return True
        return own.is_full and (self.is_whole(own) or self.has_initials(own, name) or self.is_in_one(own, name))

    def is_alone(self, own: Name, word: Pieces) -> bool:
        """Return whether a word that only this person bears is said: with its capital, or in an address."""
        places = self.said.apart(word)
        if not places:
            return False
        gaps, text = gaps_of(word), self.text
        with_capital = self.said.spans(Wording(word, gaps, heads_of(own, word)), places)
        return any(
            NO_HYPHEN_BEFORE.match(text, start) and NO_HYPHEN_AFTER.match(text, end) for start, end in with_capital
        ) or any(
            self.is_in_mail(span) or (text.endswith(BEFORE_IN_ADDRESS, 0, span[0]) and self.is_in_address(span))
            for span in self.said.spans(Wording(word, gaps), places)
        )

    def is_whole(self, own: Name) -> bool:
        """Return whether the full name is said in either order, or with the very signs that are stored."""
        for pieces, gap in zip(own.orders, (GAPS, GAPS_ON_LINE)):
            if any(self.said.spans(Wording(pieces, gaps_of(pieces, gap)), self.said.apart(pieces))):
                return True
        if IS_PLAIN.fullmatch(own.written):
            return False
        written = own.written.casefold()
        words = tuple(WORD.findall(written))
        spans = self.said.spans(Wording(words, ()), self.said.apart(words))
        return any(self.text[start:end].casefold() == written for start, end in spans)

    def has_initials(self, own: Name, name: str) -> bool:
        """Return whether « N. Kerouanton », « Kerouanton N. » or « Nadège K. » is said, and fits nobody else."""
        letters, last = own.initials
        first, surname = heads_of(own, own.first), heads_of(own, own.surname)
        upper, of_letters = heads_of(own, letters, is_initials=True), gaps_of(letters, INITIALS)
        of_surname = gaps_of(own.surname)
        if self.index.is_only_of(name, "initials", own.surname, letters):
            before = Wording(letters + own.surname, (*of_letters, SURNAME, *of_surname), upper + surname)
            after = Wording(own.surname + letters, (*of_surname, SPACE, *of_letters), surname + upper)
            if any(map(self.begins_alone, self.in_one(before, after))):
                return True
        if not self.index.is_only_of(name, "letter", own.first, last):
            return False
        short = Wording(own.first + last, (*gaps_of(own.first), SPACE), first + heads_of(own, last, is_initials=True))
        found = self.said.spans(short, self.said.apart(short.pieces))
        return any(self.begins_alone(span) and FULL_STOP.match(self.text, span[1]) for span in found)

    def is_in_one(self, own: Name, name: str) -> bool:
        """Return whether the name is in an address in one piece, or in a mail address with the initial only."""
        whole = (Wording(pieces, gaps_of(pieces, JOINED)) for pieces in own.orders)
        if any(self.is_in_mail(span) or self.is_in_address(span) for span in self.in_one(*whole)):
            return True
        short = Wording((own.first[0][0], *own.surname), (JOINED, *gaps_of(own.surname)))
        is_hers = self.index.is_only_of(name, "initials", own.surname, own.initials[0])
        return is_hers and any(map(self.is_in_mail, self.in_one(short)))

    def in_one(self, *wordings: Wording) -> Iterator[tuple[int, int]]:
        for wording in wordings:
            yield from self.said.spans(wording, self.said.joined(wording.pieces))

    def begins_alone(self, span: tuple[int, int]) -> bool:
        return NO_HYPHEN_BEFORE.match(self.text, span[0]) is not None

    def is_in_mail(self, span: tuple[int, int]) -> bool:
        start, end = span
        if TAIL.match(self.text, end) is None:
            return False
        return HEAD.search(self.text, max(start - LONGEST_HEAD, 0), start) is not None

    def is_in_address(self, span: tuple[int, int]) -> bool:
        """Return whether it stands in the address of a page."""
        at = bisect_right(self.addresses, span[0], key=lambda one: one[0]) - 1
        return at >= 0 and span[1] <= self.addresses[at][1]


def gaps_of(pieces: Pieces, gap: re.Pattern[str] = GAPS) -> tuple[re.Pattern[str], ...]:
    return (gap,) * (len(pieces) - 1)


def heads_of(own: Name, pieces: Pieces, *, is_initials: bool = False) -> tuple[str, ...]:
    """Return how each piece begins where it has its capital: "" where any case will do."""
    if is_initials:
        return tuple(piece.upper() for piece in pieces)
    return tuple(
        piece[0].upper() if (own.has_capital or own.is_full) and not is_particle((piece,)) else "" for piece in pieces
    )
