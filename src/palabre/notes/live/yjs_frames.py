"""What travels over a connection: y-websocket's frames, and three of ours (docs/decisions/0006).

Numbers are varints of lib0: seven bits at a time, the least first, the eighth says that more come. Strings and bytes
come after their length in bytes.
"""

from __future__ import annotations

import dataclasses
from enum import IntEnum

LARGEST = 256 * 1024  # bytes of one frame
LARGEST_VARINT = 9  # bytes: 63 bits; Yjs counts in 53


class Kind(IntEnum):
    SYNC = 0
    AWARENESS = 1
    QUERY_AWARENESS = 3
    SAVED = 100
    REVISION = 101
    RIGHTS = 102


class Step(IntEnum):
    """Of a SYNC frame: "this is what I have", "this is what you lack", "this is new"."""

    ONE = 0
    TWO = 1
    UPDATE = 2


class Malformed(Exception):
    """What came is no frame."""


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    kind: Kind
    step: Step | None
    body: bytes


class Bytes:
    """Reads numbers and pieces from the front of some bytes. Raises Malformed."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        found = 0
        for place in range(LARGEST_VARINT):
            if self.at >= len(self.data):
                break
            byte = self.data[self.at]
            self.at += 1
            found |= (byte & 127) << (7 * place)
            if byte < 128:
                return found
        raise Malformed

    def piece(self) -> bytes:
        length = self.number()
        found = self.data[self.at : self.at + length]
        if len(found) != length:
            raise Malformed
        self.at += length
        return found

    @property
    def is_empty(self) -> bool:
        return self.at >= len(self.data)


def read(data: bytes) -> Frame | None:
    """Read a frame that a client sent; None for a kind that we do not know and pass over. Raises Malformed."""
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


def number(value: int) -> bytes:
    """Return the varint of `value`."""
    found = bytearray()
    while value > 127:
        found.append(128 | (value & 127))
        value >>= 7
    found.append(value)
    return bytes(found)


def piece(data: bytes) -> bytes:
    return number(len(data)) + data


def sync(step: Step, body: bytes) -> bytes:
    return bytes([Kind.SYNC, step]) + piece(body)


def awareness(body: bytes) -> bytes:
    return bytes([Kind.AWARENESS]) + piece(body)


def told(kind: Kind, value: int) -> bytes:
    """Return a frame of ours: its kind and one number."""
    return bytes([kind]) + number(value)


def has_structs(update: bytes) -> bool:
    """Does this Yjs update (version 1) bring anything? One that only takes away, or is empty, brings nothing."""
    return update[:1] not in (b"", b"\x00")


def is_empty(update: bytes) -> bool:
    return update in (b"", b"\x00\x00")
