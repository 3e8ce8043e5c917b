"""Texts without accents whose characters can be found again in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

from palabre.pure.french.accents import fold


@dataclass(frozen=True, slots=True)
class Flat:
    """A text without accents nor unseen signs, in its own case; every blank but the line feed is a space.

    `places` tells where each of its characters stands in the source; None when they are all at the same place. `ends`
    tells where what writes each of them ends there; None when it is one character.
    """

    text: str
    source: str
    places: array[int] | None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to `end` stand in the source, their accents included."""
        if self.places is None:
            return start, end
        last = self.places[end - 1] + 1 if self.ends is None else self.ends[end - 1]
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.places[start], last


def flat(text: str) -> Flat:
    """Return `text` made plain: « Élise Œhmès » becomes « Elise OEhmes »."""
    plain, odd = with_plain_letters(text)
    if odd is None:
        return Flat(plain, text, None)
    kept, places, last = "", array("I"), 0  # four bytes for each place, where a list takes forty
    for found in odd.finditer(plain):
        start, piece = found.start(), plain_of(found[0])
        kept += plain[last:start] + piece
        places.extend(range(last, start))
        places.extend(start for _ in piece)
        last = found.end()
    places.extend(range(last, len(text)))
    return Flat(kept + plain[last:], text, places)


def plain_text(text: str) -> str:
    """Return `flat(text).text`, in a tenth of the memory where places would be counted."""
    plain, odd = with_plain_letters(text)
    return plain if odd is None else odd.sub(lambda found: plain_of(found[0]), plain)


def with_plain_letters(text: str) -> tuple[str, re.Pattern[str] | None]:
    """Replace what becomes one character; return the text, and a pattern of what becomes several or none, if any."""
    plain, odd = text, ""
    for char in set(without_plain_ascii(text)):  # several times faster on long texts than `translate`
        if len(plain_of(char)) != 1:
            odd += char
        elif plain_of(char) != char:
            plain = plain.replace(char, plain_of(char))
    return plain, re.compile(f"[{re.escape(odd)}]") if odd else None


def without_plain_ascii(text: str) -> str:
    """Return the characters of the text but those of ASCII that are plain: ten times faster than to look at each."""
    return text.encode(errors="surrogatepass").translate(None, plain_ascii()).decode(errors="surrogatepass")


@cache
def plain_ascii() -> bytes:
    return bytes(code for code in range(128) if plain_of(chr(code)) == chr(code))


@cache
def plain_of(char: str) -> str:
    """Return what one character becomes: most often one, sometimes two or none."""
    if unicodedata.category(char) == "Cf":  # a soft hyphen, or what turns the direction of writing
        return ""
    if char.isspace():
        return char if char == "\n" else " "
    plain = fold(char)
    return plain.upper() if char.isupper() else plain
