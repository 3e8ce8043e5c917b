"""Values read of a space at its last version, remembered in this process: bounded in bytes and in age."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remembered[T]:
    value: T
    version: int
    until: float
    weight: int


class LatestVersions[T]:
    """Values by key: the last version of each, those used last, up to `most_bytes` in all.

    The version is read before the value, so that a value holds all that its version does. `seconds` is the greatest
    age, in case a change left the version as it was.
    """

    def __init__(self, weigh: Callable[[T], int], *, most_bytes: int, seconds: float) -> None:
        self.weigh, self.most_bytes, self.seconds = weigh, most_bytes, seconds
        self.found: OrderedDict[Hashable, Remembered[T]] = OrderedDict()
        self.weight = 0
        self.guard = threading.Lock()

    def at(self, key: Hashable, version: int, read: Callable[[], T]) -> T:
        """Return the value of this version; read it when it is not remembered."""
        now = time.monotonic()
        with self.guard:
            one = self.found.get(key)
            if one is not None and one.version == version and now < one.until:
                self.found.move_to_end(key)
                return one.value
        value = read()
        self.remember(key, Remembered(value, version, now + self.seconds, self.weigh(value)))
        return value

    def remember(self, key: Hashable, one: Remembered[T]) -> None:
        """Keep a value, unless a later version is kept or it is too large."""
        with self.guard:
            before = self.found.get(key)
            if one.weight > self.most_bytes or (before is not None and before.version > one.version):
                return
            self.weight += one.weight - (before.weight if before is not None else 0)
            self.found[key] = one
            self.found.move_to_end(key)
            while self.weight > self.most_bytes:
                _key, oldest = self.found.popitem(last=False)
                self.weight -= oldest.weight

    def cache_clear(self) -> None:
        with self.guard:
            self.found.clear()
            self.weight = 0
