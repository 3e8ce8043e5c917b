"""The deleted ranges of a live document, in order: what is said again of them is known without a look at it."""

from __future__ import annotations

import contextlib
from array import array
from bisect import bisect_left, bisect_right

from pycrdt import Doc, Text

from palabre.live.lib0 import Malformed
from palabre.notes.live.yjs_updates import Brought, check


class TakenRanges:
    """For each client, the first clocks of its deleted ranges, and those after their last; no two ranges touch."""

    def __init__(self, doc: Doc[Text]) -> None:
        self.of: dict[int, tuple[array[int], array[int]]] = {}
        with contextlib.suppress(Malformed):  # what was accepted before is not all read
            self.learn(check(doc.get_update(doc.get_state())))  # no struct is beyond the state: ranges alone

    def count_beyond(self, brought: Brought) -> int:
        """Return how many of the deleted ranges of an update are not whole among these."""
        return sum(
            not self.has(client, first, end) for client, ranges in brought.taken.items() for first, end in ranges
        )

    def has(self, client: int, first: int, end: int) -> bool:
        if client not in self.of:
            return False
        starts, ends = self.of[client]
        place = bisect_right(starts, first)
        return bool(place) and ends[place - 1] >= end

    def learn(self, brought: Brought) -> None:
        """Add the deleted ranges of an update."""
        for client, ranges in brought.taken.items():
            for first, end in ranges:
                if not self.has(client, first, end):
                    self.add(client, first, end)

    def add(self, client: int, first: int, end: int) -> None:
        """Add one range, in the place of those that it touches."""
        starts, ends = self.of.setdefault(client, (array("I"), array("I")))
        low, high = bisect_left(ends, first), bisect_right(starts, end)
        if low < high:
            first, end = min(first, starts[low]), max(end, ends[high - 1])
        starts[low:high] = array("I", [first])
        ends[low:high] = array("I", [end])
