"""Texts without accents whose characters can be found again in the text as it was written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from palabre.pure.french.folding import fold


@dataclass(frozen=True, slots=True)
class Flat:
    """A text without accents nor unseen signs, in its own case; every blank but the line feed is a space.

    `places` tells where each of its characters stands in the source; None when they are all at the same place.
    """

    text: str
    source: str
    places: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to `end` stand in the source, their accents included."""
        if self.places is None:
            return start, end
        last = self.places[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.places[start], last


def flat(text: str) -> Flat:
    """Return `text` made plain: « Élise Œhmès » becomes « Elise OEhmes »."""
    plain = text.translate(TABLE)
    if not any(char in text for char in TABLE.odd):
        return Flat(plain, text, None)
    pieces = [TABLE[ord(char)] for char in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return Flat("".join(pieces), text, places)


class Table(dict[int, str]):
    """What each character becomes, found out once. `odd` are those that do not become one character."""

    def __init__(self) -> None:
        super().__init__({ord("\n"): "\n"})
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = self[code] = plain_of(char)
        if len(plain) != 1:
            self.odd.add(char)
        return plain


def plain_of(char: str) -> str:
    if unicodedata.category(char) == "Cf":  # a soft hyphen, or what turns the direction of writing
        return ""
    if char.isspace():
        return " "
    plain = fold(char)
    return plain.upper() if char.isupper() else plain


TABLE = Table()
