"""Validation of a client's update before the library parses it (Yjs's encoding, version 1).

The library allocates as many items as an update announces: eleven bytes would block everybody for seconds. It also
crashes on items of length zero. Here a note is plain text: anything else is refused, including structs without content
(kinds 0 and 10), which a browser that writes text never sends.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Mapping
from types import MappingProxyType

from pycrdt import merge_updates

from palabre.live.lib0 import Bytes, Malformed
from palabre.notes.yjs.update_log import NAME

LARGEST_CLOCK = 2**31
LARGEST_CLIENT = 2**53
DELETED, STRING = 1, 4  # kinds of structs
RETURN = b"\r"  # before a line feed, editors count one sign where Yjs counts two: all write elsewhere than they read
TWO_UNITS = 0xF0  # the first byte, at least, of a sign that UTF-16 writes in two units
AFTER, BEFORE, KIND = 0x80, 0x40, 0x1F  # bits: it has a left origin, it has a right origin

type State = Mapping[int, int]  # client → the next clock

NOTHING: State = MappingProxyType({})


@dataclasses.dataclass(slots=True)
class Brought:
    """Content of an update. Clocks count UTF-16 units; `starts` and `ends` are a client's first and next clock.

    `waits` are the structs that depend on another client's unknown one: (client, clock, the other, its clock). `takes`
    is the end of the deleted text of each client. `jumps` are new structs that do not follow the one just before in
    their client, and ranges that go back: the library looks for their place, and may pass every item of the document.
    `cuts` are the (client, clock) before which a struct is cut in two, and `halves` the new ones that are the second of
    the two units of a sign: the library loses count of a struct that is cut there. `taken` are the deleted ranges of
    each client, from their first clock to the one after their last. `new` are the structs that bring something, and
    `size` the bytes of all structs beside their text. `fresh` are the ranges that take something away, once counted.
    """

    starts: dict[int, int] = dataclasses.field(default_factory=dict)
    ends: dict[int, int] = dataclasses.field(default_factory=dict)
    takes: dict[int, int] = dataclasses.field(default_factory=dict)
    waits: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    cuts: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    halves: dict[int, list[int]] = dataclasses.field(default_factory=dict)
    taken: dict[int, list[tuple[int, int]]] = dataclasses.field(default_factory=dict)
    structs: int = 0
    new: int = 0
    size: int = 0
    ranges: int = 0
    fresh: int | None = None
    jumps: int = 0
    words: int = 0  # UTF-16 units of text

    @property
    def pieces(self) -> int:
        return self.structs + self.ranges

    def news(self, known: State) -> list[int]:
        """Return the clients of which it brings something new."""
        return [client for client, end in self.ends.items() if end > known.get(client, 0)]

    def begins(self, known: State) -> bool:
        """Return whether it brings one client, and the first of what this client wrote."""
        news = self.news(known)
        return len(news) == 1 and news[0] not in known

    def is_ready(self, known: State) -> bool:
        """Return whether it can be applied entirely to a document that has `known`; else the library would hold it."""
        if any(start > known.get(client, 0) for client, start in self.starts.items()):
            return False
        if any(end > max(known.get(client, 0), self.ends.get(client, 0)) for client, end in self.takes.items()):
            return False
        return not self.waits or self.has_an_order(known)

    def has_an_order(self, known: State) -> bool:
        """Return whether the structs can be applied in some order: not when two clients wait for each other."""
        mine: dict[int, deque[tuple[int, int, int]]] = {}
        for client, clock, other, its_clock in self.waits:
            if its_clock >= known.get(other, 0):
                mine.setdefault(client, deque()).append((clock, other, its_clock))
        waiting: dict[int, list[int]] = {}
        to_try = list(mine)
        while to_try:
            client = to_try.pop()
            queue, count = mine[client], len(mine[client])
            while queue and self.reached(queue[0][1], mine) > queue[0][2]:
                queue.popleft()
            if queue:
                waiting.setdefault(queue[0][1], []).append(client)
            if len(queue) < count:
                to_try += waiting.pop(client, [])
        return not any(mine.values())

    def reached(self, client: int, waits: dict[int, deque[tuple[int, int, int]]]) -> int:
        """Return the clock up to which this client's structs can be applied."""
        mine = waits.get(client)
        return mine[0][0] if mine else self.ends.get(client, 0)


def check(update: bytes, known: State = NOTHING) -> Brought:
    """Return the content of an update of a text. Raise Malformed unless it is valid, whole, and nothing follows."""
    given, brought = Bytes(update), Brought()
    count, start = counted(given), given.at
    for _one in range(count):
        check_structs(given, brought, known)
    brought.size += given.at - start
    for _one in range(counted(given)):
        client = check_client(given)
        for _range in range(at_least_one(given)):
            first, end = check_range(given)
            taken = brought.takes.get(client, 0)
            brought.takes[client] = max(taken, end)
            brought.cuts += (client, first), (client, end)
            brought.taken.setdefault(client, []).append((first, end))
            brought.jumps += first < taken
            brought.ranges += 1
    if not given.is_empty:
        raise Malformed
    return brought


def check_state(state: bytes, *, most: int | None = None) -> State:
    """Return a state vector: the next clock of each client. Raise Malformed unless it is exactly one.

    It is not read where it announces more than `most` clients.
    """
    given = Bytes(state)
    known: dict[int, int] = {}
    count = counted(given)
    if most is not None and count > most:
        raise Malformed
    for _one in range(count):
        client = check_client(given)
        if client in known:
            raise Malformed
        known[client] = check_clock(given)
    if not given.is_empty:
        raise Malformed
    return known


def check_structs(given: Bytes, brought: Brought, known: State) -> None:
    """Check the structs of one client."""
    count = at_least_one(given)
    client = check_client(given)
    clock = check_clock(given)
    if client in brought.starts:
        raise Malformed
    brought.starts[client] = clock
    for _one in range(count):
        info = byte(given)
        kind = info & KIND
        if kind not in (DELETED, STRING):
            raise Malformed
        places = hangs_on(given, info)
        is_next = info & AFTER and places[0] == (client, clock - 1)
        for other, its_clock in places:
            if other == client and its_clock >= clock:
                raise Malformed
            if other != client and its_clock >= known.get(other, 0):
                brought.waits.append((client, clock, other, its_clock))
        if places and not is_next:
            brought.cuts.append((places[0][0], places[0][1] + bool(info & AFTER)))
        if len(places) > 1:
            brought.cuts.append(places[1])
        words = given.piece() if kind == STRING else b""
        if RETURN in words:
            raise Malformed
        length = units(words) if kind == STRING else given.number()
        brought.words += length if kind == STRING else 0
        brought.size -= len(words)
        if words and max(words) >= TWO_UNITS:
            new = [clock + half for half in second_halves(words) if clock + half >= known.get(client, 0)]
            brought.halves.setdefault(client, []).extend(new)
        clock += length
        if not length or clock > LARGEST_CLOCK:
            raise Malformed
        brought.new += clock > known.get(client, 0)
        brought.jumps += not is_next and clock > known.get(client, 0)
    brought.ends[client] = clock
    brought.structs += count


def hangs_on(given: Bytes, info: int) -> list[tuple[int, int]]:
    """Return the origins of a struct: at most two (client, clock); none for the first of the text."""
    found = [(check_client(given), check_clock(given)) for bit in (AFTER, BEFORE) if info & bit]
    if not found and (given.number() != 1 or given.piece() != NAME.encode() or info & 0x20):
        raise Malformed
    return found


def units(words: bytes) -> int:
    """Return the number of UTF-16 units of these words, as Yjs counts. Raise Malformed."""
    if words.isascii():
        return len(words)
    try:
        return len(words.decode().encode("utf-16-le")) // 2
    except UnicodeDecodeError as fault:
        raise Malformed from fault


def second_halves(words: bytes) -> list[int]:
    """Return where the second units of signs of two are."""
    found, at = [], 0
    for sign in words.decode():
        at += 1
        if sign > "\uffff":
            found.append(at)
            at += 1
    return found


def check_range(given: Bytes) -> tuple[int, int]:
    """Check a deleted range, and return its start and end."""
    first, length = check_clock(given), given.number()
    if not length or first + length > LARGEST_CLOCK:
        raise Malformed
    return first, first + length


def counted(given: Bytes) -> int:
    """Read the number of items that follow: each is at least one byte."""
    count = given.number()
    if count > len(given.data) - given.at:
        raise Malformed
    return count


def at_least_one(given: Bytes) -> int:
    count = counted(given)
    if not count:
        raise Malformed
    return count


def check_client(given: Bytes) -> int:
    client = given.number()
    if client >= LARGEST_CLIENT:
        raise Malformed
    return client


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


def merged(updates: list[bytes]) -> bytes:
    """Merge a few updates into one. For many, a document is faster (docs/decisions/0006)."""
    if not updates:
        return b""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)
