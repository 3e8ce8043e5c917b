"""The words of a flat text, and what may stand between two of them in one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.pure.french.spellings import BEFORE
from palabre.web.name_masking.tag_marks import CELL, INLINE, OTHER, UNSEEN

# Breaks that no name spans: an empty line, a fence, a new list item, the end of a sentence.
BREAK = re.compile(r"\n[ \t]*\n|```|~~~|\n[ \t]*(?:[-+*#|]|\d+[.)])|[^\W\d_]{3,}\.\s")
SIGNS = (  # their names in HTML, where letters have one too
    "amp|quot|apos|lt|gt|nbsp|ensp|emsp|thinsp|hairsp|shy|zwj|zwnj|lrm|rlm|ndash|mdash|hyphen|dash|middot|bull|hellip|"
    "laquo|raquo|lsquo|rsquo|sbquo|ldquo|rdquo|bdquo|comma|period|colon|semi|sol|lowbar|lpar|rpar"
)
ENTITY = rf"&(?:\#\w{{1,8}}+|{SIGNS});"
ENTITIES = re.compile(ENTITY)
# Between two pieces: signs, never a mail address nor a tag that ends a line. Possessive: what follows is a letter.
GAP = rf"(?:{ENTITY}|[^\w<>@{INLINE}{CELL}{OTHER}]|_|{INLINE}++|{CELL}++){{1,8}}+"
USUAL = re.compile(rf"(?:[^\W_]|[ '.\n{UNSEEN}{INLINE}{CELL}-]|&nbsp;|&\#x27;|&\#39;)*+")  # in most names
PARTS = re.compile(r"\n|[ \n]-[ \n]")  # may stand in a name, or part two of them
WORD = re.compile(rf"{BEFORE}[^\W_]++")
LETTER = re.compile(r"[^\W\d_]")
FIGURES = "0123456789"
MOST_GLUED = 20_000  # a tenth of a second
MARKS = frozenset(INLINE + UNSEEN)  # may stand between two letters of a piece
RUN = re.compile(r"([^\W_]++)")
BETWEEN = re.compile(GAP)
REST_OF_WORD = re.compile(rf"[{INLINE}{UNSEEN}]++([^\W_]++)")
NO_LETTERS = re.compile(r"[\W_]+")


class Glue:
    """Bound on the times that, in one text, what marks part from a word is joined to it.

    A text whose every letter is parted from the next would be read in each of its cuttings, by names that are made for
    it: for hours. Once nothing is left, words are read as they stand.
    """

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_GLUED

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def words_at(text: str, at: int, longest: int, glue: Glue) -> Iterator[tuple[str, int]]:
    """Yield the word that begins at this offset, and its end: alone, then with what marks part from it.

    Each comes without the figures at its end too: « Kerouanton² » is a name, and the call of a note.
    """
    found, word = RUN.match(text, at), ""
    while found and len(word) < longest:
        if figures := len(found[1]) - len(found[1].rstrip(FIGURES)):
            yield word + found[1][:-figures], found.end() - figures
        word += found[1]
        yield word, found.end()
        rest = REST_OF_WORD.match(text, found.end())
        found = rest if rest and glue.spend() else None


def is_alone(text: str, word: re.Match[str]) -> bool:
    """Return whether a WORD is all that `words_at` yields there: nearly all are, and asking is quicker."""
    return word[0][-1] not in FIGURES and text[word.end() : word.end() + 1] not in MARKS
