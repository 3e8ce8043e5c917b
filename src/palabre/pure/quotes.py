"""Quoted passages of a text that changes: the words, and a few words around them (W3C TextQuoteSelector).

All functions work on a text that `flat` returned: one space for a run of blanks, straight apostrophes.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import takewhile

AROUND = 40  # characters on each side
ENOUGH = 8  # characters around that say which of several places is meant
LONG = 20  # characters: so many words, unique when they were quoted, are found wherever they were moved
MOST_PLACES = 100  # of the same words in one text; beyond, none is told apart
MOST_OF_A_NAME = 4  # words
BLANKS = re.compile(r"\s+")
APART = str.maketrans({"’": "'", "‘": "'", "\u2011": "-", "…": "..."})
PARTICLES = frozenset({"de", "du", "des", "la", "le", "van", "von", "der", "den", "da", "di", "el", "al", "ben", "bin"})


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """The quoted words, the context before and after, and whether the words were there once only."""

    words: str
    before: str = ""
    after: str = ""
    is_only: bool = True


def flat(text: str) -> str:
    """Return the text as it is compared: typography and line ends do not count."""
    return BLANKS.sub(" ", text).translate(APART)


def quote_at(text: str, start: int, end: int) -> Quote:
    """Return the quote of `text[start:end]` widened to whole words and names, with its context in whole words.

    Neither ends within a name: part of a name would stay once the name is removed from the text.
    """
    start, end = widened(text, start, end)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "".join(reversed(trimmed(list(reversed(parts_of(before))), is_cut=text[start - AROUND - 1] != " ")))
    if end + AROUND < len(text):
        after = "".join(trimmed(parts_of(after), is_cut=text[end + AROUND] != " "))
    words = text[start:end]
    return Quote(words, before, after, is_only=len(list(places_of(text, words, most=2))) == 1)


def find(text: str, quote: Quote) -> int | None:
    """Return where the quoted passage is; None if it is gone, or if several places are as likely."""
    places = list(places_of(text, quote.words, most=MOST_PLACES))
    if not places or len(places) == MOST_PLACES:
        return None
    fits = [agreement(text, place, quote) for place in places]
    best = max(fits)
    if len(places) == 1 and quote.is_only and len(quote.words) >= LONG:
        return places[0]
    if fits.count(best) > 1 or best < min(ENOUGH, len(quote.before) + len(quote.after)):
        return None
    return places[fits.index(best)]


def find_typed(text: str, typed: Quote) -> tuple[int, int] | None:
    """Return the start and end of a passage that somebody typed, in capitals or not; None unless it is one passage.

    The context that a browser gives tells apart several places; without any, the words must be there once.
    """
    places = list(places_of(text, typed.words, most=MOST_PLACES))
    if not places:
        loose = list(places_of(text.lower(), typed.words.lower(), most=2))
        is_safe = len(text.lower()) == len(text)  # a few letters become two: places would move
        return (loose[0], loose[0] + len(typed.words)) if len(loose) == 1 and is_safe else None
    fits = [agreement(text, place, typed) for place in places]
    if fits.count(max(fits)) > 1:
        return None
    start = places[fits.index(max(fits))]
    return start, start + len(typed.words)


def has_several(text: str, words: str) -> bool:
    return len(list(places_of(text, words, most=2))) > 1


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the passage with its first and last words whole, and with the rest of a name that begins or ends there."""
    while start > 0 and is_of_word(text[start - 1]) and is_of_word(text[start]):
        start -= 1
    while end < len(text) and is_of_word(text[end]) and is_of_word(text[end - 1]):
        end += 1
    for _word in range(MOST_OF_A_NAME):
        near = text[max(0, start - AROUND) : start].removesuffix(" ").rpartition(" ")[2]
        if is_name_before(text, start) and may_be_of_a_name(near) and may_be_of_a_name(first_word(text[start:end])):
            start -= len(near) + 1
    for _word in range(MOST_OF_A_NAME):
        near = first_word(text[end + 1 : end + AROUND])
        if text[end : end + 1] == " " and may_be_of_a_name(near) and may_be_of_a_name(text[start:end].split(" ")[-1]):
            end += len(near) + 1
    return start, end


def is_name_before(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] == " " and is_of_word(text[start - 2])


def first_word(text: str) -> str:
    return text.split(" ", 1)[0].rstrip(".,;:!?")


def is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in "'-"


def places_of(text: str, words: str, *, most: int) -> Iterator[int]:
    """Yield the places of the words, `most` of them at most."""
    at = text.find(words) if words else -1
    while at >= 0 and most:
        yield at
        at, most = text.find(words, at + 1), most - 1


def agreement(text: str, at: int, quote: Quote) -> int:
    """Return how many characters around this place are those of the quote's context."""
    end = at + len(quote.words)
    before = text[max(0, at - len(quote.before)) : at]
    return alike(before[::-1], quote.before[::-1]) + alike(text[end : end + len(quote.after)], quote.after)


def alike(one: str, other: str) -> int:
    """Return how many characters they both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def parts_of(words: str) -> list[str]:
    """Return the words and the blanks between them."""
    return re.findall(r"\S+|\s+", words)


def trimmed(parts: list[str], *, is_cut: bool) -> list[str]:
    """Take away the last parts that may be of a name or of a word that goes on beyond the context."""
    kept = list(parts)
    if is_cut and kept and not kept[-1].isspace():
        kept.pop()
    while kept and (kept[-1].isspace() or may_be_of_a_name(kept[-1])):
        kept.pop()
    return kept


def may_be_of_a_name(word: str) -> bool:
    return any(letter.isupper() for letter in word) or word.strip(".,;:!?()\"'").lower() in PARTICLES
