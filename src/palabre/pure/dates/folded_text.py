"""Folding: one spelling for the grammar, with the source offset of each character.

Capitals, accents, curly apostrophes, non-breaking spaces and long dashes become plain. The folded text has one
character for each of the source, except for combining accents (NFD): an offset table maps them.
"""

import re
import unicodedata

_COMBINING = re.compile("[\u0300-\u036f]")
_WRAPPED_LINE = re.compile(r"(?<=[^\s.:;!?|>*-])\r?\n(?=[a-zà-ÿ])")


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text, and the source offset of each of its characters (None when they are the same).

    A line break between a word and a lowercase letter becomes a space: the sentence was wrapped.
    """
    offsets = None
    if _COMBINING.search(text):
        offsets = [i for i, char in enumerate(text) if not _COMBINING.match(char)]
        text = _COMBINING.sub("", text)
        offsets.append(offsets[-1] + 1 if offsets else 0)
    if "\n" in text:
        text = _WRAPPED_LINE.sub(lambda found: " " * len(found.group()), text)
    for char in set(text):  # ten times faster on long texts than `translate`
        if char in _TABLE:
            text = text.replace(char, _TABLE[char])
    return text, offsets


def source_span(start: int, end: int, offsets: list[int] | None, source: str) -> tuple[int, int]:
    """Return the span of the source for a folded span, including its combining accents."""
    if offsets is None:
        return start, end
    last = offsets[end - 1] + 1
    while last < len(source) and _COMBINING.match(source[last]):
        last += 1
    return offsets[start], last


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char.lower())
    if base and all(unicodedata.combining(mark) for mark in base[1:]):
        return base[0]
    return char


def _table() -> dict[str, str]:
    letters = [*range(0x41, 0x5B), *range(0xC0, 0x180), 0x1D49, 0x02B3, 0x00B0]
    table = {chr(code): _plain(chr(code)) for code in letters}
    table |= dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003\t", " ")
    table |= dict.fromkeys("’‘ʼ´`′", "'")
    table |= dict.fromkeys("–—‑‐−→", "-")
    return table


_TABLE = _table()
