"""Loads a Yjs document, in a process of its own with a limit of processor time. It does not load Django."""

import resource
import sys
from typing import TextIO

from pycrdt import Doc, Text

READY = "ready"


def main(limits: str, out: TextIO) -> None:
    """Load the document on standard input, and what it becomes by the update after it, if any.

    `limits` are the seconds, after which the system ends the process, and the bytes of the document.
    """
    seconds, size = map(int, limits.split())
    given = sys.stdin.buffer.read()
    print(READY, file=out, flush=True)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    doc = loaded(given[:size])
    if given[size:]:
        doc.apply_update(given[size:])
        loaded(doc.get_update())


def loaded(state: bytes) -> Doc[Text]:
    doc: Doc[Text] = Doc()
    doc.apply_update(state)
    return doc
