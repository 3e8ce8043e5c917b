"""The broadcaster: the connections of this process, by the object of one topic that they follow, and their updates.

A change made in this process triggers a look at the database at once, and is published to the other processes over the
bus; besides, each process polls the database four times a second. So screens served by other processes, or without
Redis, lag by a quarter of a second at most. It runs in the event loop of the WebSockets; queries run in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from palabre.live.bus import Silence, Wire, wire_of
from palabre.live.connection import LiveConnection
from palabre.live.lib0 import Bytes, Malformed, number, piece
from palabre.live.live_visitors import LiveVisitor
from palabre.live.topic import Stamp, Topic
from palabre.live.visitor_rights import Access

EVERY = 0.25  # seconds between two looks
RIGHTS_EVERY = 1.0  # seconds, when something changed in a space
RIGHTS_ANYWAY = 30.0  # seconds, for seats and links that run out by themselves
logger = logging.getLogger(__name__)


class Full(Exception):
    """Raised when the person, or the process, has too many connections."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """Access of each visitor, and the version of the space at which each was judged (None: the object is gone)."""

    accesses: dict[LiveVisitor, Access]
    spaces: dict[LiveVisitor, int | None]


class Broadcaster[C: LiveConnection]:
    """`visitors` maps each connection to its visitor, `followers` each object to its connections.

    Its queries run in one thread: each thread has a connection to the database and memory of its own, which all grow
    with the largest document that they read.
    """

    def __init__(self, topic: Topic) -> None:
        self.loop = asyncio.get_running_loop()
        self.queries = ThreadPoolExecutor(1, thread_name_prefix=f"follow-{topic.channel}")
        self.topic = topic
        self.origin = secrets.token_hex(8)
        self.visitors: dict[C, LiveVisitor] = {}
        self.followers: dict[int, set[C]] = {}
        self.judged: dict[LiveVisitor, int | None] = {}
        self.judged_at = self.all_judged_at = float("-inf")
        self.rung = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.wire: Wire | Silence = wire_of(topic.channel, heard=self.hear)
        topic.bell.listen(self.from_a_thread(self.ring))

    async def look(self) -> None:
        """Query the database (`ask`), send the result to the connections, and update the visitors' rights (`apply`)."""
        raise NotImplementedError

    def let(self, connection: C, access: Access) -> None:
        """Apply the visitor's present rights to their connection."""
        raise NotImplementedError

    def hear_body(self, thing: int, body: bytes) -> None:
        """Handle the message of another process about an object followed here. Raise Malformed."""
        raise NotImplementedError

    def rest(self) -> None:
        """Free caches when nobody is connected."""

    def join(self, connection: C, visitor: LiveVisitor) -> None:
        """Add a connection, and start polling. Raise Full."""
        of_each = Counter(one.person for one in self.visitors.values())
        if of_each[visitor.person] >= self.topic.most_of_one or len(self.visitors) >= self.topic.most:
            raise Full
        self.visitors[connection] = visitor
        self.followers.setdefault(visitor.thing, set()).add(connection)
        if self.task is None or self.task.done():
            self.task = self.loop.create_task(self.follow(), name=f"follow {self.topic.channel}")

    def leave(self, connection: C) -> None:
        visitor = self.visitors.pop(connection, None)
        if visitor is None:
            return
        followers = self.followers[visitor.thing]
        followers.discard(connection)
        if not followers:
            del self.followers[visitor.thing]

    def ring(self, thing: int) -> None:
        """Poll at once: this process changed this object."""
        if thing in self.followers:
            self.rung.set()
        self.say(thing)

    def say(self, thing: int, body: bytes = b"") -> None:
        """Publish a message about an object to the other processes; an empty body says that it changed."""
        self.wire.say(piece(self.origin.encode()) + number(thing) + piece(body))

    def hear(self, message: bytes) -> None:
        """Handle a message of the bus."""
        with contextlib.suppress(Malformed):
            given = Bytes(message)
            origin, thing, body = given.piece(), given.number(), given.piece()
            if origin == self.origin.encode() or thing not in self.followers:
                return
            if body:
                self.hear_body(thing, body)
            else:
                self.rung.set()

    def from_a_thread(self, act: Callable[..., Any]) -> Callable[..., None]:
        """Return `act` wrapped so that a thread may call it: it runs in the loop."""

        def call(*arguments: Any) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and its connections with it
                self.loop.call_soon_threadsafe(act, *arguments)

        return call

    async def follow(self) -> None:
        """Poll as long as a connection is open."""
        while self.visitors:
            self.rung.clear()
            began = self.loop.time()
            try:
                await self.look()
            except Exception as fault:  # a failed look is repaired by the next one
                logger.warning("%s cannot be looked at (%s)", self.topic.channel, type(fault).__name__)
                await asyncio.sleep(EVERY)
            lasted = self.loop.time() - began
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.rung.wait(), EVERY)
            await asyncio.sleep(max(0.0, began + self.topic.pace.between(lasted) - self.loop.time()))
        self.rest()

    async def ask[R](self, act: Callable[..., R], *arguments: Any) -> R:
        """Run a query in the thread of these queries."""
        return await self.loop.run_in_executor(self.queries, ask_database, act, *arguments)

    def to_judge(self) -> dict[LiveVisitor, int | None]:
        """Return the visitors to judge at this look, with the space version of their last judgement; often none."""
        now = self.loop.time()
        if now - self.judged_at < RIGHTS_EVERY:
            return {}
        self.judged_at = now
        if now - self.all_judged_at >= RIGHTS_ANYWAY:
            self.all_judged_at, self.judged = now, {}
        return {visitor: self.judged.get(visitor) for visitor in self.visitors.values()}

    def apply(self, verdict: Verdict) -> None:
        """Apply the rights of each visitor, and close the connections of those who lost access."""
        present = set(self.visitors.values())
        self.judged = {one: space for one, space in (self.judged | verdict.spaces).items() if one in present}
        for one, visitor in list(self.visitors.items()):
            access = verdict.accesses.get(visitor)
            if access is not None and access.right.is_no:
                one.end(int(access.right.value))
            elif access is not None:
                self.let(one, access)


def ask_database[R](act: Callable[..., R], *arguments: Any) -> R:
    close_old_connections()
    try:
        return act(*arguments)
    except DatabaseError:
        connection.close()
        raise


def judge_changed(topic: Topic, asked: dict[LiveVisitor, int | None], stamps: dict[int, Stamp]) -> Verdict:
    """Judge the visitors whose space changed since their last judgement, or whose object is gone.

    `stamps` were read before, so a change in between is judged at the next look.
    """
    spaces = {one: stamps[one.thing].space if one.thing in stamps else None for one in asked}
    changed = [one for one, space in spaces.items() if space is None or space != asked[one]]
    return Verdict(topic.judge(changed) if changed else {}, {one: spaces[one] for one in changed})
