"""One screen that is connected: the latest state that it lacks, a few flashes, and its end. A slow one lacks little.

Whatever happened while it slept, what waits for it is one state: the one that holds when it wakes up.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from palabre.live.live_visitors import LiveVisitor
from palabre.meetings.room.room_screens import Onlooker

MOST_FLASHES = 30  # that wait for a slow reader; further ones have faded anyway
SLOW = 30.0  # seconds in which one frame leaves, or the connection is given up
TRY_AGAIN = 1013

type Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclasses.dataclass(eq=False)
class Screen:
    """`shown` is the HTML that it was sent last. `ended` is the code by which the connection ends."""

    visitor: LiveVisitor
    who: Onlooker
    name: str
    language: str
    shown: str = ""
    frame: str | None = None
    flashes: deque[str] = dataclasses.field(default_factory=lambda: deque(maxlen=MOST_FLASHES))
    ended: int | None = None
    stir: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)

    def show(self, html: str, frame: str) -> None:
        """Have it show this, unless it does."""
        if self.ended is None and html != self.shown:
            self.shown, self.frame = html, frame
            self.stir.set()

    def flash(self, frame: str) -> None:
        if self.ended is None:
            self.flashes.append(frame)
            self.stir.set()

    def end(self, code: int) -> None:
        if self.ended is None:
            self.ended = code
            self.stir.set()

    async def send_on(self, send: Send) -> None:
        """Send what waits, until the connection is ended."""
        while self.ended is None:
            await self.stir.wait()
            self.stir.clear()
            while (frame := self.next_frame()) is not None:
                await self.sent(send, frame)
        with contextlib.suppress(Exception):  # it may be gone
            await send({"type": "websocket.close", "code": self.ended})

    def next_frame(self) -> str | None:
        if self.ended is not None:
            return None
        frame, self.frame = self.frame, None
        return frame if frame is not None else self.flashes.popleft() if self.flashes else None

    async def sent(self, send: Send, frame: str) -> None:
        try:
            await asyncio.wait_for(send({"type": "websocket.send", "text": frame}), SLOW)
        except TimeoutError:
            self.end(TRY_AGAIN)
