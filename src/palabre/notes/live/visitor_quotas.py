"""What each visitor may bring to a live note, whichever way she comes: by any of her connections, or by HTTP.

A bound is hers before it is everybody's: who sends made-up updates is held back long before the document is full.
Those who came by a link are held back together, before the document has to be begun anew: the last quarter of it is
the members'. It is kept by the process, which serves both ways.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict

from palabre.live.token_bucket import Bucket
from palabre.notes.live.document_size import MOST_BESIDE, Extent, Swollen, most_added
from palabre.notes.live.yjs_updates import Brought

MOST_NOTES = 500  # that are remembered
NUMBERS_AT_ONCE = 200.0  # new Yjs clients; a page that is opened is one, a browser that repairs the server brings many
NUMBERS = 1 / 30  # each second
BYTES_AT_ONCE = 256 * 1024.0  # beside the text, as estimated before it is applied
BYTES = 1024.0
PIECES_AT_ONCE = 100_000.0  # structs and ranges, which take time to read
PIECES = 2_000.0
GUESTS = 0.75  # of a document's bounds


class TooMuch(Exception):
    """This visitor brings more than her share; she may come back a little later."""


@dataclasses.dataclass(slots=True)
class Share:
    """What one visitor may still bring to one note."""

    numbers: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(NUMBERS_AT_ONCE, NUMBERS))
    weight: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(BYTES_AT_ONCE, BYTES))
    pieces: Bucket = dataclasses.field(default_factory=lambda: Bucket.full(PIECES_AT_ONCE, PIECES))

    def spend(self, brought: Brought, update: bytes, extent: Extent) -> None:
        """Take an update out of her share. Raises TooMuch. Bytes count once the document is half full."""
        new, added = extent.added_clients(brought), most_added(brought, len(update))
        if new > self.numbers.fill():
            raise TooMuch
        if added > self.weight.fill():
            extent.count()
            if extent.beside <= MOST_BESIDE // 2:
                self.weight.left = max(self.weight.most, added)
            else:
                added = extent.added_bytes(update)
        if added > self.weight.left:
            raise TooMuch
        self.numbers.left -= new
        self.weight.left -= added

    def admit(self, brought: Brought, update: bytes, extent: Extent, *, is_guest: bool) -> None:
        """Take an update out of her share, and see that it fits into the document. Raises TooMuch, Swollen."""
        self.spend(brought, update, extent)
        try:
            extent.admit(brought, update, GUESTS if is_guest else 1)
        except Swollen:
            if is_guest:
                raise TooMuch from None
            raise

    @property
    def is_read_out(self) -> bool:
        """Was so much read of hers, by all of her connections, that nothing more is to be read now?"""
        return self.pieces.fill() < -PIECES

    def pause(self, pieces: int) -> float:
        """Count what was read of hers, and return for how many seconds nothing more is to be read."""
        self.pieces.fill()
        self.pieces.left -= pieces
        return max(0.0, -self.pieces.left / self.pieces.rate)


@dataclasses.dataclass(slots=True)
class Shares:
    """Of one note. `owners` says whose a client number is: who spoke it first, by her caret or by a key."""

    of: dict[int, Share] = dataclasses.field(default_factory=dict)
    owners: dict[int, int] = dataclasses.field(default_factory=dict)

    def share(self, person: int) -> Share:
        return self.of.setdefault(person, Share())

    def are_hers(self, clients: list[int], person: int) -> bool:
        """May she write under these numbers? Under another's, words of the other would be taken for known ones."""
        return all(self.owners.get(client, person) == person for client in clients)

    def claim_all(self, clients: list[int], person: int) -> None:
        for client in clients:
            self.claim(client, person)

    def claim(self, client: int, person: int) -> None:
        """Keep this number for her, if it is nobody's yet."""
        if client not in self.owners and self.share(person).numbers.fill() >= 1:
            self.owners[client] = person
            self.share(person).numbers.left -= 1


_shares: OrderedDict[int, Shares] = OrderedDict()


def shares_of(note: int) -> Shares:
    """Return what visitors of a note may bring; the notes that were written in last are remembered."""
    shares = _shares.setdefault(note, Shares())
    _shares.move_to_end(note)
    while len(_shares) > MOST_NOTES:
        _shares.popitem(last=False)
    return shares
