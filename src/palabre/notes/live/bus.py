"""The Bus: what rooms tell those of other processes, through Redis or Valkey. Without it, the log is read four times a
second; with it, others see a key within a few milliseconds, and one another's carets.

It is never the truth: what is lost on it is found in the log. One channel for all notes, so that joining is no race;
an upper slice that has rooms of its own strings a `Wire` beside it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings

from palabre.notes.live.yjs_frames import Bytes, Malformed, number, piece

CHANNEL = "palabre:notes"
MOST_WAITING = 2_000  # messages while Redis is away; further ones are left to the log
AWAY = 2.0  # seconds before the next attempt
logger = logging.getLogger(__name__)

type Heard = Callable[[int, int, bytes, bytes], None]


class Silence:
    """No bus: one process, or several that read the log."""

    def publish(self, note: int, epoch: int, update: bytes, carets: bytes) -> None:
        pass

    def say(self, message: bytes) -> None:
        pass


class Wire:
    """A channel of messages between processes; one hears its own too. `heard(message)` is called in the loop."""

    def __init__(self, client: Any, channel: str, *, heard: Callable[[bytes], None]) -> None:
        self.client, self.channel, self.on_message = client, channel, heard
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        loop = asyncio.get_running_loop()
        self.tasks = [loop.create_task(self.again(act)) for act in (self.speak, self.listen)]

    def say(self, message: bytes) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self.waiting.put_nowait(message)

    async def again(self, act: Callable[[], Any]) -> None:
        """Do it for ever, over whatever befalls Redis."""
        while True:
            try:
                await act()
            except Exception as fault:  # redis-py raises of many kinds; none of them may end a room
                logger.warning("the bus %s is away (%s)", self.channel, type(fault).__name__)
            await asyncio.sleep(AWAY)

    async def speak(self) -> None:
        while True:
            await self.client.publish(self.channel, await self.waiting.get())

    async def listen(self) -> None:
        async with self.client.pubsub() as ear:
            await ear.subscribe(self.channel)
            async for message in ear.listen():
                if message["type"] == "message":
                    self.on_message(message["data"])


class Bus(Wire):
    """`heard(note, epoch, update, carets)` is called in the loop for what other processes say."""

    def __init__(self, client: Any, origin: str, *, heard: Heard) -> None:
        super().__init__(client, CHANNEL, heard=self.hear)
        self.origin, self.heard = origin.encode(), heard

    def publish(self, note: int, epoch: int, update: bytes, carets: bytes) -> None:
        self.say(piece(self.origin) + number(note) + number(epoch) + piece(update) + piece(carets))

    def hear(self, message: bytes) -> None:
        given = Bytes(message)
        try:
            origin, note, epoch, update, carets = (
                *(given.piece(), given.number(), given.number()),
                *(given.piece(), given.piece()),
            )
        except Malformed:
            return
        if origin != self.origin:
            self.heard(note, epoch, update, carets)


def bus_of(origin: str, *, heard: Heard) -> Bus | Silence:
    """Return the bus that the settings name (PALABRE_REDIS_URL), or none."""
    return Bus(redis(), origin, heard=heard) if settings.REDIS_URL else Silence()


def wire_of(channel: str, *, heard: Callable[[bytes], None]) -> Wire | Silence:
    """Return a wire of this name on the same Redis, or none."""
    return Wire(redis(), channel, heard=heard) if settings.REDIS_URL else Silence()


def redis() -> Any:
    from redis.asyncio import Redis  # only where there is a bus

    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5, health_check_interval=15)
