"""Words of a letter that its author approved: its renewal takes out those that are gone, and brings in none of others.

Anybody who may propose a point or change a title would otherwise write in the author's name. A letter that nobody
wrote says the words of now.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from palabre.post.models import Letter
from palabre.post.outbox import SUBJECT_LENGTH
from palabre.post.placeholders import stored, unfolded

type Says = Callable[[str], bool]

ESCAPED = re.compile(r"\\(.)")  # in the values of a calendar (RFC 5545, 3.3.11)
OPENING, CLOSING = r"(?:^|[«“:?] ?)", r"(?: ?[»”]|,|$)"
TAG = re.compile(r"<[^<>]*>")


def anything(words: str) -> bool:
    return True


def lines_approved(letter: Letter) -> Says:
    """Return whether a line, blanks apart, stands in the letter or in its calendar as they were approved."""
    if letter.by_id is None:
        return anything
    lines = {plain(line) for line in words_of(letter).splitlines()}
    return lambda line: plain(stored(line)) in lines


def quotes_approved(letter: Letter) -> Says:
    """Return whether words stand in the letter, or in its calendar, on lines of their own or after a colon, or quoted.

    Words that are only a part of a sentence say something else.
    """
    if letter.by_id is None:
        return anything
    text, cut = "\n".join(plain(line) for line in words_of(letter).splitlines()), cut_tails(letter.subject)

    def says(words: str) -> bool:
        said = "\n".join(plain(line) for line in stored(words).splitlines())
        is_quoted = re.search(rf"{OPENING}{re.escape(said)}{CLOSING}", text, re.MULTILINE) is not None
        return is_quoted or any(said.startswith(tail) for tail in cut)

    return says


def cut_tails(subject: str) -> list[str]:
    """Return what may be the beginning of words that a whole subject had no room for."""
    tails = (
        (subject[found.end() :] for found in re.finditer(OPENING, subject)) if len(subject) == SUBJECT_LENGTH else ()
    )
    return [tail for tail in tails if tail]


def names_approved(letter: Letter) -> Says:
    """Return whether the letter, as it was approved, says a name as whole words."""
    if letter.by_id is None:
        return anything
    text = plain(letter.body)
    return lambda name: re.search(rf"(?<!\w){re.escape(plain(stored(name)))}(?!\w)", text) is not None


def html_approved(letter: Letter, html: str) -> str:
    """Return this HTML, "" where it says what that of the letter did not: the letter then leaves as text."""
    if letter.by_id is None:
        return html
    approved = pieces(letter.html)
    return html if pieces(stored(html)) <= approved else ""


def pieces(html: str) -> set[str]:
    return {plain(piece) for piece in TAG.split(html)} - {""}


def words_of(letter: Letter) -> str:
    values = (line.partition(":")[2] for line in unfolded(letter.calendar).split("\r\n"))
    events = (ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value) for value in values)
    return "\n".join([letter.subject, letter.body, *events])


def plain(line: str) -> str:
    return " ".join(line.split())
