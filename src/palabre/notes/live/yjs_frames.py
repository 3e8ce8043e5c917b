"""Frames of a connection: y-websocket's, and three of Palabre's own (docs/decisions/0006)."""

from __future__ import annotations

import dataclasses
from enum import IntEnum

from palabre.live.lib0 import Bytes, Malformed, number, piece

LARGEST = 256 * 1024  # bytes of one frame


class Kind(IntEnum):
    SYNC = 0
    AWARENESS = 1
    QUERY_AWARENESS = 3
    SAVED = 100
    REVISION = 101
    RIGHTS = 102


class Step(IntEnum):
    """Step of a SYNC frame: a state vector, the updates that the other side lacks, a new update."""

    ONE = 0
    TWO = 1
    UPDATE = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    kind: Kind
    step: Step | None
    body: bytes


def read_frame(data: bytes) -> Frame | None:
    """Parse a frame of a client; None for an unknown kind, which is ignored. Raise Malformed."""
    given = Bytes(data)
    kind = given.number()
    if kind == Kind.SYNC:
        step = given.number()
        if step > Step.UPDATE:
            raise Malformed
        return Frame(Kind.SYNC, Step(step), given.piece())
    if kind == Kind.AWARENESS:
        return Frame(Kind.AWARENESS, None, given.piece())
    return Frame(Kind.QUERY_AWARENESS, None, b"") if kind == Kind.QUERY_AWARENESS else None


def sync(step: Step, body: bytes) -> bytes:
    return bytes([Kind.SYNC, step]) + piece(body)


def awareness(body: bytes) -> bytes:
    return bytes([Kind.AWARENESS]) + piece(body)


def number_frame(kind: Kind, value: int) -> bytes:
    """Return a frame of Palabre's own kinds, with one number."""
    return bytes([kind]) + number(value)


def is_empty(update: bytes) -> bool:
    return update in (b"", b"\x00\x00")
