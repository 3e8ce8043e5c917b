"""What open notes tell those of other processes: keys and carets, within a few milliseconds.

One channel for all notes, so that joining is no race. What is lost on it is found in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from palabre.live.bus import Silence, Wire, redis
from palabre.live.lib0 import Bytes, Malformed, number, piece

CHANNEL = "palabre:notes"

type Heard = Callable[[int, int, bytes, bytes], None]


class Alone(Silence):
    """One process, or several that read the log."""

    def publish(self, note: int, epoch: int, update: bytes, carets: bytes) -> None:
        pass


class Bus(Wire):
    """`heard(note, epoch, update, carets)` is called in the loop for what other processes say."""

    def __init__(self, client: Any, origin: str, *, heard: Heard) -> None:
        super().__init__(client, CHANNEL, heard=self.hear)
        self.origin, self.heard = origin.encode(), heard

    def publish(self, note: int, epoch: int, update: bytes, carets: bytes) -> None:
        self.say(piece(self.origin) + number(note) + number(epoch) + piece(update) + piece(carets))

    def hear(self, message: bytes) -> None:
        given = Bytes(message)
        try:
            origin, note, epoch, update, carets = (
                *(given.piece(), given.number(), given.number()),
                *(given.piece(), given.piece()),
            )
        except Malformed:
            return
        if origin != self.origin:
            self.heard(note, epoch, update, carets)


def bus_of(origin: str, *, heard: Heard) -> Bus | Alone:
    """Return the bus that the settings name (PALABRE_REDIS_URL), or none."""
    return Bus(redis(), origin, heard=heard) if settings.REDIS_URL else Alone()
