"""HTML with a mark for each character of its tags, so that names are looked for in the text alone, in place."""

from __future__ import annotations

import re
from functools import partial

from palabre.pure.french import flat
from palabre.pure.french.flat_text import Flat

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # signs of no width
FORMATS = re.compile(rf"[{UNSEEN}\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f]++")  # and what turns the writing
ENDS_IN_A_LETTER, A_LETTER = re.compile(r"[^\W_]|[\u0300-\u036f]"), re.compile(r"[^\W_]")
INLINE, CELL, OTHER = "\x01", "\x02", "\x03"  # stand for each character of a tag, by its kind
IN_TEXTAREA = r"[^<>]*+>(?:[^<]++|<(?!/?textarea))*+</textarea>"  # one that is not closed ends at the next one
EDITED = re.compile(rf"<textarea(?![^<>]*\sreadonly){IN_TEXTAREA}")
TYPED = re.compile(rf"<textarea{IN_TEXTAREA}")
CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
WITHIN_A_LINE = re.compile(r"</?(?:a|abbr|b|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
MARKS = re.compile(f"[{INLINE}{CELL}]+")
SIGNS_OF_MARKDOWN = {**dict.fromkeys("*_~`[]()", INLINE), "|": CELL}
BESIDE_CELL = re.compile(rf"\A[\s{INLINE}]++")
LINE_HEAD = re.compile(r"\n[ \t]*+(?:>[ \t]*+)*+")  # of a line that goes on with the one before, within a quote or not
QUOTE_HEAD = re.compile(r"\n[ \t]*+(?:>[ \t]*+)++")


def tags_as_marks(html: str, untouched: re.Pattern[str]) -> str:
    """Return the HTML with marks in place of its tags and of what is `untouched`: offsets are kept."""
    tags = ((untouched, OTHER), (CELLS, CELL), (WITHIN_A_LINE, INLINE), (TAG, OTHER), (QUOTE_HEAD, INLINE))
    for pattern, mark in tags:
        html = pattern.sub(partial(as_marks, mark), html)
    return html


def signs_as_marks(markdown: str) -> str:
    """Return the Markdown with marks in place of its signs and of the ends of its lines: offsets are kept."""
    for sign, mark in SIGNS_OF_MARKDOWN.items():  # `translate` holds all threads for as long as it reads
        markdown = markdown.replace(sign, mark)
    return LINE_HEAD.sub(partial(as_marks, INLINE), markdown)


def as_marks(mark: str, found: re.Match[str]) -> str:
    """Return as many marks as the match has characters."""
    return mark * len(found[0])


def tags_within(text: str, shown: str) -> str:
    """Return the tags of a part of the HTML, whose form in marks is `shown`."""
    return "".join(text[slice(*mark.span())] for mark in MARKS.finditer(shown))


def in_letters(shown: str) -> Flat:
    """Return the flat text, where a sign of no width parts two letters as a tag does, and may part two words."""
    return flat(FORMATS.sub(parting_letters, shown))


def parting_letters(found: re.Match[str]) -> str:
    """Return marks for signs of no width between two letters, and others as they are."""
    text, start, end = found.string, *found.span()
    is_between = start and ENDS_IN_A_LETTER.match(text, start - 1) and A_LETTER.match(text, end)
    return as_marks(INLINE, found) if is_between else found[0]


def stands_in_cells(shown: str, start: int, end: int) -> bool:
    """Return whether a name over two cells fills both: « Kerouanton | Nadège »."""
    while start and (shown[start - 1].isspace() or shown[start - 1] == INLINE):  # no head of a screen is copied
        start -= 1
    before, after = shown[max(start - 1, 0) : start], BESIDE_CELL.sub("", shown[end : end + 200])
    return before in (CELL, OTHER) and after[:1] in (CELL, OTHER)
