"""A query that finds nothing, mended: each word that no text has becomes the nearest one of the texts one may read."""

from __future__ import annotations

import re
from collections.abc import Collection

from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.pure.search.near_words import SHORTEST, nearest
from palabre.search.hits import documents_read
from palabre.search.models import Text

MOST_TEXTS, MOST_LETTERS = 400, 500_000  # the latest texts, and characters of all of them, whose words are compared
WORD = re.compile(r"[^\W\d_]{4,40}")


def mended(query: str, reader: Reader, *, hidden: Collection[str] = ()) -> str:
    """Return the query with its typing errors mended; "" if there is none to mend.

    `hidden` are folded words that it never writes: the surnames that this reader may not read.
    """
    typed = [found for found in WORD.finditer(query) if len(found[0]) >= SHORTEST]
    known = words_of_texts(reader) if typed else {}
    known = {word: said for word, said in known.items() if word not in hidden}
    said = query
    for found in reversed(typed):
        near = nearest(fold(found[0]), known) if fold(found[0]) not in known else ""
        if near:
            said = said[: found.start()] + known[near] + said[found.end() :]
    return said if said != query else ""


def words_of_texts(reader: Reader) -> dict[str, str]:
    """Return, by their folded form, the words of the texts that this reader may read, as they are written."""
    rows = Text.objects.filter(document__in=documents_read(reader)).order_by("-document__changed_on", "-document")
    left, found = MOST_LETTERS, dict[str, str]()
    for title, body in rows.values_list("title", "body")[:MOST_TEXTS].iterator():
        for word in set(WORD.findall(f"{title}\n{body}"[:left])):
            found.setdefault(fold(word), word.lower())
        left -= len(title) + len(body)
        if left <= 0:
            break
    return found
