"""Masks names for readers from outside: people who never came by themselves appear by first name only.

A removed name is « une personne » there at once, before the texts of others are rewritten (see words_of_others). People
who named them know them, a passer-by does not. It is applied once per rendered screen, to its HTML: to the text between
tags, and to attributes read aloud (`title`, `alt`…). URLs are kept, since links must work.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils.html import escape

from palabre.pure.french import flat, fold, name_parts, slug
from palabre.pure.french.flat_text import Flat
from palabre.pure.french.spellings import BEFORE, INSTEAD, IS_PLAIN, Name, Pieces, core_of, pieces_of

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # signs of no width
# Signs of no width between two letters: they, and what turns the direction of writing.
FORMATS = re.compile(rf"(?<=[^\W_]|[\u0300-\u036f])[{UNSEEN}\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f]++(?=[^\W_])")
INLINE, CELL, OTHER = "\x01", "\x02", "\x03"  # stand for each character of a tag, by its kind
EDITED = re.compile(r"<textarea(?![^>]*\sreadonly)[^>]*>.*?</textarea>", re.DOTALL)
TYPED = re.compile(r"<textarea\b[^>]*>.*?</textarea>", re.DOTALL)
CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
WITHIN_A_LINE = re.compile(r"</?(?:a|abbr|b|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
READ_ALOUD = re.compile(r'(title|alt|aria-label|content)="([^"]*)"')
ANCHOR = re.compile(r'((?: id="|href="[^"#]*#))([^"]*)(")')
MARKS = re.compile(f"[{INLINE}{CELL}]+")
AT_HOST = re.compile(r"@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5}")
IN_MAIL = re.compile(r"[\w.+-]")
# Breaks that no name spans: an empty line, a fence, a new list item, the end of a sentence.
BREAK = re.compile(r"\n[ \t]*\n|```|~~~|\n[ \t]*(?:[-+*#|>]|\d+[.)])|[^\W\d_]{3,}\.\s")
SIGNS = (  # their names in HTML, where letters have one too
    "amp|quot|apos|lt|gt|nbsp|ensp|emsp|thinsp|hairsp|shy|zwj|zwnj|lrm|rlm|ndash|mdash|hyphen|dash|middot|bull|hellip|"
    "laquo|raquo|lsquo|rsquo|sbquo|ldquo|rdquo|bdquo|comma|period|colon|semi|sol|lowbar|lpar|rpar"
)
ENTITY = rf"&(?:\#\w{{1,8}}+|{SIGNS});"
ENTITIES = re.compile(ENTITY)
# Between two pieces: signs, never a mail address nor a tag that ends a line. Possessive: what follows is a letter.
GAP = rf"(?:{ENTITY}|[^\w<>@{INLINE}{CELL}{OTHER}]|_|{INLINE}++|{CELL}++){{1,8}}+"
USUAL = re.compile(rf"(?:[^\W_]|[ '.\n{UNSEEN}{INLINE}{CELL}-]|&nbsp;|&\#x27;|&\#39;)*+")  # in most names
HEAD = 4  # letters of a surname, by which those that may stand within a word of an address are looked up
NO_LETTERS = re.compile(r"[\W_]+")
WORD = re.compile(rf"{BEFORE}[^\W_]++")
LETTER = re.compile(r"[^\W_]")
RUN = re.compile(r"([^\W_]++)")
BETWEEN = re.compile(GAP)
REST_OF_WORD = re.compile(rf"[{INLINE}{UNSEEN}]++([^\W_]++)")  # marks may stand between two letters of a piece


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameMask:
    """Finds full names, in both orders, and replaces each by a first name.

    `by_head`: the names by their first piece, sorted; the longest piece of any has `longest_piece` letters. No pattern
    is made of names: it would be compiled again each time that somebody comes, which takes longer than a page.
    `first_name_of`: the names that hold other signs than most, letter for letter; `as_stored`: how long they are, the
    longest first, by their first word.
    """

    first_names: dict[Pieces, str]
    by_head: dict[str, tuple[Pieces, ...]]
    longest_piece: int
    as_stored: dict[str, tuple[int, ...]] = field(default_factory=dict)
    first_name_of: dict[str, str] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    anchors: re.Pattern[str] | None = None

    def over_html(self, html: str, *, untouched: re.Pattern[str] = EDITED) -> str:
        if self.anchors is not None:
            html = ANCHOR.sub(self.over_anchor, html)
        html = self.over_mail(html, [found.span() for found in untouched.finditer(html)])
        aloud = READ_ALOUD.sub(lambda found: f'{found[1]}="{self.over_text(found[2])}"', html)
        return self.over_text(aloud, masked(aloud, untouched))

    def over_anchor(self, found: re.Match[str]) -> str:
        """Return the id of a heading, or a link to it, without the removed names."""
        assert self.anchors is not None
        return f"{found[1]}{self.anchors.sub(slug(INSTEAD), found[2])}{found[3]}"

    def over_text(self, text: str, shown: str | None = None) -> str:
        """Return `text` with first names only. `shown` is the same text with marks in place of its tags."""
        if shown is None:
            shown = text = self.over_mail(text)
        plain = in_letters(shown)
        lowered = plain.text.lower()
        pieces, last, at = [], 0, 0
        while found := self.name_from(lowered, at):
            start, end = plain.span(*found)
            said = lowered[found.start : found.end]
            if not self.is_one_name(lowered, found, text[start:end]):
                at = found.start + 1  # another name may begin within this match
                continue
            pieces += [text[last:start], self.instead_of(said, text[start:end], shown[start:end])]
            is_aside = said.count("(") > said.count(")") and text.startswith(")", end)
            last, at = end + is_aside, found.end + is_aside  # « Nadège (Kerouanton) » is « Nadège »
        return "".join([*pieces, text[last:]])

    def is_one_name(self, text: str, found: Span, said: str) -> bool:
        """Return whether a match is a name, rather than the ends of two sentences, of two cells or of two names."""
        within = text[found.start : found.end]
        if within in self.first_name_of:
            return True
        if (CELL in within and not stands_in_cells(text, *found)) or BREAK.search(said):
            return False
        if USUAL.fullmatch(within):
            return True
        if text.startswith("&", found.start - 1) and ENTITIES.match(text, found.start - 1):
            return False
        # « Malo Kerouanton, Nadège Kerouanton » names two: the usual spelling goes before the other.
        following = self.name_from(text, found.start + 1, until=found.end)
        is_another = following is not None and following.end > found.end
        return not (is_another and following and USUAL.fullmatch(text, *following))

    def name_from(self, text: str, at: int, until: int | None = None) -> Span | None:
        """Return where the first of the names stands in a flat text, from this offset on and before `until`."""
        for word in WORD.finditer(text, at):
            if until is not None and word.start() >= until:
                return None
            for length in self.as_stored.get(word[0], ()):
                end = word.start() + length
                if text[word.start() : end] in self.first_name_of and not LETTER.match(text, end):
                    return Span(word.start(), end)
            for head, end in words_at(text, word.start(), self.longest_piece):
                if head in self.by_head and (found := self.longest_from(text, end, (head,))):
                    return Span(word.start(), found)
        return None

    def longest_from(self, text: str, at: int, said: Pieces) -> int:
        """Return where the longest name ends of which these pieces were read up to this offset; 0 for none.

        The names with one head are sorted: of a thousand that begin alike, a few are looked at for each piece.
        """
        names = self.by_head[said[0]]
        place = bisect_left(names, said)
        is_name = names[place : place + 1] == (said,)
        best = at if is_name and not LETTER.match(text, at) else 0
        longer = names[place + is_name : place + is_name + 1]
        gap = BETWEEN.match(text, at) if longer and longer[0][: len(said)] == said else None
        if gap:
            for piece, end in words_at(text, gap.end(), self.longest_piece):
                best = max(best, self.longest_from(text, end, (*said, piece)))
        return best

    def over_mail(self, text: str, untouched: Collection[tuple[int, int]] = ()) -> str:
        """Return `text` with « … » for the local part of mail addresses that contain one of these surnames."""
        pieces, last = [], 0
        for found in AT_HOST.finditer(text):
            start = found.start()
            while start > max(last, found.start() - 64) and IN_MAIL.match(text, start - 1):
                start -= 1
            is_edited = any(first <= start < end for first, end in untouched)
            if start < found.start() and not is_edited and self.says_a_surname(text[start : found.end()]):
                host = "" if self.says_a_surname(found[0]) else found[0]
                pieces += [text[last:start], "…", host]
                last = found.end()
        return "".join([*pieces, text[last:]])

    def says_a_surname(self, address: str) -> bool:
        """Return whether a word of the address is a surname, or holds a long one, however many names there are."""
        heads = heads_of(self.surnames)
        for word in NO_LETTERS.split(fold(address)):
            if word in self.surnames:
                return True
            for start in range(len(word) - HEAD + 1):
                lengths = heads.get(word[start : start + HEAD], ())
                if any(word[start : start + length] in self.surnames for length in lengths):
                    return True
        return False

    def instead_of(self, said: str, text: str, shown: str) -> str:
        """Return the first name, with the tags that stood in the name."""
        tags = "".join(text[slice(*mark.span())] for mark in MARKS.finditer(shown))
        if said in self.first_name_of:
            return self.first_name_of[said] + tags
        letters = NO_LETTERS.sub("", ENTITIES.sub("", said))
        heads = (self.by_head.get(letters[: place + 1], ()) for place in range(len(letters)))
        return next(self.first_names[one] for some in heads for one in some if "".join(one) == letters) + tags


def mask_response(request: Any, response: HttpResponse, *, is_kept: bool = False) -> HttpResponse:
    """Veil what is shown to somebody who has not joined the space, once.

    `request.mask` returns the Veil for this reader: whoever knows them sets it (people/masked_names.py). `is_kept`:
    others will read it too, so that the reader's own name is masked as theirs is.
    """
    if getattr(response, "is_veiled", False) or not shows(response):
        return response
    found: NameMask | None = request.mask(is_kept=is_kept)
    if found is not None:
        untouched = EDITED if response.status_code < 400 else TYPED  # a refusal shows the typed text again
        response.content = found.over_html(response.content.decode(), untouched=untouched).encode()
    return mark_masked(response)


def mask_part(request: Any, part: str) -> str:
    """Mask names in a part of a screen made for one person."""
    found: NameMask | None = request.mask() if part else None
    return part if found is None else found.over_html(part)


def mark_masked(response: HttpResponse) -> HttpResponse:
    """Mark a response as masked."""
    response.is_veiled = True  # type: ignore[attr-defined]
    return response


def shows(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


@lru_cache(maxsize=16)
def veil_of(names: tuple[str, ...], gone: tuple[str, ...] = ()) -> NameMask | None:
    """Return the mask of these names; None when none is a full name. `gone` ones are replaced by « une personne »."""
    first_names: dict[Pieces, str] = {}
    surnames, first_name_of = set[str](), dict[str, str]()
    for name, instead in [*((one, INSTEAD) for one in gone), *((one, None) for one in names)]:
        for surname, pieces, first_name in orders_of(name):
            surnames.add(surname)
            first_names.setdefault(pieces, instead or first_name)
        for written, first_name in as_stored(name):
            first_name_of.setdefault(written, instead or first_name)
    if not first_names:
        return None
    by_head: dict[str, list[Pieces]] = defaultdict(list)
    for pieces in first_names:
        by_head[pieces[0]].append(pieces)
    named = {head: tuple(sorted(some)) for head, some in by_head.items()}
    longest = max(len(piece) for pieces in first_names for piece in pieces)
    lengths: dict[str, set[int]] = defaultdict(set)
    for written in first_name_of:
        if word := WORD.match(written):
            lengths[word[0]].add(len(written))
    whole = {word: tuple(sorted(some, reverse=True)) for word, some in lengths.items()}
    return NameMask(first_names, named, longest, whole, first_name_of, frozenset(surnames), anchors_of(gone))


@lru_cache(maxsize=8192)
def orders_of(name: str) -> tuple[tuple[str, Pieces, str], ...]:
    """Return, for each order of a full name, (letters of the surname, pieces, first name in HTML); () for another.

    « Nadège (Nana) Kerouanton » is written with its aside, too.
    """
    parts = Name.of(name)
    if not parts.is_full:
        return ()
    surname, first_name = "".join(parts.surname), str(escape(name_parts(name)[0]))
    orders, whole = [parts.first + parts.surname, parts.surname + parts.first], pieces_of(name)
    if not any(f" {' '.join(one)} " in f" {' '.join(whole)} " for one in orders):
        orders.append(whole)
    return tuple((surname, one, first_name) for one in orders)


@lru_cache(maxsize=8192)
def as_stored(name: str) -> tuple[tuple[str, str], ...]:
    """Return (what a flat text holds, first name in HTML) where a full name has other signs than most."""
    parts, core = Name.of(name), core_of(name)
    if not parts.is_full or IS_PLAIN.fullmatch(parts.written) or not {INLINE, CELL, OTHER}.isdisjoint(core):
        return ()
    written = {in_letters(one).text.lower() for one in (str(escape(core)), core)}
    return tuple((one, str(escape(name_parts(name)[0]))) for one in written)


def words_at(text: str, at: int, longest: int) -> Iterator[tuple[str, int]]:
    """Yield the word that begins at this offset, and its end: alone, then with what marks part from it."""
    found, word = RUN.match(text, at), ""
    while found and len(word) < longest:
        word += found[1]
        yield word, found.end()
        found = REST_OF_WORD.match(text, found.end())


def anchors_of(gone: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of these names in the id of a heading, which is a slug; None for no name."""
    names = [Name.of(one) for one in gone]
    found = {"-".join(words) for one in names for words in (one.first + one.surname, one.surname + one.first)}
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(found))})(?![a-z0-9])") if found else None


@lru_cache(maxsize=16)
def heads_of(surnames: frozenset[str]) -> dict[str, frozenset[int]]:
    """Return how long the surnames are that begin with the same letters; shorter ones are no part of a word."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in surnames:
        if len(one) >= HEAD:
            found[one[:HEAD]].add(len(one))
    return {head: frozenset(lengths) for head, lengths in found.items()}


def masked(html: str, untouched: re.Pattern[str]) -> str:
    """Return the HTML with a mark for each character of its tags, so that offsets are kept."""
    for pattern, mark in ((untouched, OTHER), (CELLS, CELL), (WITHIN_A_LINE, INLINE), (TAG, OTHER)):
        html = pattern.sub(partial(as_marks, mark), html)
    return html


def in_letters(shown: str) -> Flat:
    """Return the flat text, where a sign of no width parts two letters as a tag does, and may part two words."""
    return flat(FORMATS.sub(partial(as_marks, INLINE), shown))


def as_marks(mark: str, found: re.Match[str]) -> str:
    return mark * len(found[0])


def stands_in_cells(shown: str, start: int, end: int) -> bool:
    """Return whether a name over two cells fills both: « Kerouanton | Nadège »."""
    while start and shown[start - 1].isspace():  # the head of the screen is not copied for each such name
        start -= 1
    before, after = shown[max(start - 1, 0) : start], shown[end : end + 200].lstrip()
    return before in (CELL, OTHER) and after[:1] in (CELL, OTHER)
