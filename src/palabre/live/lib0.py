"""Integers and byte strings in the lib0 encoding, used by Yjs and by the messages between processes.

Integers are varints: seven bits per byte, least significant first; the high bit says that more follow. Strings and byte
strings are preceded by their length in bytes.
"""

from __future__ import annotations

LARGEST_VARINT = 9  # bytes: 63 bits; Yjs counts in 53


class Malformed(Exception):
    """Raised when a message cannot be decoded."""


class Bytes:
    """A decoder that reads integers and byte strings from the front of a buffer; both raise Malformed."""

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
