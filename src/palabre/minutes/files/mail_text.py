"""An .eml → the words of the message, under its sender, day and subject as a mail shows them."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import PurePath

from palabre.minutes.files.html_text import read_html

MOST_PARTS = 200


def read_mail(content: bytes) -> str:
    """Return the plain text of the message, or its HTML as Markdown where it has no other, or a poorer one."""
    message = message_from_bytes(content, policy=policy.default)
    plain, rich = _texts(message)
    text = rich if rich.strip() and (not plain.strip() or _has_structure(rich)) else plain
    return f"{_head(message)}\n\n{text}" if text.strip() else ""


def attached_document(content: bytes, kinds: Collection[str]) -> tuple[str, bytes]:
    """Return the first attached file of these kinds, as (kind, bytes); ("", b"") when there is none."""
    message = message_from_bytes(content, policy=policy.default)
    for part in islice(message.walk(), MOST_PARTS):
        kind = PurePath(part.get_filename() or "").suffix.lower()
        if kind in kinds and part.get_content_disposition() == "attachment":
            told = part.get_payload(decode=True)
            return (kind, told) if isinstance(told, bytes) else ("", b"")
    return "", b""


def _texts(message: EmailMessage) -> tuple[str, str]:
    """Return the first part of plain text and the first of HTML, "" for none; attached files are left out."""
    found = {"text/plain": "", "text/html": ""}
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number >= MOST_PARTS or part.get_content_disposition() == "attachment" or found.get(kind) != "":
            continue
        found[kind] = _decoded(part)
    return found["text/plain"], read_html(found["text/html"]) if found["text/html"] else ""


def _decoded(part: EmailMessage) -> str:
    try:
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
