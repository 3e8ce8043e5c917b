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
OPENING = re.compile(r"^|[«“:?] ?")  # what stands before words that a letter quotes
BEFORE, AFTER = ("\n", "«", "“", ":", "?"), ("\n", "»", "”", ",")
TAG, WORD = re.compile(r"<[^<>]*>"), re.compile(r"\w+")


def anything(words: str) -> bool:
    return True


def lines_approved(letter: Letter) -> Says:
    """Return whether a line, blanks apart, stands in the letter or in its calendar as they were approved."""
    if letter.by_id is None:
        return anything
    lines = {plain(line) for line in words_in_letter(letter).splitlines()}
    return lambda line: plain(stored(line)) in lines


def quotes_approved(letter: Letter) -> Says:
    """Return whether words stand in the letter, or in its calendar, on lines of their own or after a colon, or quoted.

    Words that are only a part of a sentence say something else.
    """
    if letter.by_id is None:
        return anything
    cut = cut_tails(letter.subject)
    text = f"\n{'\n'.join(plain(line) for line in words_in_letter(letter).splitlines())}\n"

    def says(words: str) -> bool:
        said = "\n".join(plain(line) for line in stored(words).splitlines())
        return is_quoted(said, text) or any(said.startswith(tail) for tail in cut)

    return says


def is_quoted(words: str, text: str) -> bool:
    """Return whether the words stand whole in this text, which begins and ends with a new line."""
    at = text.find(words, 1)
    while at > 0:
        before, after = text[max(at - 2, 0) : at], text[at + len(words) : at + len(words) + 2]
        if before.removesuffix(" ").endswith(BEFORE) and after.removeprefix(" ").startswith(AFTER):
            return True
        at = text.find(words, at + 1)
    return False


def cut_tails(subject: str) -> list[str]:
    """Return what may be the beginning of words that a whole subject had no room for."""
    tails = (subject[found.end() :] for found in OPENING.finditer(subject)) if len(subject) == SUBJECT_LENGTH else ()
    return [tail for tail in tails if tail]


def names_approved(letter: Letter) -> Says:
    """Return whether the letter, as it was approved, says a name as whole words."""
    if letter.by_id is None:
        return anything
    text = in_words(letter.body)
    return lambda name: in_words(stored(name)) in text


def html_approved(letter: Letter, html: str) -> str:
    """Return this HTML, "" where it says what that of the letter did not: the letter then leaves as text."""
    if letter.by_id is None:
        return html
    approved = html_pieces(letter.html)
    return html if html_pieces(stored(html)) <= approved else ""


def html_pieces(html: str) -> set[str]:
    return {plain(piece) for piece in TAG.split(html)} - {""}


def words_in_letter(letter: Letter) -> str:
    values = (line.partition(":")[2] for line in unfolded(letter.calendar).split("\r\n"))
    events = (ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value) for value in values)
    return "\n".join([letter.subject, letter.body, *events])


def plain(line: str) -> str:
    return " ".join(line.split())


def in_words(text: str) -> str:
    return f" {' '.join(WORD.findall(text))} "
