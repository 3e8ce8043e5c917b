"""Flashes: messages of a room that are never stored, a person's own weather or a raised hand.

A flash comes by a WebSocket and goes to the connected screens, over Redis between processes. Nothing stores, logs or
counts it, and later screens do not get it. Its words are six pictures and « je passe », which the screens know;
anything else is refused.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from palabre.groups.models import Weather

PASS = "pass"
WORDS = {*Weather.values, PASS}
LARGEST = 200  # bytes of a frame


class NoFlash(Exception):
    """Raised for a frame that is no flash. It carries no content, which would end up in a log."""


@dataclasses.dataclass(frozen=True, slots=True)
class Flash:
    """`kind` is "weather", without a name, or "hand", with a first name."""

    kind: str
    word: str = ""

    def as_frame(self, name: str) -> str:
        told = {"kind": self.kind, "word": self.word, "name": name if self.kind == "hand" else ""}
        return json.dumps({"flash": told}, ensure_ascii=False)


def read_flash(data: str | bytes) -> Flash:
    """Parse a frame of a screen: {"flash": "fog"} or {"hand": true}. Raise NoFlash."""
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
