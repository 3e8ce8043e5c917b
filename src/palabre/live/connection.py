"""One WebSocket that is connected: what waits for it, in turn, and its end."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from palabre.live.doors import Message, Send

TRY_AGAIN = 1013


@dataclasses.dataclass(eq=False, kw_only=True)
class LiveConnection:
    """`ended` is the code by which the connection ends, once somebody ended it; `stir` says that something waits.

    `patience`: seconds in which one message leaves, or the connection is given up. None: it may wait, within bounds.
    `gone` counts those that this process had.
    """

    gone: ClassVar[int] = 0
    patience: ClassVar[float | None] = None
    ended: int | None = None
    stir: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)

    def next_message(self) -> Message | None:
        """Return what is to be sent now, and take it from what waits."""
        raise NotImplementedError

    def end(self, code: int) -> None:
        """End the connection with this code, without what was still to be sent."""
        if self.ended is None:
            self.ended = code
            self.stir.set()

    async def stay(self, send: Send, listening: Coroutine[Any, Any, None], *, leave: Callable[[], None]) -> None:
        """Send and listen until one side ends, then `leave`."""
        tasks = [asyncio.create_task(self.send_on(send)), asyncio.create_task(listening)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leave()
            LiveConnection.gone += 1
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    async def send_on(self, send: Send) -> None:
        """Send what waits, until the connection is ended, or the client is gone.

        That it is gone is no exception of this task: it would hold the message that was being sent in a cycle, until
        Python collects these, and a thousand clients that are gone would be a gigabyte.
        """
        with contextlib.suppress(OSError):
            await self.send_all(send)

    async def send_all(self, send: Send) -> None:
        while self.ended is None:
            await self.stir.wait()
            self.stir.clear()
            while self.ended is None and (message := self.next_message()) is not None:
                await self.send_one(send, message)
                del message
        with contextlib.suppress(Exception):  # it may be gone
            await send({"type": "websocket.close", "code": self.ended})

    async def send_one(self, send: Send, message: Message) -> None:
        try:
            await asyncio.wait_for(send(message), self.patience)
        except TimeoutError:
            self.end(TRY_AGAIN)
