"""The door for files of minutes: kinds, bounds, and a process apart to read them in.

A document from elsewhere may be a bomb; it is opened by a child process with bounds of memory and time, which
may die without anybody noticing but the person who gave the file.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import PurePath

from django.utils.translation import gettext as _

from palabre.pure.decoding import decode
from palabre.refusal import Refusal

LARGEST = 10 * 1024 * 1024  # bytes
SECONDS = 30
AT_ONCE = threading.BoundedSemaphore(2)  # documents read by this process: each may take a gigabyte and a processor
PATIENCE = 5  # seconds that one more waits for its turn
PLAIN = frozenset({".md", ".markdown", ".txt", ".text", ""})
CONVERTED = frozenset({".docx", ".odt", ".pdf"})


def text_of(name: str, content: bytes) -> str:
    """Return the text of an uploaded file, as Markdown where it has structure.

    Raises a Refusal with a next step for what cannot be read: another kind of file, too large, broken, a scan.
    """
    kind = PurePath(name).suffix.lower()
    paste = _("Open it, copy its text and paste it here.")
    if len(content) > LARGEST:
        raise Refusal(_("This file is over 10 MB."), instead=paste)
    if not content.strip():
        raise Refusal(_("This file is empty."), instead=_("Check that it is the right one."))
    if kind in CONVERTED:
        return converted(kind, content)
    if kind not in PLAIN:
        raise Refusal(_("Palabre reads .md, .txt, .docx, .odt and .pdf files."), instead=paste)
    try:
        return decode(content)
    except ValueError:
        raise Refusal(_("There is no readable text in this file."), instead=paste) from None


def converted(kind: str, content: bytes) -> str:
    """Have a child process read the document."""
    command = [sys.executable, "-I", "-c", CHILD, *map(str, sys.path), kind]
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(
            _("Other documents are being read just now."), instead=_("Wait half a minute, then send yours again.")
        )
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise unreadable() from None
    finally:
        AT_ONCE.release()
    if done.returncode == SCAN:
        raise Refusal(
            _("This PDF holds pictures of pages, not text."),
            instead=_("Give the document it came from, or paste its text here."),
        )
    if done.returncode != 0 or not done.stdout.strip():
        raise unreadable()
    return done.stdout.decode("utf-8", "replace")


def unreadable() -> Refusal:
    return Refusal(
        _("Palabre could not read this document: it is damaged, locked, or far too big once opened."),
        instead=_("Open it, copy its text and paste it here."),
    )


SCAN = 3  # the exit status by which the child says that a PDF holds no text
CHILD = """
import sys
sys.path[:] = sys.argv[1:-1]
from palabre.meetings.converting import main
main(sys.argv[-1], sys.stdout)
"""
