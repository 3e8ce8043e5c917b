"""The door for files of minutes: their kinds and their bounds. They are read in a process apart (web/sandbox.py)."""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext as _

from palabre.minutes.imports import document_conversion
from palabre.minutes.imports.document_conversion import SCAN
from palabre.pure.decoded_text import decode
from palabre.refusal import Refusal
from palabre.web.sandbox import STOPPED, TooSlow, read_apart

LARGEST = 10 * 1024 * 1024  # bytes
PLAIN = frozenset({".md", ".markdown", ".txt", ".text", ""})
CONVERTED = frozenset(document_conversion.READERS)


def text_of_upload(name: str, content: bytes, *, sender: str = "") -> str:
    """Return the text of an uploaded file, as Markdown where it has structure.

    Raises a Refusal with a next step for what cannot be read: another kind of file, too large, broken, a scan; and
    after a document of this `sender` that took too long.
    """
    kind = PurePath(name).suffix.lower()
    paste = _("Open it, copy its text and paste it here.")
    if len(content) > LARGEST:
        raise Refusal(_("This file is over 10 MB."), instead=paste)
    if not content.strip():
        raise Refusal(_("This file is empty."), instead=_("Check that it is the right one."))
    if kind in CONVERTED:
        return converted(kind, content, sender)
    if kind not in PLAIN:
        raise Refusal(_("Palabre reads .md, .txt, .docx, .odt, .pdf, .html, .rtf and .eml files."), instead=paste)
    try:
        return decode(content)
    except ValueError:
        raise Refusal(_("There is no readable text in this file."), instead=paste) from None


def converted(kind: str, content: bytes, sender: str) -> str:
    """Have a child process read the document."""
    status, text = read_apart(document_conversion, kind, content, sender)
    if status == SCAN:
        raise Refusal(
            _("This PDF holds pictures of pages, not text."),
            instead=_("Give the document it came from, or paste its text here."),
        )
    if status in STOPPED:
        raise TooSlow(
            _("This document took too long to read: it is heavy, or the server is very busy."),
            instead=_("Open it, copy its text and paste it here; or send it again in ten minutes."),
        )
    if status != 0 or not text.strip():
        raise unreadable()
    return text.decode("utf-8", "replace")


def unreadable() -> Refusal:
    return Refusal(
        _("Palabre could not read this document: it is damaged, locked, or far too big once opened."),
        instead=_("Open it, copy its text and paste it here."),
    )
