"""One reader at a time within a process whose database is SQLite: what several pages made at once would waste.

SQLite's module lets Python's lock go some ten times a query, and again at each row, for microseconds. Each time, a
thread that waits for the lock is woken, mostly to find it taken again: a page made beside others took a third more of
the processor, and none was there sooner.

It is a courtesy between threads, never a lock: whoever keeps the turn for too long loses it, and goes on beside.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

LONGEST = 0.1  # seconds that somebody may keep the turn


class ReadingTurn:
    def __init__(self) -> None:
        self.line = deque[threading.Lock]()  # whoever has the turn, then those who wait, each at a lock of their own
        self.guard, self.since = threading.Lock(), 0.0

    def take[Returned](self, call: Callable[[], Returned]) -> Returned:
        """Call it in its turn, those who came first before it."""
        place = threading.Lock()
        with self.guard:
            self.line.append(place)
            place.acquire()
            if self.line[0] is place:
                self.begin()
        while not place.acquire(timeout=max(0.0, self.since + LONGEST - time.monotonic())):
            with self.guard:
                if time.monotonic() >= self.since + LONGEST:
                    self.pass_on()
        try:
            return call()
        finally:
            with self.guard:
                if self.line and self.line[0] is place:
                    self.pass_on()

    def pass_on(self) -> None:
        """Give the turn to the next one. Nobody may be left: others pass on for a thread that was kept from running."""
        if self.line:
            self.line.popleft()
        if self.line:
            self.begin()

    def begin(self) -> None:
        self.since = time.monotonic()
        self.line[0].release()
