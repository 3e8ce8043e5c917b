"""Size of a live document beside its text, and its limits. Beyond them a new epoch begins from its text.

A Yjs document keeps a client id for each browser that ever wrote in it, and tombstones of deleted text. People who
write together for years stay far below; crafted updates can reach any limit.
"""

from __future__ import annotations

import contextlib
import dataclasses
from array import array
from bisect import bisect_left
from itertools import pairwise

from pycrdt import Doc, Text

from palabre.live.lib0 import Malformed
from palabre.notes.live.yjs_updates import Brought, check, check_state
from palabre.notes.yjs.update_log import NAME

MOST_CLIENTS = 2_000  # as many as the client ids kept of former epochs (palabre.notes.yjs.epochs)
MOST_BESIDE = 768 * 1024  # bytes of a snapshot beside its text; a struct takes at least four of them
ITEM = 4  # bytes of an item in a snapshot beside its text, at least; as browsers write it, sixteen
ITEMS = 3  # that a struct or a range adds at most: itself, and those it cuts in two
MOVED = 64  # items of one client that the library moves in the time that it passes one
NO_CLOCKS = array("I")
LARGEST = 30  # bytes that a struct, or a deleted range, adds to a snapshot at most


class Swollen(Exception):
    """The document would exceed its limits: a new epoch must begin."""


@dataclasses.dataclass(slots=True)
class Extent:
    """`known` is the state vector. `beside` is an upper bound in bytes, counted exactly when it is high.

    `items` and `jumps` are upper bounds too, and `counted` what `items` was when both were last counted exactly.
    `halves` are the clocks of each client, in order, that are the second unit of a sign of two in the text.
    """

    doc: Doc[Text]
    text: Text
    known: dict[int, int] = dataclasses.field(default_factory=dict)
    beside: int = 0
    items: int = 0
    jumps: int = 0
    counted: int = 0
    halves: dict[int, array[int]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        """Read the state vector of the document, and count its size."""
        self.known = dict(check_state(self.doc.get_state()))
        self.count()
        self.items, self.counted = self.beside // ITEM, 0
        self.jumps = self.items
        self.halves = {}
        if any(sign > "\uffff" for sign in set(str(self.text))):
            with contextlib.suppress(Malformed):
                self.learn_halves(check(self.doc.get_update()))

    def learn_halves(self, brought: Brought) -> None:
        """Take in the second units that an applied update brought, and forget those that it took away."""
        for client, clocks in brought.halves.items():
            there = self.halves.get(client, NO_CLOCKS)
            self.halves[client] = there + array("I", clocks) if follow(there, clocks) else in_order(there, clocks)
        for client in self.halves.keys() & brought.taken.keys():
            self.halves[client] = without_ranges(self.halves[client], brought.taken[client])

    def is_half(self, client: int, clock: int) -> bool:
        there = self.halves.get(client, NO_CLOCKS)
        place = bisect_left(there, clock)
        return place < len(there) and there[place] == clock

    def would_be_cut(self, brought: Brought) -> bool:
        """Return whether the update cuts a sign in two, after which the document would not be what it was counted."""
        new = {client: set(clocks) for client, clocks in brought.halves.items()}
        if any(self.known.get(client) in clocks for client, clocks in new.items()):
            return True
        return bool(new or self.halves) and any(
            clock in new.get(client, ()) or self.is_half(client, clock) for client, clock in brought.cuts
        )

    def count(self) -> None:
        self.beside = len(self.doc.get_update()) - len(str(self.text).encode())

    def is_beyond(self, part: float = 1) -> bool:
        """Return whether it exceeds its limits, or this part of them."""
        return len(self.known) > MOST_CLIENTS * part or self.beside > MOST_BESIDE * part

    def admit(self, brought: Brought, update: bytes, part: float = 1) -> None:
        """Raise Swollen if this update, which is ready, would exceed this part of the document's limits."""
        new = self.added_clients(brought)
        if new and len(self.known) + new > MOST_CLIENTS * part:
            raise Swollen
        if self.beside + most_added(brought, len(update)) <= MOST_BESIDE * part:
            return
        self.count()
        if self.beside + self.added_bytes(update) > MOST_BESIDE * part:
            raise Swollen

    def most_passed(self, brought: Brought) -> int:
        """Estimate from above how many items the library passes to place an update, without applying it."""
        return brought.jumps * (self.items + brought.pieces)

    def most_moved(self, brought: Brought) -> int:
        """Estimate, as items passed, those that move when each piece cuts one that they follow."""
        return most_moved(self.items, brought.pieces)

    def count_moved(self, brought: Brought) -> int:
        """Count the same without what was taken away before, which who comes back says again. It takes time."""
        try:
            new = brought.structs + brought.taken_beyond(check(self.doc.get_update()))
        except Malformed:  # what was accepted before is not all read
            new = brought.pieces
        return most_moved(self.items, new)

    @property
    def most_passed_in_all(self) -> int:
        """Estimate from above how many items are passed when the document is loaded as a whole."""
        return self.jumps * self.items

    def most_passed_with(self, brought: Brought) -> int:
        """Estimate the same for the document with this update."""
        return (self.jumps + brought.jumps) * (self.items + ITEMS * brought.pieces)

    def count_items(self) -> None:
        """Count the items and jumps exactly. It takes time: not before the bound is twice what was counted."""
        if self.items > 2 * self.counted:
            with contextlib.suppress(Malformed):  # what was accepted before is not all read
                whole = check(self.doc.get_update())
                self.items, self.counted, self.jumps = whole.structs, whole.structs, whole.jumps

    def added_clients(self, brought: Brought) -> int:
        return sum(client not in self.known for client in brought.ends)

    def added_bytes(self, update: bytes) -> int:
        """Apply the update to a copy, and return the bytes it adds beside the text. Raise ValueError."""
        doc: Doc[Text] = Doc()
        text = doc.get(NAME, type=Text)
        doc.apply_update(self.doc.get_update())
        doc.apply_update(update)
        return len(doc.get_update()) - len(str(text).encode()) - self.beside

    def grow(self, brought: Brought, size: int) -> None:
        """Count an applied update."""
        self.beside += most_added(brought, size)
        self.items += ITEMS * brought.pieces
        self.jumps += brought.jumps
        self.learn_halves(brought)
        for client in brought.news(self.known):
            self.known[client] = brought.ends[client]


def follow(there: array[int], clocks: list[int]) -> bool:
    """Return whether these clocks, which are in order where they are of one piece, all come after those that are."""
    return all(one < other for one, other in pairwise([*there[-1:], *clocks]))


def in_order(there: array[int], clocks: list[int]) -> array[int]:
    return array("I", sorted({*there, *clocks}))


def without_ranges(clocks: array[int], ranges: list[tuple[int, int]]) -> array[int]:
    """Return the clocks that are in none of these ranges, in one pass."""
    left, at = array("I"), 0
    for first, end in sorted(ranges):
        start = bisect_left(clocks, first, lo=at)
        left += clocks[at:start]
        at = bisect_left(clocks, end, lo=start)
    return left + clocks[at:]


def most_moved(items: int, pieces: int) -> int:
    return pieces * (items + pieces) // MOVED


def most_added(brought: Brought, size: int) -> int:
    """Return the maximum of bytes that an update of this size adds to the snapshot, beside its text."""
    return size + LARGEST * brought.pieces
