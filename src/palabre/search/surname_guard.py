"""Hidden surnames find nothing for readers from outside: each query word must be in the text they may read.

Non-members read only the first names of people who never came by themselves (web/name_masking/). The index holds
whole texts, so when a query contains one of these surnames, or finds a text with a mail address that says one, its
results are checked against the masked text.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from palabre.people.masked_names import is_inside, veil_for
from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.pure.search import EXACT, ParsedQuery, Word, marks_of
from palabre.search.hits import PAGE, Filters, Hit, HitPage, find, find_partly, rare_words
from palabre.web.name_masking.name_mask import NameMask

MOST = 100  # texts that are checked: few contain a surname


def find_for(request: Any, asked: ParsedQuery, *, filters: Filters, page: int = 1) -> HitPage:
    """Return the results for the requester, member or not."""
    reader = Reader.of(request)
    veil = None if is_inside(request) else veil_for(request)
    if veil is None:
        return find(asked, reader=reader, filters=filters, page=page)
    asked, shown = without_ends(asked), ShownWords(veil)
    if not says_a_surname(asked, veil):
        found = find(asked, reader=reader, filters=filters, page=page)
        if not any(is_of_mail(asked, hit, shown) for hit in found.hits):
            said = asked if has_all(found) else without_mail(asked, reader, shown)
            return found if said == asked else find_partly(said, reader=reader, filters=filters, page=page)
    whole = find(asked, reader=reader, filters=filters, size=MOST)
    kept = [] if whole.is_partial else [hit for hit in whole.hits if all(shown.has(one, hit) for one in asked.words)]
    if kept:
        return HitPage(kept[(page - 1) * PAGE : page * PAGE], len(kept))
    return find_partly(without_hidden(asked, whole, shown), reader=reader, filters=filters, page=page)


def without_ends(asked: ParsedQuery) -> ParsedQuery:
    """Return the query in which no mail address is found by the beginning of its last word, « org ».

    That is shown where the rest is hidden: the address would be sought, and put its text before others.
    """
    return ParsedQuery(
        tuple(dataclasses.replace(word, beginning="") if len(word.readings[0]) > 1 else word for word in asked.words)
    )


def words_to_mark(request: Any, asked: ParsedQuery, found: HitPage) -> ParsedQuery:
    """Return the words of the query that the results may mark: a mark around a hidden surname would say where it is."""
    veil = None if is_inside(request) else veil_for(request)
    return asked if veil is None else without_hidden(asked, found, ShownWords(veil))


class ShownWords:
    """The words that hits show under this veil, looked for once in each: it takes a long text some milliseconds."""

    def __init__(self, veil: NameMask) -> None:
        self.veil, self.marks, self.mails = veil, dict[Hit, set[str]](), dict[Hit, bool]()

    def has(self, word: Word, hit: Hit) -> bool:
        if hit not in self.marks:
            self.marks[hit] = set(marks_of(self.veil.over_text(hit.title), self.veil.over_text(hit.body)))
        return answers(word, self.marks[hit])

    def hide_mail(self, hit: Hit) -> bool:
        if hit not in self.mails:
            said = (hit.title, hit.body)
            self.mails[hit] = any("@" in text and self.veil.over_mail(text) != text for text in said)
        return self.mails[hit]


def without_hidden(asked: ParsedQuery, found: HitPage, shown: ShownWords) -> ParsedQuery:
    """Return the query without the words that meet a surname, unless a text that was found shows them.

    The right letters of a surname then find the same texts, in the same order, as any other letters. A word that stands
    within a mail address is not known by itself: where a text has such an address, each word is in doubt.
    """
    surnames, has_mail = surnames_of(shown.veil), any(shown.hide_mail(hit) for hit in found.hits)
    doubtful = [word for word in asked.words if has_mail or any(meets(word, surname) for surname in surnames)]
    hidden = {word for word in doubtful if not any(shown.has(word, hit) for hit in found.hits)}
    return ParsedQuery(tuple(word for word in asked.words if word not in hidden))


def hidden_words(request: Any) -> set[str]:
    """Return the folded words of names that the requester may not read."""
    veil = None if is_inside(request) else veil_for(request)
    return surnames_of(veil) if veil is not None else set()


def says_a_surname(asked: ParsedQuery, veil: NameMask) -> bool:
    surnames = surnames_of(veil)
    return any(meets(word, surname) for word in asked.words for surname in surnames)


def surnames_of(veil: NameMask) -> set[str]:
    """Return the parts of the names that are not shown."""
    found = set()
    for pieces, first_name in veil.spelled.first_names.items():
        found |= set(pieces) - set(re.findall(r"[^\W_]+", fold(first_name)))
    return found


def meets(word: Word, surname: str) -> bool:
    return answers(word, set(marks_of("", surname)))


def has_all(found: HitPage) -> bool:
    """Return whether the texts that are not on this page have the same words as those that are."""
    return not found.is_partial or found.total <= len(found.hits)


def without_mail(asked: ParsedQuery, reader: Reader, shown: ShownWords) -> ParsedQuery:
    """Return the query without the words that are found in hidden mail addresses alone: they would be counted."""
    rare = rare_words(asked, reader)
    hidden = [word for word in rare if is_hidden(word, find(ParsedQuery((word,)), reader=reader), shown)]
    return ParsedQuery(tuple(word for word in asked.words if word not in hidden))


def is_hidden(word: Word, found: HitPage, shown: ShownWords) -> bool:
    has_mail = any(shown.hide_mail(hit) for hit in found.hits)
    return has_mail and not any(shown.has(word, hit) for hit in found.hits)


def is_of_mail(asked: ParsedQuery, hit: Hit, shown: ShownWords) -> bool:
    """Return whether the hit may be found by a mail address that is hidden, « nkerouanton@… »."""
    return shown.hide_mail(hit) and not all(shown.has(word, hit) for word in asked.words)


def answers(word: Word, marks: set[str]) -> bool:
    """Return whether these marks contain the word, as the index would match it."""
    if any(not marks.isdisjoint(way) if len(way) == 1 else marks.issuperset(way) for way in word.nearly()):
        return True
    return bool(word.beginning) and any(mark.startswith(EXACT + word.beginning) for mark in marks)
