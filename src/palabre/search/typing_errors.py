"""A query that finds nothing, mended: each word that no text has becomes the nearest one of the texts one may read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from django.core.cache import cache

from palabre.people.reader import Reader
from palabre.people.reader_queries import is_plain
from palabre.pure.french import fold
from palabre.pure.search.near_words import SHORTEST, nearest
from palabre.search.hits import documents_read
from palabre.search.models import Change, Text
from palabre.web.name_masking.mail_addresses import says_a_surname

MOST_TEXTS, MOST_LETTERS = 400, 500_000  # the latest texts, and characters of all of them, whose words are compared
WORD = re.compile(r"[^\W\d_]{4,40}")
KEPT = 60 * 60  # seconds

type Words = dict[str, str]


def mended(query: str, reader: Reader, *, hidden: Collection[str] = ()) -> str:
    """Return the query with its typing errors mended; "" if there is none to mend.

    `hidden` are folded words that it never writes: the surnames that this reader may not read.
    """
    typed = [found for found in WORD.finditer(query) if len(found[0]) >= SHORTEST]
    known = words_of_texts(reader) if typed else {}
    known = {word: said for word, said in known.items() if word not in hidden}
    surnames = frozenset(hidden)
    said = query
    for found in reversed(typed):
        near = nearest(fold(found[0]), known) if fold(found[0]) not in known else ""
        while near and says_a_surname(near, surnames):  # within a mail address: « nkerouanton@… »
            del known[near]
            near = nearest(fold(found[0]), known)
        if near:
            said = said[: found.start()] + known[near] + said[found.end() :]
    return said if said != query else ""


def words_of_texts(reader: Reader) -> Words:
    """Return, by their folded form, the words of the texts that this reader may read, as they are written.

    They are cached for readers of the same seats until something changes in the space.
    """
    key = cache_key(reader)
    found: Words | None = cache.get(key) if key else None
    if found is None:
        found = words_read(reader)
        if key:
            cache.set(key, found, KEPT)
    return found


def cache_key(reader: Reader) -> str:
    """Return the key of these words; "" where more than seats decides, or while texts wait for the index."""
    space, person, held = reader.space, reader.person, reader.held_now
    if held is None or not is_plain(reader) or Change.objects.filter(space_id=space.pk).exists():
        return ""
    rights = repr((person is not None and person.is_member, sorted(held)))
    return f"words:{space.pk}:{space.version}:{hashlib.blake2b(rights.encode(), digest_size=18).hexdigest()}"


def words_read(reader: Reader) -> Words:
    rows = Text.objects.filter(document__in=documents_read(reader)).order_by("-document__changed_on", "-document")
    left, found = MOST_LETTERS, dict[str, str]()
    for title, body in rows.values_list("title", "body")[:MOST_TEXTS].iterator():
        for word in {found[0] for found in WORD.finditer(f"{title}\n{body}"[:left])}:
            found.setdefault(fold(word), word.lower())
        left -= len(title) + len(body)
        if left <= 0:
            break
    return found
