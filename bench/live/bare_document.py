"""Bytes that a Yjs document alone keeps of each key: the bench's typists, and a document that hears them, no server.

    python bench/live/bare_document.py PEOPLE KEYS

Bytes in use are those that glibc's malloc tells. Nothing is printed where it tells none.
"""

from __future__ import annotations

import ctypes
import gc
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from live.typist import Seat, Typist, head_of
from pycrdt import Doc, Text

PARTS = 12  # the first four are left out: the document is still small


class Mallinfo(ctypes.Structure):
    """As `mallinfo2` of glibc 2.33 and later returns it."""

    _fields_ = (("before", ctypes.c_size_t * 7), ("uordblks", ctypes.c_size_t), ("after", ctypes.c_size_t * 2))


class Alone(Typist):
    """A typist whose updates are put in a list."""

    def __init__(self, line: int, text: bytes, *, dice: random.Random) -> None:
        super().__init__(Seat("", line), "", 0, dice=dice)
        self.made: list[bytes] = []
        self.doc.apply_update(text)
        self.sit_down()

    def send_content(self, step: int, update: bytes) -> None:
        self.made.append(update)


def kept(people: int, keys: int) -> float:
    """Return the bytes of each key. Raise AttributeError where malloc does not tell."""
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Mallinfo
    heard, dice = Doc(), random.Random(1)
    heard.get("content", type=Text).insert(0, "".join(f"{head_of(line)}\n" for line in range(people)))
    typists = [Alone(line, heard.get_update(), dice=dice) for line in range(people)]
    each, grown = keys // PARTS, 0
    for part in range(PARTS):
        updates = typed(typists, each, dice)
        gc.collect()
        before = library.mallinfo2().uordblks
        for update in updates:
            heard.apply_update(update)
        gc.collect()
        grown += library.mallinfo2().uordblks - before if part >= PARTS // 3 else 0
    return grown / each / (PARTS - PARTS // 3)


def typed(typists: list[Alone], keys: int, dice: random.Random) -> list[bytes]:
    made = []
    for _key in range(keys):
        one = dice.choice(typists)
        one.press()
        made.append(one.made.pop())
    return made


if __name__ == "__main__":
    try:
        print(kept(*map(int, sys.argv[1:])))
    except AttributeError:
        sys.exit()
