"""Loads a Yjs document, in a process of its own with a limit of processor time. It does not load Django."""

import signal
import sys
from typing import TextIO

from pycrdt import Doc, Text

READY = "ready"


def main(limits: str, out: TextIO) -> None:
    """Load the document on standard input, or what it becomes by the update after it, if any.

    `limits` are the seconds, after which the system ends the process, and the bytes of the document. What it was before
    the update is not counted: it was tried, or loaded, as it came to be.
    """
    seconds, size = limits.split()
    given = sys.stdin.buffer.read()
    state, update = given[: int(size)], given[int(size) :]
    doc = loaded(state) if update else None
    print(READY, file=out, flush=True)
    limit_processor(float(seconds))
    if doc is None:
        loaded(state)
    else:
        doc.apply_update(update)
        loaded(doc.get_update())


def limit_processor(seconds: float) -> None:
    """End this process after so many seconds of processor more: the library cannot be interrupted otherwise."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def loaded(state: bytes) -> Doc[Text]:
    doc: Doc[Text] = Doc()
    doc.apply_update(state)
    return doc
