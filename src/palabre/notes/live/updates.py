"""What a client's update says it is, read before the library reads it (Yjs's encoding, version 1).

The library makes room for as many things as an update says it holds: eleven bytes would keep everybody waiting for
seconds. And it breaks down at things of no length. Here a note is plain text: whatever else is refused.
"""

from __future__ import annotations

from palabre.notes.live.frames import Bytes, Malformed
from palabre.notes.log import NAME

LARGEST_CLOCK = 2**31
LARGEST_CLIENT = 2**53
SWEPT, DELETED, STRING, SKIPPED = 0, 1, 4, 10  # kinds of what is in an update
AFTER, BEFORE, KIND = 0x80, 0x40, 0x1F  # bits: it hangs on what is before it, on what is after it


def check(update: bytes) -> None:
    """Raise Malformed unless this is an update of a text, whole, and with nothing after it."""
    given = Bytes(update)
    for _one in range(counted(given)):
        check_structs(given)
    for _one in range(counted(given)):
        check_client(given)
        for _range in range(at_least_one(given)):
            check_range(given)
    if not given.is_empty:
        raise Malformed


def check_state(state: bytes) -> None:
    """Raise Malformed unless this is a state vector, whole, and with nothing after it."""
    given = Bytes(state)
    for _one in range(counted(given)):
        check_client(given)
        check_clock(given)
    if not given.is_empty:
        raise Malformed


def check_structs(given: Bytes) -> None:
    """Check what one client wrote."""
    count = at_least_one(given)
    check_client(given)
    clock = check_clock(given)
    for _one in range(count):
        clock += check_struct(given)
        if clock > LARGEST_CLOCK:
            raise Malformed


def check_struct(given: Bytes) -> int:
    """Check one piece, and return its length: of a string at most, since Yjs counts in UTF-16."""
    info = byte(given)
    kind = info & KIND
    if kind not in (SWEPT, DELETED, STRING, SKIPPED):
        raise Malformed
    if kind in (DELETED, STRING):
        check_place(given, info)
    length = len(given.piece()) if kind == STRING else given.number()
    if not length:
        raise Malformed
    return length


def check_place(given: Bytes, info: int) -> None:
    """It hangs on others, or is the first of the text."""
    for bit in (AFTER, BEFORE):
        if info & bit:
            check_client(given)
            check_clock(given)
    if not info & (AFTER | BEFORE) and (given.number() != 1 or given.piece() != NAME.encode() or info & 0x20):
        raise Malformed


def check_range(given: Bytes) -> None:
    """Check a stretch of what is taken away."""
    first, length = check_clock(given), given.number()
    if not length or first + length > LARGEST_CLOCK:
        raise Malformed


def counted(given: Bytes) -> int:
    """Read how many things follow: each is a byte at least."""
    count = given.number()
    if count > len(given.data) - given.at:
        raise Malformed
    return count


def at_least_one(given: Bytes) -> int:
    count = counted(given)
    if not count:
        raise Malformed
    return count


def check_client(given: Bytes) -> None:
    if given.number() >= LARGEST_CLIENT:
        raise Malformed


def check_clock(given: Bytes) -> int:
    clock = given.number()
    if clock > LARGEST_CLOCK:
        raise Malformed
    return clock


def byte(given: Bytes) -> int:
    if given.is_empty:
        raise Malformed
    given.at += 1
    return given.data[given.at - 1]
