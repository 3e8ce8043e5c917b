"""How large a live document is, beside its text, and its bounds. Beyond them it is begun anew from its text.

A Yjs document keeps a number for each browser that ever wrote in it, and a trace of what was taken away. People
who write together for years stay far below; whoever sends made-up updates reaches any bound.
"""

from __future__ import annotations

import dataclasses

from pycrdt import Doc, Text

from palabre.notes.live.yjs_updates import Brought, check_state
from palabre.notes.yjs.update_log import NAME

MOST_CLIENTS = 2_000  # as many as are remembered of former epochs (palabre.notes.yjs.epochs)
MOST_BESIDE = 768 * 1024  # bytes of a snapshot beside its text; a struct takes four of them at least
LARGEST = 30  # bytes that a struct, or a range that is taken away, adds to a snapshot


class Swollen(Exception):
    """The document would be beyond its bounds: it is to be begun anew."""


@dataclasses.dataclass(slots=True)
class Extent:
    """`known` is the state vector. `beside` is an upper bound of bytes, counted again when it is high."""

    doc: Doc[Text]
    text: Text
    known: dict[int, int] = dataclasses.field(default_factory=dict)
    beside: int = 0

    def __post_init__(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        """Read the state vector from the document, and count it."""
        self.known = dict(check_state(self.doc.get_state()))
        self.count()

    def count(self) -> None:
        self.beside = len(self.doc.get_update()) - len(str(self.text).encode())

    def is_beyond(self, part: float = 1) -> bool:
        """Is it beyond its bounds, or beyond this part of them?"""
        return len(self.known) > MOST_CLIENTS * part or self.beside > MOST_BESIDE * part

    def admit(self, brought: Brought, update: bytes, part: float = 1) -> None:
        """Raise Swollen where this update, which is ready, would take the document beyond this part of its bounds."""
        new = self.added_clients(brought)
        if new and len(self.known) + new > MOST_CLIENTS * part:
            raise Swollen
        if self.beside + most_added(brought, len(update)) <= MOST_BESIDE * part:
            return
        self.count()
        if self.beside + self.added_bytes(update) > MOST_BESIDE * part:
            raise Swollen

    def added_clients(self, brought: Brought) -> int:
        return sum(client not in self.known for client in brought.ends)

    def added_bytes(self, update: bytes) -> int:
        """Apply the update to a copy, and return what it adds beside the text. Raises ValueError."""
        doc: Doc[Text] = Doc()
        text = doc.get(NAME, type=Text)
        doc.apply_update(self.doc.get_update())
        doc.apply_update(update)
        return len(doc.get_update()) - len(str(text).encode()) - self.beside

    def grow(self, brought: Brought, size: int) -> None:
        """Take note of what was applied."""
        self.beside += most_added(brought, size)
        for client in brought.news(self.known):
            self.known[client] = brought.ends[client]


def most_added(brought: Brought, size: int) -> int:
    """Return how many bytes an update of this size adds to the snapshot at most, beside its text."""
    return size + LARGEST * brought.pieces
