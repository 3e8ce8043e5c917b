"""The broadcaster: the connections of this process to the things of one topic, and what tells them of a change.

An act rings the bell of its process, which tells the others over the bus; besides, everybody looks at the database
four times a second. So screens of other processes, or with Redis away, part for a quarter of a second at most. It
lives in the loop of the WebSockets; what asks the database is done in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import secrets
from collections import Counter
from collections.abc import Callable
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
    """This person has too many connections, or this process has."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What visitors may do, and the version of the space at which each was judged (None: the thing is gone)."""

    accesses: dict[LiveVisitor, Access]
    spaces: dict[LiveVisitor, int | None]


class Broadcaster[C: LiveConnection]:
    """`visitors` says whose each connection is, `followers` which connections a thing has."""

    def __init__(self, topic: Topic) -> None:
        self.loop = asyncio.get_running_loop()
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
        """Ask the database (`ask`), and give what it says to the connections; judge their visitors (`apply`)."""
        raise NotImplementedError

    def let(self, connection: C, access: Access) -> None:
        """Let the visitor do what they may now."""
        raise NotImplementedError

    def hear_body(self, thing: int, body: bytes) -> None:
        """Take in what another process says of a thing that is followed here. Raises Malformed."""
        raise NotImplementedError

    def rest(self) -> None:
        """Forget what is of no use while nobody is connected."""

    def join(self, connection: C, visitor: LiveVisitor) -> None:
        """Let a connection in, and look from now on. Raises Full."""
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
        """Look now: an act of this process changed this thing."""
        if thing in self.followers:
            self.rung.set()
        self.say(thing)

    def say(self, thing: int, body: bytes = b"") -> None:
        """Tell other processes this of a thing, or else that it changed."""
        self.wire.say(piece(self.origin.encode()) + number(thing) + piece(body))

    def hear(self, message: bytes) -> None:
        """Take in what a process says over the bus."""
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
        """Return `act` as a thread may call it: it is done in the loop."""

        def call(*arguments: Any) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended: so have its connections
                self.loop.call_soon_threadsafe(act, *arguments)

        return call

    async def follow(self) -> None:
        """Look as long as somebody is connected."""
        while self.visitors:
            self.rung.clear()
            began = self.loop.time()
            try:
                await self.look()
            except Exception as fault:  # whatever befalls one look, the next one mends
                logger.warning("%s cannot be looked at (%s)", self.topic.channel, type(fault).__name__)
                await asyncio.sleep(EVERY)
            lasted = self.loop.time() - began
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.rung.wait(), EVERY)
            await asyncio.sleep(max(0.0, began + self.topic.pace.between(lasted) - self.loop.time()))
        self.rest()

    async def ask[R](self, act: Callable[..., R], *arguments: Any) -> R:
        """Have a thread ask the database."""
        return await asyncio.to_thread(ask_database, act, *arguments)

    def to_judge(self) -> dict[LiveVisitor, int | None]:
        """Return who is to be judged at this look if their space changed since the version given; nobody most times."""
        now = self.loop.time()
        if now - self.judged_at < RIGHTS_EVERY:
            return {}
        self.judged_at = now
        if now - self.all_judged_at >= RIGHTS_ANYWAY:
            self.all_judged_at, self.judged = now, {}
        return {visitor: self.judged.get(visitor) for visitor in self.visitors.values()}

    def apply(self, verdict: Verdict) -> None:
        """Let each do what they may now: who may no longer be here goes."""
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
    """Judge those whose space changed since they were, and those of what is gone. The stamps were read before."""
    spaces = {one: stamps[one.thing].space if one.thing in stamps else None for one in asked}
    changed = [one for one, space in spaces.items() if space is None or space != asked[one]]
    return Verdict(topic.judge(changed) if changed else {}, {one: spaces[one] for one in changed})
