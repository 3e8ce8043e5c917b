"""Placeholders for the links of a letter: composed under names that nobody can guess, stored under plain ones.

Letters quote words of others, who must not place a link there: `https://elsewhere.example/?k={address}` would give the
reader's link away. So a composer places `ADDRESS`, whose name is drawn anew at each start of a process; `stored` puts
the plain placeholder in its place, after it has broken up those that stood in the words. When the letter leaves, a
placeholder that is stuck to other signs is put on a line of its own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping

DRAWN = secrets.token_hex(8)
ADDRESS = f"{{address-{DRAWN}}}"  # replaced by the reader's link
STOP = f"{{stop-{DRAWN}}}"  # replaced by the link that unsubscribes from letters of its kind
REPLY_KEY = f"{{reply-{DRAWN}}}"  # in a calendar: the key of the reader's link, for the address that it answers to
STORED = {ADDRESS: "{address}", STOP: "{stop}", REPLY_KEY: "{reply}"}
PLAIN = re.compile(r"\{(address|stop|reply)\}")
PLACED = re.compile(r"\{(?:address|stop)\}(?:\?answer=\w{1,20}|pledges/[0-9]{1,18}/reply/)?")
IN_HTML = re.compile(r'(?<=href=")\{(?:address|stop)\}(?=(?:\?answer=\w{1,20})?")')
OPENING, CLOSING = "([«“‘\"'<", ")]»”’\"'>.,;:!?…"
OPEN_ADDRESS = re.compile(r"[a-z]{1,12}:|www\.", re.IGNORECASE)
FOLD = 75  # bytes of a line of a calendar


def stored(words: str) -> str:
    """Return composed words as a letter stores them: `ADDRESS` becomes `{address}`, that of others `{ address }`."""
    words = PLAIN.sub(r"{ \1 }", words)
    for drawn, plain in STORED.items():
        words = words.replace(drawn, plain)
    return words


def composed(words: str) -> str:
    """Return the words of a letter as its composer would write them: the inverse of `stored`."""
    for drawn, plain in STORED.items():
        words = words.replace(plain, drawn)
    return words


def stored_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a letter with the placeholders of its texts as they are stored."""
    texts = {"body": stored, "html": stored, "calendar": stored_calendar}
    return {name: texts[name](str(fact)) if name in texts else fact for name, fact in facts.items()}


def stored_calendar(calendar: str) -> str:
    """Return a calendar as a letter stores it: its lines are whole, so that a name or a placeholder is found there."""
    return stored(unfolded(calendar))


def stuck(words: str) -> bool:
    """Return whether a placeholder is stuck to other signs, of an address for example."""
    return any(not stands_alone(words, found) for found in PLACED.finditer(words))


def stands_alone(words: str, found: re.Match[str]) -> bool:
    """Return whether it stands between blanks or punctuation, and within no address in brackets or quotes."""
    line = words[words.rfind("\n", 0, found.start()) + 1 : found.start()]
    before, after = line.rstrip(OPENING), words[found.end() : found.end() + 100].lstrip(CLOSING)
    opened = max(line.rfind(sign) for sign in '<>"')
    is_within = opened >= 0 and line[opened] != ">" and OPEN_ADDRESS.match(line, opened + 1) is not None
    return not is_within and (not before or before[-1].isspace()) and (not after or after[0].isspace())


def set_apart(words: str) -> str:
    """Return the text with each placeholder that was stuck to other signs on a line of its own."""
    return PLACED.sub(lambda found: found[0] if stands_alone(words, found) else f"\n{found[0]}\n", words)


def filled(words: str, *, address: str, stop: str) -> str:
    """Return the text with these links in place of its placeholders."""
    return set_apart(words).replace("{address}", address).replace("{stop}", stop)


def filled_html(words: str, *, address: str, stop: str) -> str:
    """Return the HTML with these links in place of the placeholders that are, alone, the address of a link."""
    return IN_HTML.sub(lambda found: address if found[0] == "{address}" else stop, words)


def filled_calendar(text: str, *, address: str, reply_key: Callable[[], str]) -> str:
    """Return a calendar with the link as the address of its event and on its own line of words, and the reply key.

    Its lines are folded.
    """
    return refolded("\r\n".join(filled_line(line, address, reply_key) for line in unfolded(text).split("\r\n")))


def filled_line(line: str, address: str, reply_key: Callable[[], str]) -> str:
    name = re.split("[:;]", line, maxsplit=1)[0]
    if name == "ORGANIZER" and "{reply}" in line:
        before, _placed, after = line.rpartition("{reply}")
        return f"{before}{reply_key()}{after}"
    if name == "URL" and line.endswith(":{address}"):
        return line.removesuffix("{address}") + address
    if name == "DESCRIPTION":
        head, sign, words = line.partition(":")
        return head + sign + "\\n".join(address if one == "{address}" else one for one in words.split("\\n"))
    return line


def unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


def refolded(calendar: str) -> str:
    """Return the calendar with its lines folded anew at 75 bytes."""
    return "\r\n".join(folded(line) for line in calendar.split("\r\n"))


def folded(line: str) -> str:
    """Return a line of a calendar in pieces of at most 75 bytes, never cut within a character (RFC 5545, 3.1)."""
    pieces, size = [""], 0
    for char in line:
        size += len(char.encode())
        if size > FOLD:
            pieces.append(" ")
            size = 1 + len(char.encode())
        pieces[-1] += char
    return "\r\n".join(pieces)
