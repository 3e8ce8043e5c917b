"""An .eml → the words of the message, under its sender, day and subject as a mail shows them."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.policy import Policy
from email.utils import parsedate_to_datetime
from functools import partial
from itertools import islice
from pathlib import PurePath

from palabre.minutes.files.html_text import read_html
from palabre.minutes.files.markdown_writer import TooMuch

MOST_PARTS = 200
LONGEST_HEADER = 1_000  # characters: the library reads a header in the square of its length, and more
SLOW = frozenset(["punycode", "idna"])  # of the names of hosts: read in the square of their length


@dataclass(slots=True)
class _Allowance:
    """Left to a mail. The library tries each line against the edges of all the parts around it."""

    lines: int = 200_000
    parts: int = 2_000
    containers: int = 50  # parts that hold others
    characters: int = 60_000  # of the headers that say what a part is

    def take(self, **told: int) -> None:
        """Raises TooMuch when nothing is left."""
        for name, number in told.items():
            left = getattr(self, name) - number
            if left < 0:
                raise TooMuch(name)
            setattr(self, name, left)


class _Part(EmailMessage):
    """A message, or a part of one, whose headers are cut before anything reads what they say."""

    def __init__(self, allowance: _Allowance, policy: Policy | None = None) -> None:
        super().__init__(policy)
        self.allowance = allowance
        allowance.take(parts=1)

    def set_raw(self, name: str, value: str) -> None:
        value = value[:LONGEST_HEADER]
        if name.lower().startswith("content-"):
            holds = value.lower().startswith(("multipart", "message"))
            self.allowance.take(characters=len(value), containers=int(holds))
        super().set_raw(name, value)


def read_mail(content: bytes) -> str:
    """Return the plain text of the message, or its HTML as Markdown where it has no other, or a poorer one.

    Raises TooMuch.
    """
    message = _parsed(content)
    plain, rich = _texts(message)
    text = rich if rich.strip() and (not plain.strip() or _has_structure(rich)) else plain
    return f"{_head(message)}\n\n{text}" if text.strip() else ""


def attached_document(content: bytes, kinds: Collection[str]) -> tuple[str, bytes]:
    """Return the first attached file of these kinds, as (kind, bytes); ("", b"") when there is none."""
    for part in _parts(_parsed(content)):
        kind = PurePath(part.get_filename() or "").suffix.lower()
        if kind in kinds and part.get_content_disposition() == "attachment":
            told = part.get_payload(decode=True)
            return (kind, told) if isinstance(told, bytes) else ("", b"")
    return "", b""


def _parsed(content: bytes) -> EmailMessage:
    allowance = _Allowance()
    allowance.take(lines=content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n"))
    return message_from_bytes(content, partial(_Part, allowance), policy=policy.default)


def _texts(message: EmailMessage) -> tuple[str, str]:
    """Return the first part of plain text and the first of HTML, "" for none; attached files are left out."""
    found = {"text/plain": "", "text/html": ""}
    for part in _parts(message):
        kind = part.get_content_type()
        if part.get_content_disposition() != "attachment" and found.get(kind) == "":
            found[kind] = _decoded(part)
    return found["text/plain"], read_html(found["text/html"]) if found["text/html"] else ""


def _parts(message: EmailMessage) -> Iterator[MIMEPart]:
    """Yield the message and its first parts; those of an attached message are another's words."""
    return islice(_all_parts(message), MOST_PARTS)


def _all_parts(message: MIMEPart) -> Iterator[MIMEPart]:
    yield message
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.iter_parts():
            yield from _all_parts(part)


def _decoded(part: MIMEPart) -> str:
    try:
        if codecs.lookup(str(part.get_content_charset("utf-8"))).name in SLOW:
            raise LookupError
        return str(part.get_content())
    except (LookupError, UnicodeError):  # an unknown charset
        told = part.get_payload(decode=True)
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else ""


def _has_structure(markdown: str) -> bool:
    """Return whether the HTML has what plain text loses: tables, headings, words in bold."""
    return any(line.startswith(("| ", "#")) or "**" in line for line in markdown.splitlines())


def _head(message: EmailMessage) -> str:
    told = [f"De : {_header(message, 'from')}"]
    with contextlib.suppress(TypeError, ValueError, IndexError):  # no day, or not one
        told.append(f"Date : {parsedate_to_datetime(str(message['date'])).date().isoformat()}")
    if subject := _header(message, "subject"):
        told.append(f"Objet : {subject}")
    return "\n".join(told)


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())[:500]
