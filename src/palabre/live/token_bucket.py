"""Rate limits: token buckets, and the wait when one is empty. Never by IP address."""

from __future__ import annotations

import dataclasses
import time

FRAMES = 60.0  # each second
BYTES = 64 * 1024.0
FRAMES_AT_ONCE = 300.0
BYTES_AT_ONCE = 512 * 1024.0


@dataclasses.dataclass(slots=True)
class Allowance:
    """The budget of a connection. `at` is the time of the last update, in seconds."""

    at: float
    frames: float = FRAMES_AT_ONCE
    bytes: float = BYTES_AT_ONCE

    def spend(self, size: int, now: float) -> float:
        """Count a frame of `size` bytes, and return for how many seconds to stop reading."""
        passed, self.at = max(0.0, now - self.at), now
        self.frames = min(FRAMES_AT_ONCE, self.frames + passed * FRAMES) - 1
        self.bytes = min(BYTES_AT_ONCE, self.bytes + passed * BYTES) - size
        return max(0.0, -self.frames / FRAMES, -self.bytes / BYTES)


@dataclasses.dataclass(slots=True)
class Bucket:
    """A token bucket of capacity `most`, refilled by `rate` tokens a second."""

    most: float
    rate: float
    left: float
    at: float

    @classmethod
    def full(cls, most: float, rate: float) -> Bucket:
        return cls(most, rate, most, time.monotonic())

    def fill(self) -> float:
        """Return the tokens now available."""
        now = time.monotonic()
        self.left, self.at = min(self.most, self.left + (now - self.at) * self.rate), now
        return self.left
