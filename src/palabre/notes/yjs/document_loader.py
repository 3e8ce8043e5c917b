"""Loads a Yjs document, in a process of its own with a limit of processor time. It does not load Django."""

import resource
import sys
from typing import TextIO

from pycrdt import Doc, Text


def main(seconds: str, _out: TextIO) -> None:
    """Load the document on standard input; the system ends the process when it takes longer."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    doc: Doc[Text] = Doc()
    doc.apply_update(sys.stdin.buffer.read())
