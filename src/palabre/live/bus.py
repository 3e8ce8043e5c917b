"""The bus: what a process tells the others, through Redis or Valkey, one channel for each kind of thing followed.

It is never the truth: what is lost on it is found in the database. Without it, the database is looked at four times a
second; with it, others see a change within a few milliseconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings

MOST_WAITING = 2_000  # messages while Redis is away; further ones are left to the database
AWAY = 2.0  # seconds before the next attempt
logger = logging.getLogger(__name__)


class Silence:
    """No bus: one process, or several that look at the database."""

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


def wire_of(channel: str, *, heard: Callable[[bytes], None]) -> Wire | Silence:
    """Return the channel of this name on the Redis that the settings name (PALABRE_REDIS_URL), or none."""
    return Wire(redis(), channel, heard=heard) if settings.REDIS_URL else Silence()


def redis() -> Any:
    from redis.asyncio import Redis  # only where there is a bus

    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5, health_check_interval=15)
