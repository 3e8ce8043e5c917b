"""Long texts in pieces that are searched for names one by one, in a bounded time and memory: no name goes over two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from palabre.people.name_forms import Forms, is_mentioned, mentions

PIECE = 100_000  # characters: two tenths of a second where each word is a name, a millisecond where none is
LONGEST_RUN = 100_000  # characters without a blank, beyond which they are no address of a page
AROUND = 4_500  # characters that two tags within a name may take, beside its own
NO_ADDRESS = re.compile(r"[\s<>\"«»()\[\]]")
NO_WORD = re.compile(r"[\W_]")


def cut_apart(text: str, forms: Sequence[Forms]) -> Iterator[str]:
    """Yield the text in pieces, cut at the ends of lines, else of words, and within none of these names."""
    start = 0
    while start < len(text):
        end = end_of_piece(text, start, forms)
        yield text[start:end]
        start = end


def end_of_piece(text: str, start: int, forms: Sequence[Forms]) -> int:
    if len(text) - start <= PIECE:
        return len(text)
    end = end_of_words(text, start + PIECE // 2, start + PIECE)
    around = min(max((one.longest for one in forms), default=0) + AROUND, PIECE // 4)
    near = [one for one in forms if is_mentioned(text[end - around : end + around], one)]
    whole = text[start : end + around] if near else ""  # from its start: « Ana Tual Ana » is read in one way
    named = (span for one in near for span in mentions(whole, one))
    return min((start + begins for begins, ends in named if start + begins < end < start + ends), default=end)


def end_of_words(text: str, middle: int, last: int) -> int:
    """Return where a line ends between these places, else a word; beyond, where a run without blanks ends."""
    for sign in ("\n", " "):
        if (at := text.rfind(sign, middle, last)) >= 0:
            return at + 1
    most = min(last + LONGEST_RUN, len(text))
    found = NO_ADDRESS.search(text, last, most)
    if found is None and most < len(text):
        found = NO_WORD.search(text, last, most)
    return most if found is None else found.start()
