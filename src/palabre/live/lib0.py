"""Numbers and byte strings as lib0 writes them: what Yjs, and our messages between processes, are made of.

Numbers are varints: seven bits at a time, the least first, the eighth says that more come. Strings and bytes come
after their length in bytes.
"""

from __future__ import annotations

LARGEST_VARINT = 9  # bytes: 63 bits; Yjs counts in 53


class Malformed(Exception):
    """What came cannot be read."""


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
