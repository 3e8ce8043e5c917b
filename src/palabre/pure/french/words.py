"""Cutting French into words, where a plain tokeniser would lose them.

Elisions are put aside (« l'eau » gives « eau »), inclusive spellings stay one word and give each of their
readings (« agent·es »: agentes, agents, agent), hyphenated words stay whole beside their parts; numbers, dates,
times, web and mail addresses stay whole.
"""

import re
from dataclasses import dataclass

from palabre.pure.french.accents import fold
from palabre.pure.french.inclusive import INCLUSIVE, MARK, readings

LONGEST_INCLUSIVE = 60  # characters
LETTER = "(?:[^\\W\\d_][\u0300-\u036f]*)"
APOSTROPHE = "['\u2019\u2018\u02bc]"
HYPHEN = "[-\u2010\u2011]"

ADDRESS = (
    r"(?:https?|ftp)://[^\s<>\"«»“”`]*[\w/#=&%+~-]"
    r"|www\.[^\s<>\"«»“”`]*[\w/#=&%+~-]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|net|eu|io|info|coop|bzh|be|ch)\b(?:/[^\s<>\"«»“”`]*[\w/#=&%+~-])?"
)
NUMBER = r"\d+(?:[.,:/-]\d+)*(?:h\d{0,2})?"
ACRONYM = rf"(?<!\w)(?:{LETTER}\.){{2,}}{LETTER}?(?!\w)"
ELISION = rf"(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu){APOSTROPHE}(?=\w)"
WHOLE = rf"aujourd{APOSTROPHE}hui|(?:quelqu|presqu|entr|prud|grand){APOSTROPHE}{LETTER}+"
PIECE = rf"(?:{LETTER}|\d)+"
COMPOUND = rf"{PIECE}(?:{HYPHEN}{PIECE})*(?:{APOSTROPHE}{PIECE}(?:{HYPHEN}{PIECE})*)*"

TOKEN = re.compile(
    rf"(?P<address>{ADDRESS})|(?P<acronym>{ACRONYM})|(?P<inclusive>{INCLUSIVE})|(?P<elision>(?<!\w){ELISION})"
    rf"|(?P<whole>(?:{WHOLE})(?!\w))|(?P<number>{NUMBER}(?!\w))|(?P<compound>{COMPOUND})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text[start:end]` is what is written, `forms` how it may be read, folded, the fullest first."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]
    kind: str  # "plain" | "compound" | "inclusive" | "acronym" | "number" | "address"


def words(text: str) -> list[Word]:
    """The words of a text in their order, elided articles left out; `start` and `end` count characters."""
    return [
        _word(match.group(), match.start(), match.end(), match.lastgroup or "compound")
        for match in TOKEN.finditer(text)
        if match.lastgroup != "elision"
    ]


def _word(written: str, start: int, end: int, group: str) -> Word:
    folded = fold(written)
    if group == "inclusive":
        if len(folded) > LONGEST_INCLUSIVE:  # each ending would make a word as long as the first
            return Word(written, start, end, tuple(dict.fromkeys(filter(None, MARK.split(folded)))), "inclusive")
        return Word(written, start, end, readings(folded), "inclusive")
    if group == "acronym":
        return Word(written, start, end, (folded.replace(".", ""),), "acronym")
    if group in ("address", "whole"):
        return Word(written, start, end, (folded,), "address" if group == "address" else "plain")
    parts = [part for part in re.split(r"[-'.,:/]", folded) if part]
    if len(parts) < 2:
        return Word(written, start, end, (folded,), "number" if group == "number" else "plain")
    if group == "number":
        return Word(written, start, end, (folded, *dict.fromkeys(parts)), "number")
    return Word(written, start, end, tuple(dict.fromkeys((folded, "".join(parts), *parts))), "compound")
