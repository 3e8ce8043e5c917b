"""The screens of a hall that follow the wall of a forum: what each shows, and when each question came to it."""

from __future__ import annotations

import asyncio
import functools
import random
import re
import time
from dataclasses import dataclass, field

from live.wire import Refused, opened

TOPIC = re.compile(rb"Sujet(\d{3})")  # how the questions of a load begin
AWAY = (1.0, 3.0)  # seconds until a screen whose connection ended comes back


@dataclass(eq=False, slots=True)
class WallScreen:
    """One screen of this kind. `came` is when each question was in hand, `last` the questions of the last frame."""

    kind: str
    came: dict[int, float] = field(default_factory=dict)
    last: frozenset[int] = frozenset()
    frames: int = 0
    bytes: int = 0
    ends: int = 0
    refusals: int = 0

    async def follow(self, port: int, door: str, cookie: str) -> None:
        """Follow the wall until it is cancelled; come back when the connection ends."""
        while True:
            over: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            try:
                wire = await opened("127.0.0.1", port, door, cookie=cookie, hear=self.hear, ended=once(over))
                wire.begin()
                await over
                self.ends += 1
            except (Refused, OSError):
                self.refusals += 1
            await asyncio.sleep(random.uniform(*AWAY))

    def hear(self, frame: bytes) -> None:
        at = time.perf_counter()
        self.frames, self.bytes = self.frames + 1, self.bytes + len(frame)
        self.last = topics_in(frame)
        for one in self.last - self.came.keys():
            self.came[one] = at


def once(over: asyncio.Future[int]) -> object:
    """Return what a wire calls at its end."""

    def ended(code: int) -> None:
        if not over.done():
            over.set_result(code)

    return ended


@functools.lru_cache(maxsize=64)
def topics_in(frame: bytes) -> frozenset[int]:
    """Return the numbers of the questions in a frame: hundreds of screens are sent the same one."""
    return frozenset(int(one) for one in TOPIC.findall(frame))
