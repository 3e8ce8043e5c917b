"""What passes through a room and touches no disk: somebody's own weather, a raised hand.

It comes by a WebSocket, goes to the screens that are there, over Redis where there are several processes, and is
gone: no row, no log, no count holds it, and nobody who comes later is told. There are six pictures and « je passe »,
as words that the screens know; anything else is no flash.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from palabre.groups.models import Weather

PASS = "pass"
WORDS = {*Weather.values, PASS}
LARGEST = 200  # bytes of a frame: a word


class NoFlash(Exception):
    """What came is nothing that a screen says. It is not told what it was: it would stand in a log."""


@dataclasses.dataclass(frozen=True, slots=True)
class Flash:
    """`kind` is "weather", without a name, or "hand", with a first name."""

    kind: str
    word: str = ""

    def as_frame(self, name: str) -> str:
        told = {"kind": self.kind, "word": self.word, "name": name if self.kind == "hand" else ""}
        return json.dumps({"flash": told}, ensure_ascii=False)


def read_flash(data: str | bytes) -> Flash:
    """Read what a screen said: {"flash": "fog"} or {"hand": true}. Raises NoFlash."""
    if len(data) > LARGEST:
        raise NoFlash
    try:
        said: Any = json.loads(data)
    except (ValueError, RecursionError):
        raise NoFlash from None
    if not isinstance(said, dict) or len(said) != 1:
        raise NoFlash
    if said.get("hand") is True:
        return Flash("hand")
    word = said.get("flash")
    if not isinstance(word, str) or word not in WORDS:
        raise NoFlash
    return Flash("weather", word)
