r"""Texts read through their escapes: signs that addresses, HTML, Markdown or calendars write as other signs.

« Zo%C3%A9 », « Zo&eacute; », « Kerc\'hoat », « Hugo+Ferreira », the fold of a line of a calendar, the host name
« xn--zo-bja ». These readings come beside that of the text as it lies: « 10%Ada » is an escape, and names Ada.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from html import unescape

from palabre.pure.french.flat_text import Flat, flat, plain_of, plain_text

type Said = Iterator[tuple[str, int, int]]  # characters, and where what writes each of them starts and ends

SIGNS = ("%", "&", "\\", "+", "xn--", "\r\n ", "\r\n\t")  # one of them stands in each escape
PERCENT = "%(?:25(?=[0-9A-Fa-f]{2}))*+[0-9A-Fa-f]{2}"  # « %2520 » is a blank that was escaped twice
PERCENTS = f"{PERCENT}(?:{PERCENT})*+"
BACKSLASH = r"\\[!-/:-@\[-`{-~nN]"  # of Markdown and of calendars
ESCAPE = (
    rf"{PERCENTS}|&(?:#[0-9]{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|{BACKSLASH}|"
    r"\+(?<=[^\W_]\+)(?=[^\W_]|%)|\r\n[ \t]|xn--(?<![^\W_]xn--)[A-Za-z0-9-]{1,59}"
)
WITHIN_A_LINE = (  # tags that part no word from the next
    r"<br(?![\w-])[^<>\x00]{0,2000}+>\n?|"
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u|wbr)(?![\w-])[^<>\x00]{0,2000}+>"
)
BESIDE, PARTED = 3, "\n\n"  # lines that are read before and after; no name goes over this
KEPT = re.compile(rf"{WITHIN_A_LINE}|[*_]+|\n[ >]*| ?[|]")
ESCAPES, TAGS, SHOWN = re.compile(ESCAPE), re.compile(WITHIN_A_LINE), re.compile(rf"{PERCENTS}|{BACKSLASH}")
ESCAPES_AND_TAGS, OCTET = re.compile(f"{ESCAPE}|{WITHIN_A_LINE}"), re.compile(PERCENT)


def readings(text: str) -> Iterator[Flat]:
    """Yield the text read through its escapes, then through its tags within a line too: each where it has any."""
    if any(sign in text for sign in SIGNS) and ESCAPES.search(text):
        yield read_through(ESCAPES, text)
    if "<" in text and TAGS.search(text):
        yield read_through(ESCAPES_AND_TAGS, text)


def may_escape(text: str) -> bool:
    """Return whether the text may have such readings, without searching for what makes them."""
    return "<" in text or any(sign in text for sign in SIGNS)


def plain_readings(text: str) -> Iterator[str]:
    """Yield the text made plain as it lies, then its other readings."""
    yield plain_text(text)
    for one in readings(text):
        yield one.text


def shown_reading(text: str) -> Flat | None:
    """Return the text read through the escapes that a page shows as they lie; None where it has none."""
    may = "%" in text or "\\" in text
    return read_through(SHOWN, text) if may and SHOWN.search(text) else None


def read_through(escapes: re.Pattern[str], text: str) -> Flat:
    """Return the flat text of what these escapes and the signs beside them say; what is farther is left out."""
    read = Read()
    for start, end in spans_beside(escapes, text):
        if read.places:
            read.add(PARTED, start, start + 1)
        last = start
        for found in escapes.finditer(text, start, end):
            read.add_signs(flat(text[last : found.start()]), last)
            last = found.end()
            for char, begins, ends in said_by(found[0]):
                read.add_char(char, found.start() + begins, found.start() + ends)
        read.add_signs(flat(text[last:end]), last)
    return Flat("".join(read.plain), text, read.places, read.ends)


def spans_beside(escapes: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines with escapes, and those beside, where a name may begin or end: (start, end), in order, apart."""
    first, last = -1, -1
    for found in escapes.finditer(text):
        if found.end() <= last:
            continue
        start = lines_before(text, found.start(), max(last, 0))
        if start > last >= 0:
            yield first, last
        first = start if first < 0 or start > last else first
        last = lines_after(text, found.end())
    if first >= 0:
        yield first, last


def lines_before(text: str, at: int, floor: int) -> int:
    """Return where the lines begin that are read before one, none before `floor`."""
    for _line in range(BESIDE + 1):
        at = text.rfind("\n", floor, at)
        if at < 0:
            return floor
    return at


def lines_after(text: str, at: int) -> int:
    for _line in range(BESIDE + 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at - 1


class Read:
    """The signs that were read of a text, and where what writes each of them starts and ends."""

    def __init__(self) -> None:
        self.plain, self.places, self.ends = list[str](), array("I"), array("I")

    def add(self, plain: str, start: int, end: int) -> None:
        self.plain.append(plain)
        self.places.extend(start for _ in plain)
        self.ends.extend(end for _ in plain)

    def add_char(self, char: str, start: int, end: int) -> None:
        """Add what an escape says; an accent goes with its letter."""
        if unicodedata.combining(char) and self.ends and self.ends[-1] == start:
            self.ends[-1] = end
        self.add(plain_of(char), start, end)

    def add_signs(self, said: Flat, start: int) -> None:
        """Add the signs of a part of the text that starts at `start`, and holds no escape."""
        where = range(len(said.text)) if said.places is None else said.places
        self.plain.append(said.text)
        self.places.extend(start + place for place in where)
        self.ends.extend(start + place + 1 for place in where)


def signs_within(name: str) -> list[str]:
    """Return the tags, the signs of Markdown, and the ends of lines and of cells that stand within a name."""
    return KEPT.findall(name)


def said_by(escape: str) -> Said:
    return SAID[escape[0]](escape)


def said_by_percents(run: str) -> Said:
    """Yield the characters of UTF-8 octets; one that is none is read as Latin-1, in which addresses were written."""
    octets = list(OCTET.finditer(run))
    said, at = bytes(int(one[0][-2:], 16) for one in octets), 0
    for char in said.decode(errors="surrogateescape"):
        is_octet = "\udc80" <= char <= "\udcff"
        size = 1 if is_octet else len(char.encode())
        yield chr(said[at]) if is_octet else char, octets[at].start(), octets[at + size - 1].end()
        at += size


def said_by_entity(entity: str) -> Said:
    said = unescape(entity)
    if said == entity:  # of no known name
        yield from ((char, at, at + 1) for at, char in enumerate(entity))
    else:
        yield from ((char, 0, len(entity)) for char in said)


def said_by_backslash(pair: str) -> Said:
    yield "\n" if pair[1] in "nN" else pair[1], 0, 2


def said_by_plus(plus: str) -> Said:
    yield " ", 0, 1


def said_by_fold(fold: str) -> Said:
    yield from ()


def said_by_tag(tag: str) -> Said:
    if tag.startswith("<br"):
        yield "\n", 0, len(tag)


def said_by_host(label: str) -> Said:
    try:
        said = label.encode().decode("idna")
    except UnicodeError:
        yield from ((char, at, at + 1) for at, char in enumerate(label))
    else:
        yield from ((char, 0, len(label)) for char in said)


SAID: dict[str, Callable[[str], Said]] = {
    "%": said_by_percents,
    "&": said_by_entity,
    "\\": said_by_backslash,
    "+": said_by_plus,
    "\r": said_by_fold,
    "<": said_by_tag,
    "x": said_by_host,
}
