"""Trial of how long a live document takes to load, before everybody loads it.

To place a struct, Yjs passes those between its two neighbours. A few crafted updates make a document that costs nothing
while it grows, and half a minute when it is loaded as a whole, by this server and by each browser.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections import OrderedDict

from palabre.live.lib0 import Malformed
from palabre.notes.live.yjs_updates import check
from palabre.notes.yjs import document_loader
from palabre.web import sandbox

SAFE = 1_000_000  # structs passed, at most: a fifth of a second of processor at worst; nothing is tried below
UNTRIED = 2 * SAFE  # that a document may pass beyond what was tried last: the next update waits for a trial
SECONDS = 0.25  # of processor that a document may take to load: while one is loaded, all threads wait
ONE_AT_ONCE = threading.BoundedSemaphore(1)
OTHERS = 4  # times as long as a person's trial took, before their next one: the others have theirs meanwhile
SHORTEST, AFTER_SLOW = 1.0, 60.0  # seconds before their next one, at least; and once they brought what loads slowly
MOST_PERSONS = 2_000  # whose turn is remembered
logger = logging.getLogger(__name__)


@dataclasses.dataclass(slots=True)
class Turns:
    """Instants from which each person may have a document tried again, in any note: there is one place for all."""

    at: OrderedDict[int, float] = dataclasses.field(default_factory=OrderedDict)
    lock: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    def try_for(self, person: int, state: bytes, update: bytes) -> bool | None:
        """Return whether the document loads quickly with this update; None when it is not yet the person's turn."""
        began = time.monotonic()
        with self.lock:
            if self.at.get(person, began) > began:
                return None
            self.put(person, began + AFTER_SLOW)
        is_quick = loads_quickly(state, update)
        now = time.monotonic()
        with self.lock:
            self.put(person, now + (AFTER_SLOW if is_quick is False else max(SHORTEST, OTHERS * (now - began))))
        return is_quick

    def put(self, person: int, at: float) -> None:
        self.at[person] = at
        self.at.move_to_end(person)
        while len(self.at) > MOST_PERSONS:
            self.at.popitem(last=False)


turns = Turns()


def loads_quickly(state: bytes, update: bytes = b"") -> bool | None:
    """Return whether the document of this state, and with this update, loads quickly. Not for the loop.

    None when it cannot be tried now, or when the process that tries it did not come to read it.
    """
    if not update and most_passed(state) <= SAFE:
        return True
    if not ONE_AT_ONCE.acquire(blocking=False):
        return None
    try:
        status, said = sandbox.run_apart(document_loader, f"{SECONDS} {len(state)}", state + update)
    except OSError as fault:
        logger.warning("no process to try a document in (%s)", type(fault).__name__)
        return None
    finally:
        ONE_AT_ONCE.release()
    return not status if document_loader.READY.encode() in said else None


def most_passed(state: bytes) -> int:
    """Return how many structs are passed at most when the document is loaded as a whole."""
    try:
        brought = check(state)
    except Malformed:  # the document holds what was accepted before
        return SAFE + 1
    return brought.jumps * brought.pieces
