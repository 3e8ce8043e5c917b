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
from palabre.notes.live.taken_ranges import TakenRanges
from palabre.notes.live.yjs_updates import Brought, State, check, check_state
from palabre.notes.yjs.load_trial import UNTRIED

MOST_CLIENTS = 2_000  # as many as the client ids kept of former epochs (palabre.notes.yjs.epochs)
MOST_BESIDE = 768 * 1024  # bytes of a snapshot beside its text; a struct takes at least four of them
ITEM = 4  # bytes of an item in a snapshot beside its text, at least; as browsers write it, sixteen
ITEMS = 3  # that a struct or a range adds at most: itself, and those it cuts in two
MOVED = 64  # items of one client that the library moves in the time that it passes one
NO_CLOCKS = array("I")
A_CUT = 30  # bytes that a struct cut in two adds to a snapshot at most
A_RANGE = 60  # bytes that a deleted range adds at most
WORN = 96 * 1024  # bytes beside a text ten times shorter: there is more to be kept of its past than of the text


class Swollen(Exception):
    """The document would exceed its limits: a new epoch must begin."""


@dataclasses.dataclass(slots=True)
class Extent:
    """`known` is the state vector. `beside` is an upper bound in bytes, counted exactly when it is high.

    `exact` is what it was when it was last counted. `items` and `jumps` are upper bounds too, and `counted` what
    `items` was when both were last counted exactly. `taken` are the deleted ranges, read once something is taken away.
    `halves` are the clocks of each client, in order, that are the second unit of a sign of two in the text.
    """

    doc: Doc[Text]
    text: Text
    known: dict[int, int] = dataclasses.field(default_factory=dict)
    beside: int = 0
    exact: int = 0
    items: int = 0
    jumps: int = 0
    counted: int = 0
    taken: TakenRanges | None = None
    halves: dict[int, array[int]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        """Read the state vector of the document, and count its size."""
        self.known = dict(check_state(self.doc.get_state()))
        self.count()
        self.items, self.counted = self.beside // ITEM, 0
        self.jumps = self.items
        self.taken, self.halves = None, {}
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
        self.beside = self.exact = len(self.doc.get_update()) - len(str(self.text).encode())

    @property
    def is_worn(self) -> bool:
        """Return whether it holds far more of what was typed and taken away than of its text."""
        return self.beside > WORN and self.beside > 10 * len(str(self.text).encode())

    def is_beyond(self, part: float = 1) -> bool:
        """Return whether it exceeds its limits, or this part of them."""
        return len(self.known) > MOST_CLIENTS * part or self.beside > MOST_BESIDE * part

    def admit(self, brought: Brought, part: float = 1) -> None:
        """Raise Swollen if this update, which is ready, would exceed this part of the document's limits."""
        new = self.added_clients(brought)
        if new and len(self.known) + new > MOST_CLIENTS * part:
            raise Swollen
        added = self.most_added(brought)
        if self.beside + added > MOST_BESIDE * part:
            self.count()
            if self.beside + added > MOST_BESIDE * part:
                raise Swollen

    def most_added(self, brought: Brought) -> int:
        """Return the maximum of bytes that an update adds to the snapshot, beside its text. No copy is made to know."""
        by_structs = len(brought.cuts) - 2 * brought.ranges
        return brought.size + A_CUT * by_structs + A_RANGE * self.newly_taken(brought)

    def newly_taken(self, brought: Brought) -> int:
        """Count the ranges that take something away: who comes back says again all that ever was."""
        if brought.fresh is None and brought.ranges:
            self.taken = self.taken or TakenRanges(self.doc)
            brought.fresh = self.taken.count_beyond(brought)
        return brought.fresh or 0

    def most_passed(self, brought: Brought) -> int:
        """Estimate from above how many items the library passes to place an update, without applying it."""
        return brought.jumps * (self.items + brought.pieces)

    def most_moved(self, brought: Brought) -> int:
        """Estimate, as items passed, those that move when each piece cuts one that they follow."""
        cutting = brought.structs + self.newly_taken(brought)
        return cutting * (self.items + cutting) // MOVED

    @property
    def most_passed_in_all(self) -> int:
        """Estimate from above how many items are passed when the document is loaded as a whole."""
        return self.jumps * self.items

    def most_passed_with(self, brought: Brought) -> int:
        """Estimate the same for the document with this update."""
        return (self.jumps + brought.jumps) * (self.items + ITEMS * brought.pieces)

    def count_items(self) -> int:
        """Count the items and jumps exactly, and return how many pieces were read for it.

        It takes time: not before the bound is twice what was counted.
        """
        if self.items <= 2 * self.counted:
            return 0
        self.counted = self.items
        with contextlib.suppress(Malformed):  # what was accepted before is not all read
            whole = check(self.doc.get_update())
            self.items, self.counted, self.jumps = whole.structs, whole.structs, whole.jumps
            return whole.pieces
        return self.items

    def added_clients(self, brought: Brought) -> int:
        return sum(client not in self.known for client in brought.ends)

    def grow(self, brought: Brought) -> None:
        """Count an applied update."""
        if self.taken is None:
            brought.fresh = brought.ranges if brought.fresh is None else brought.fresh
        self.beside += self.most_added(brought)
        self.items += ITEMS * (brought.new + self.newly_taken(brought))
        self.jumps += brought.jumps
        if self.taken is not None:
            self.taken.learn(brought)
        self.learn_halves(brought)
        for client in brought.news(self.known):
            self.known[client] = brought.ends[client]


def check_sent_state(state: bytes) -> State:
    """Return the state vector that a visitor sends. Raise Malformed, unread if no document has as many clients.

    A browser that writes alone for long has some that the server does not know yet.
    """
    return check_state(state, most=2 * MOST_CLIENTS)


def counted(doc: Doc[Text], text: Text) -> Extent:
    """Return the extent of a document that is opened, exactly where its estimate is high."""
    extent = Extent(doc, text)
    if extent.most_passed_in_all > UNTRIED:
        extent.count_items()
    return extent


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
