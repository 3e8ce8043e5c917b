"""Mail addresses that say a surname: their local part is « … » on a screen for readers from outside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from palabre.pure.french import fold
from palabre.web.name_masking.words_and_gaps import NO_LETTERS

AT_HOST = re.compile(r"@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5}")
IN_MAIL = re.compile(r"[\w.+-]")
MOST_PIECES = 4  # of a surname, « le-goff », that are joined to know it
INITIALS = (1, 2)  # letters that may be glued before a surname of several words
HEAD = 4  # letters of a surname, by which those that may stand within a word of an address are looked up


def over_mail(text: str, surnames: frozenset[str], untouched: Collection[tuple[int, int]] = ()) -> str:
    """Return `text` with « … » for the local part of mail addresses that contain one of these surnames."""
    pieces, last = [], 0
    for found in AT_HOST.finditer(text):
        start = found.start()
        while start > max(last, found.start() - 64) and IN_MAIL.match(text, start - 1):
            start -= 1
        is_edited = any(first <= start < end for first, end in untouched)
        if start < found.start() and not is_edited and says_a_surname(text[start : found.end()], surnames):
            host = "" if says_a_surname(found[0], surnames) else found[0]
            pieces += [text[last:start], "…", host]
            last = found.end()
    return "".join([*pieces, text[last:]])


def says_a_surname(address: str, surnames: frozenset[str]) -> bool:
    """Return whether words of the address are a surname, or one holds a long one, however many names there are.

    A long one of several words may have an initial or two before it: « alebihan-kerdoncuff ».
    """
    heads, words = heads_of(surnames), NO_LETTERS.split(fold(address))
    for place, word in enumerate(words):
        joined = ["".join(words[place : place + many]) for many in range(1, MOST_PIECES + 1)]
        if not surnames.isdisjoint(joined):
            return True
        for skipped in INITIALS:
            lengths = heads.get(joined[-1][skipped : skipped + HEAD], ())
            if lengths and any(len(one) - skipped in lengths and one[skipped:] in surnames for one in joined):
                return True
        for start in range(len(word) - HEAD + 1):
            lengths = heads.get(word[start : start + HEAD], ())
            if any(word[start : start + length] in surnames for length in lengths):
                return True
    return False


@lru_cache(maxsize=16)
def heads_of(surnames: frozenset[str]) -> dict[str, frozenset[int]]:
    """Return how long the surnames are that begin with the same letters; shorter ones are no part of a word."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in surnames:
        if len(one) >= HEAD:
            found[one[:HEAD]].add(len(one))
    return {head: frozenset(lengths) for head, lengths in found.items()}
