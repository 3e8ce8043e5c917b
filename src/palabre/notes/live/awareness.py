"""Yjs awareness: people present and their carets, with names set by the server only."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from palabre.live.lib0 import Bytes, Malformed, number, piece

MOST_CARETS = 3  # of one connection: a tab has one
LARGEST_STATE = 2_000  # bytes of JSON, with the name that the server adds
MOST_SENT_ON = 100  # carets of one frame: some editors send on what they were told of all the others
TOLD = '"told":true'  # in a state that comes from here, as any editor writes it again
LARGEST_SENT = 600  # that a client sends, and everybody receives; a browser sends some 300
LARGEST_CLOCK = 2**53 - 2  # the largest that a browser can read, after `gone` adds one


@dataclasses.dataclass(frozen=True, slots=True)
class Caret:
    """One client's state: its Yjs client id, its clock, and its JSON ("" once it has left)."""

    client: int
    clock: int
    state: str

    def as_bytes(self) -> bytes:
        return number(self.client) + number(self.clock) + piece((self.state or "null").encode())

    @property
    def is_sent_on(self) -> bool:
        """True for what this server told of another, or that another left: no browser says it of its own caret."""
        return TOLD in self.state or not self.state

    def gone(self) -> Caret:
        return Caret(self.client, self.clock + 1, "")


def read_awareness(body: bytes) -> list[Caret]:
    """Parse the states that a client sends. Raise Malformed."""
    given = Bytes(body)
    count = given.number()
    if count > MOST_SENT_ON:
        raise Malformed
    carets = [read_one(given) for _one in range(count)]
    own = [caret for caret in carets if not caret.is_sent_on]
    if len(own) > MOST_CARETS or any(len(caret.state.encode()) > LARGEST_SENT for caret in own):
        raise Malformed
    return carets


def read_one(given: Bytes) -> Caret:
    client, clock, state = given.number(), given.number(), given.piece()
    if len(state) > LARGEST_STATE or clock > LARGEST_CLOCK or client > LARGEST_CLOCK:
        raise Malformed
    return Caret(client, clock, "" if state == b"null" else state.decode(errors="replace"))


def caret_with_name(caret: Caret, *, name: str, colour: int) -> Caret:
    """Return the caret with only its position, and the name known by the server. Raise Malformed."""
    if not caret.state:
        return caret
    try:
        said: Any = json.loads(caret.state)
        kept = {"cursor": said["cursor"]} if isinstance(said, dict) and "cursor" in said else {}
        if has_fraction(kept):
            raise Malformed
        told = {**kept, "user": {"name": name, "colour": colour}, "told": True}
        # NaN is not JSON: a browser would throw; an escaped letter is three times as long
        state = json.dumps(told, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
        too_large = len(state.encode()) > LARGEST_STATE
    except (ValueError, RecursionError) as fault:
        raise Malformed from fault
    if too_large:
        raise Malformed
    return Caret(caret.client, caret.clock, state)


def has_fraction(said: Any) -> bool:
    """Return whether a number in it is no integer: editors open elsewhere would put the caret between two signs."""
    if isinstance(said, dict | list):
        return any(map(has_fraction, said.values() if isinstance(said, dict) else said))
    return isinstance(said, float)


def awareness_bytes(carets: list[Caret]) -> bytes:
    return number(len(carets)) + b"".join(caret.as_bytes() for caret in carets)
