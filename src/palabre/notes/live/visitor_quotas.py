"""Quotas of each visitor of a live note, for all their connections and for HTTP.

A person's quota is lower than the limits of the document: crafted updates are refused long before it is full. Guests,
who came by a link, share a lower limit: the last quarter of the document is for members. Quotas are kept in the
process, which serves both transports.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from weakref import WeakValueDictionary

from palabre.live.token_bucket import Allowance, Bucket
from palabre.notes.live.document_size import MOST_BESIDE, Extent, Swollen
from palabre.notes.live.yjs_updates import Brought
from palabre.notes.yjs.client_owners import Claims

MOST_NOTES = 500  # whose quotas are kept
MOST_PERSONS = 2_000  # whose time is kept
NUMBERS_AT_ONCE = 200.0  # new Yjs clients; an open page is one, a browser that repairs the server brings many
NUMBERS = 1 / 30  # per second
BYTES_AT_ONCE = 256 * 1024.0  # beside the text, as estimated before it is applied
BYTES = 1024.0
PIECES_AT_ONCE = 100_000.0  # structs and ranges, which take time to parse
PIECES = 2_000.0
CARETS_AT_ONCE = 32 * 1024.0  # bytes of carets; a browser sends ten of some 300 a second
CARETS = 8 * 1024.0
PASSED_AT_ONCE = 20_000_000.0  # items passed to place structs, as estimated: nearly all are close to their place
PASSED = 100_000.0
TIME_AT_ONCE = 1.0  # seconds of processor, in all notes: a key takes a thousandth at most, who comes back a twentieth
TIME = 0.08  # per second
GUESTS = 0.75  # of a document's limits


class TooMuch(Exception):
    """The visitor exceeded their quota; they may try again later."""


@dataclasses.dataclass(slots=True)
class Share:
    """The remaining quota of one visitor for one note; `processor` is the same for all their notes."""

    processor: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(TIME_AT_ONCE, TIME))
    numbers: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(NUMBERS_AT_ONCE, NUMBERS))
    weight: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(BYTES_AT_ONCE, BYTES))
    pieces: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(PIECES_AT_ONCE, PIECES))
    passed: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(PASSED_AT_ONCE, PASSED))
    carets: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(CARETS_AT_ONCE, CARETS))
    allowance: Allowance = dataclasses.field(default_factory=lambda: Allowance(time.monotonic()))

    def admits_carets(self, size: int) -> bool:
        """Deduct some bytes of carets, which everybody receives; return False when too few are left."""
        if size > self.carets.fill():
            return False
        self.carets.left -= size
        return True

    def spend(self, brought: Brought, extent: Extent) -> None:
        """Deduct an update from the quota. Raise TooMuch. Bytes count once the document is half full."""
        passed = self.spare(brought, extent)
        new, added = extent.added_clients(brought), extent.most_added(brought)
        if new > self.numbers.fill():
            raise TooMuch
        if added > self.weight.fill():
            extent.count()
            if extent.beside > MOST_BESIDE // 2:
                raise TooMuch
            self.weight.left = max(self.weight.most, added)
        self.passed.left -= passed
        self.numbers.left -= new
        self.weight.left -= added

    def spare(self, brought: Brought, extent: Extent) -> int:
        """Return how many items this update may pass. Raise TooMuch. Nothing is applied, not even to a copy."""
        passed, moved = extent.most_passed(brought), extent.most_moved(brought)
        if passed > self.passed.fill() or moved > PASSED_AT_ONCE:
            self.pieces.left -= extent.count_items()
            passed, moved = extent.most_passed(brought), extent.most_moved(brought)
        if passed > self.passed.left or moved > PASSED_AT_ONCE:
            raise TooMuch
        return passed

    def admit(self, brought: Brought, extent: Extent, *, is_guest: bool) -> None:
        """Deduct an update from the quota, and check that the document can hold it. Raise TooMuch, Swollen."""
        self.spend(brought, extent)
        try:
            extent.admit(brought, GUESTS if is_guest else 1)
        except Swollen:
            if is_guest:
                raise TooMuch from None
            raise

    @property
    def is_read_out(self) -> bool:
        """True when so much was read from all the visitor's connections that reading must stop for now."""
        return self.pieces.fill() < -PIECES

    def pause(self, pieces: int) -> float:
        """Count what was read, and return the number of seconds before reading more."""
        self.pieces.fill()
        self.pieces.left -= pieces
        return max(0.0, -self.pieces.left / self.pieces.rate)

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Deduct the time of processor that this takes: whatever it is, the whole process waits for it."""
        began = time.thread_time()
        try:
            yield
        finally:
            self.processor.fill()
            self.processor.left -= time.thread_time() - began

    @property
    def wait(self) -> float:
        """Return the number of seconds before the visitor is heard again, in any note."""
        return max(0.0, -self.processor.fill() / self.processor.rate)


@dataclasses.dataclass(slots=True, weakref_slot=True)
class Shares:
    """Quotas of one note. `owners` maps a client id to its first user, by caret or by key.

    `claimed` are those of them that are not stored yet (see client_owners).
    """

    of: dict[int, Share] = dataclasses.field(default_factory=dict)
    owners: dict[int, int] = dataclasses.field(default_factory=dict)
    claimed: dict[int, int] = dataclasses.field(default_factory=dict)

    def share(self, person: int) -> Share:
        if person not in self.of:
            self.of[person] = Share(processor_of(person))
        return self.of[person]

    def are_hers(self, clients: list[int], person: int) -> bool:
        """Return whether the person may use these client ids: another's words would be taken for known ones."""
        return all(self.owners.get(client, person) == person for client in clients)

    def claim_all(self, clients: list[int], person: int) -> None:
        for client in clients:
            self.claim(client, person)

    def claim(self, client: int, person: int, *, writes: bool = True) -> bool:
        """Reserve this client id for a person who writes, if it is free. Return False where it is another's."""
        if writes and client not in self.owners and self.share(person).numbers.fill() >= 1:
            self.owners[client] = self.claimed[client] = person
            self.share(person).numbers.left -= 1
        return self.are_hers([client], person)

    def learn(self, owners: Mapping[int, int]) -> None:
        """Know again what was stored."""
        self.owners = {**owners, **self.owners}

    def to_store(self) -> Claims:
        claimed, self.claimed = self.claimed, {}
        return tuple(claimed.items())


_shares: OrderedDict[int, Shares] = OrderedDict()
_in_use: WeakValueDictionary[int, Shares] = WeakValueDictionary()  # by open rooms, too
_processors: OrderedDict[int, Bucket] = OrderedDict()


def processor_of(person: int) -> Bucket:
    """Return the time that a person has in all notes; that of the last who came is kept."""
    bucket = _processors.setdefault(person, Bucket.full(TIME_AT_ONCE, TIME))
    _processors.move_to_end(person)
    while len(_processors) > MOST_PERSONS:
        _processors.popitem(last=False)
    return bucket


def shares_of(note: int) -> Shares:
    """Return the quotas of a note; those of open rooms and of the last notes used are kept."""
    shares = _in_use.setdefault(note, _shares.get(note) or Shares())
    _shares[note] = shares
    _shares.move_to_end(note)
    while len(_shares) > MOST_NOTES:
        _shares.popitem(last=False)
    return shares
