"""Addresses that spend much to read: who passes reads them one at a time, with one thread, for a while.

A visitor's cookie costs nothing: as many visitors as one likes ask once for a long page, and all the threads of those
who pass would be busy with it. What those under way at one address spend together counts, so that the next ones that
wait for a thread leave it to others.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator

from palabre.serving.processor_bound import MUCH_READING, HeavyAskers

LOOK = 1.0  # seconds between two looks at what is under way
ORDINARY = 0.1  # seconds of processor


class HeavyAddresses(HeavyAskers):
    """Paths. Bound to one event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: dict[str, list[Callable[[], float]]] = defaultdict(list)
        self.is_timed = False

    @contextlib.contextmanager
    def watched(self, path: str, spent: Callable[[], float]) -> Iterator[None]:
        """Watch a request until it is made, unless its path is "". `spent` returns its seconds of processor so far."""
        if not path:
            yield
            return
        self.under_way[path].append(spent)
        if not self.is_timed:
            self.look_soon()
        try:
            yield
        finally:
            self.look(path)
            self.under_way[path].remove(spent)
            if not self.under_way[path]:
                del self.under_way[path]

    def look_soon(self) -> None:
        self.is_timed = bool(self.under_way)
        if self.is_timed:
            asyncio.get_running_loop().call_later(LOOK, self.look_at_all)

    def look_at_all(self) -> None:
        for path in self.under_way:
            self.look(path)
        self.look_soon()

    def look(self, path: str) -> None:
        """Add the path where the requests under way there have spent much, together; ordinary pages count nothing."""
        long_ones = (one for spent in self.under_way[path] if (one := spent()) > ORDINARY)
        if sum(long_ones) > MUCH_READING:
            self.add(path)
