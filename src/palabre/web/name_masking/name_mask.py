"""The mask of some names: finds them in HTML or in a text, and replaces each by a first name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

from palabre.pure.french import Flat, slug
from palabre.pure.french.escapes import shown_reading
from palabre.pure.french.name_replacement import elided, said_instead
from palabre.pure.french.spellings import INSTEAD, MOST_PIECES, Name, Pieces, is_particle
from palabre.web.name_masking import mail_addresses
from palabre.web.name_masking.heading_anchors import anchors_of, over_anchors
from palabre.web.name_masking.spelled_names import SpelledNames, orders_of
from palabre.web.name_masking.stored_names import StoredNames, as_stored
from palabre.web.name_masking.tag_marks import (
    CELL,
    EDITED,
    LINE_HEAD,
    in_letters,
    signs_as_marks,
    stands_in_cells,
    tags_as_marks,
    tags_within,
)
from palabre.web.name_masking.words_and_gaps import BREAK, ENTITIES, NO_LETTERS, PARTS, USUAL, WORD, Glue
from palabre.web.outages.time_limits import end_if_spent

LETTER_TO_WRITE = re.compile(r'(href="mailto:[^"?]*+\?)([^"]*)')
ELSEWHERE = re.compile(r'(href="(?=https?://))([^"]*)')
IN_WORDS = re.compile(re.escape(INSTEAD), re.IGNORECASE)
READ_ALOUD = re.compile(r'(title|alt|aria-label|content)="([^"]*)"')
HEAD = re.compile(  # of a paragraph, a title, a point of a list, a cell; of a sentence
    r"(?:<(?:p|li|t[dh]|h[1-6]|d[td]|blockquote|title|figcaption|summary)\b[^<>]*+>|[.!?…][»\"”)]*+\s)"
    r"(?:\s|<(?:a|b|em|i|span|strong)\b[^<>]*+>|[«“\"(])*+\Z"
)
BETWEEN_LOOKS = 256  # words read between two looks at the bound of the request
BEFORE = 300  # characters in which it is looked for, at each name that goes


class Found(NamedTuple):
    """A full name in a flat text, and what is said instead of it."""

    start: int
    end: int
    first_name: str


@dataclass(frozen=True, slots=True)
class GoneNames:
    """Names that are « une personne »: of those `in_capitals`, each word needs its capital."""

    names: tuple[str, ...] = ()
    in_capitals: tuple[str, ...] = ()

    def letters_in_capitals(self, names: Iterable[str]) -> frozenset[str]:
        """Return the letters of those that need capitals, but those of `names`, which are masked in any case."""
        return letters_of(self.in_capitals) - letters_of(names)


def letters_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(order) for name in names for order in Name.of(name).orders)


NONE_GONE = GoneNames()


@dataclass(frozen=True, slots=True)
class NameMask:
    """`surnames` are those that a mail address may say; `anchors` finds removed names in the ids of headings.

    `in_capitals`: the letters of names of which each word needs its capital. `gone` masks removed names alone.
    """

    spelled: SpelledNames
    stored: StoredNames
    surnames: frozenset[str] = frozenset()
    anchors: re.Pattern[str] | None = None
    in_capitals: frozenset[str] = frozenset()
    gone: NameMask | None = None

    def over_html(self, html: str, *, untouched: re.Pattern[str] = EDITED) -> str:
        if self.anchors is not None:
            html = over_anchors(html, self.anchors)
        html = LETTER_TO_WRITE.sub(self.over_letter, html)
        html = self.over_mail(html, [found.span() for found in untouched.finditer(html)])
        aloud = READ_ALOUD.sub(lambda found: f'{found[1]}="{self.over_text(found[2])}"', html)
        if self.gone is not None:
            aloud = ELSEWHERE.sub(self.gone.over_address, aloud)
        return self.over_marked(aloud, partial(tags_as_marks, untouched=untouched), said_in_html)

    def over_address(self, found: re.Match[str]) -> str:
        """Return the address of a page elsewhere, without blanks."""
        over = self.over_marked(found[2], str, said_instead)
        return found[1] + (over if over == found[2] else IN_WORDS.sub(slug(INSTEAD), over))

    def over_letter(self, found: re.Match[str]) -> str:
        """Return the words with which a link begins a mail: its subject, its text."""
        pieces = [(one, unquote(one)) for one in re.split(r"(=|&(?:amp;)?)", found[2])]
        over = [(one, said, self.over_text(said)) for one, said in pieces]
        return found[1] + "".join(
            one if said == shown else quote(unescape(shown), safe="") for one, said, shown in over
        )

    def over_text(self, text: str) -> str:
        """Return `text` with first names only."""
        return self.over_marked(self.over_mail(text), str, said_instead)

    def over_marked(self, text: str, as_marks: Callable[[str], str], gone: Callable[[str, int], str]) -> str:
        """Return `text` with first names only, read as it lies, then through escapes: of addresses, of calendars.

        `as_marks` returns it with marks in place of its tags; `gone` says « une personne » in the place of a name that
        goes, at an offset of the text.
        """
        shown = as_marks(text)
        over = self.over_flat(text, shown, in_letters(shown), gone)
        if shown_reading(shown) is None:
            return over
        shown = as_marks(over)
        plain = shown_reading(shown)
        return over if plain is None else self.over_flat(over, shown, plain, gone)

    def over_flat(self, text: str, shown: str, plain: Flat, gone: Callable[[str, int], str]) -> str:
        """Return `text` with first names only, where this reading of `shown` says full ones."""
        lowered = plain.text.lower()
        pieces, last, at, glue = [], 0, 0, Glue()
        while found := self.name_from(lowered, at, glue=glue):
            start, end = plain.span(found.start, found.end)
            said, is_gone = lowered[found.start : found.end], found.first_name == INSTEAD
            is_name = self.is_one_name(lowered, found, text[start:end], glue)
            if not is_name or (is_gone and self.is_of_words(plain.text[found.start : found.end])):
                at = found.start + 1  # another name may begin within this match
                continue
            before, instead = text[last:start], found.first_name
            if is_gone:
                found = self.with_another(lowered, found, glue)
                end = plain.span(found.start, found.end)[1]
                before, instead = elided(before), gone(text, start)
            pieces += [before, instead_of(instead, text[start:end], shown[start:end])]
            is_aside = said.count("(") > said.count(")") and text.startswith(")", end)
            last, at = end + is_aside, found.end + is_aside  # « Nadège (Kerouanton) » is « Nadège »
        return "".join([*pieces, text[last:]])

    def over_source(self, text: str) -> str:
        """Return Markdown with first names only, and as many lines: a name may go on from one to the next."""
        text = self.over_mail(text)
        return self.over_marked(text, signs_as_marks, said_instead)

    def is_one_name(self, text: str, found: Found, said: str, glue: Glue) -> bool:
        """Return whether a match is a name, rather than the ends of two sentences, of two cells or of two names."""
        within = text[found.start : found.end]
        if within in self.stored.first_names:
            return True
        if (CELL in within and not stands_in_cells(text, found.start, found.end)) or BREAK.search(said):
            return False
        if USUAL.fullmatch(within) and not PARTS.search(within):
            return True
        if text.startswith("&", found.start - 1) and ENTITIES.match(text, found.start - 1):
            return False
        # « Malo Kerouanton, Nadège Kerouanton » names two: the usual spelling goes before the other.
        following = self.name_from(text, found.start + 1, until=found.end, glue=glue)
        is_another = following is not None and following.end > found.end
        return not (is_another and following and USUAL.fullmatch(text, following.start, following.end))

    def with_another(self, text: str, gone: Found, glue: Glue) -> Found:
        """Return the match of a name that is gone, with what is left of one that begins within it, if no name is."""
        other = self.name_from(text, gone.start + 1, until=gone.end, glue=glue)
        if other is None or other.end <= gone.end or self.name_from(text, gone.end, until=other.end, glue=glue):
            return gone
        return gone._replace(end=other.end)

    def is_of_words(self, said: str) -> bool:
        """Return whether a match is only words of the language: a name that needs its capitals, without them."""
        if not self.in_capitals or NO_LETTERS.sub("", said).lower() not in self.in_capitals:
            return False
        return any(word[0].islower() and not is_particle((word,)) for word in WORD.findall(said))

    def name_from(self, text: str, at: int, *, until: int | None = None, glue: Glue) -> Found | None:
        """Return the first of the names in a flat text, from this offset on and before `until`."""
        for number, word in enumerate(WORD.finditer(text, at)):
            if number % BETWEEN_LOOKS == 0:
                end_if_spent()
            if until is not None and word.start() >= until:
                return None
            if found := self.stored.name_at(text, word) or self.spelled.name_at(text, word, glue):
                return Found(word.start(), *found)
        return None

    def over_mail(self, text: str, untouched: Collection[tuple[int, int]] = ()) -> str:
        return mail_addresses.over_mail(text, self.surnames, untouched)


def instead_of(first_name: str, text: str, shown: str) -> str:
    """Return the first name, with the tags that stood in the name, and a sign on each line that it went on to.

    A line without any would part two paragraphs, or begin a list by what stood after the name.
    """
    tags = tags_within(text, shown)
    return first_name + (tags if "<" in tags else LINE_HEAD.sub(r"\g<0>…", tags))


def said_in_html(html: str, start: int) -> str:
    """Return « une personne » as it is written at this offset: a new line of the HTML begins nothing."""
    return INSTEAD.capitalize() if HEAD.search(html, max(start - BEFORE, 0), start) else INSTEAD


@lru_cache(maxsize=16)
def veil_of(names: tuple[str, ...], gone: GoneNames = NONE_GONE) -> NameMask | None:
    """Return the mask of these names and of those that are gone; None when none is a full name."""
    spelled: dict[Pieces, str] = {}
    surnames, stored = set[str](), dict[str, str]()
    for name, instead in [*((one, INSTEAD) for one in gone.names), *((one, None) for one in names)]:
        for surname, pieces, first_name in orders_of(name):
            surnames.add(surname)
            if len(pieces) <= MOST_PIECES:
                spelled.setdefault(pieces, instead or first_name)
        for written, first_name in as_stored(name):
            stored.setdefault(written, instead or first_name)
    if not (spelled or stored):
        return None
    found, anchors = (SpelledNames.of(spelled), StoredNames.of(stored)), anchors_of(gone.names)
    mask = NameMask(*found, frozenset(surnames), anchors, gone.letters_in_capitals(names))
    return replace(mask, gone=(veil_of((), gone) if names else mask) if gone.names else None)
