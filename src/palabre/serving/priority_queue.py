"""Priorities of page requests: first those with a visitor cookie, or with the key of the QR code of a room or forum.

Requests with neither wait behind them, with one thread, or two while nobody else waits. While others do, that thread
also rests for three times as long as each took: threads share one processor, of which the only writer would have no
more than a flood has. When too many wait, they are told to come back later. The health page has a thread of its own: a
crowd must not look like an outage.

Members read in a lane of their own: however many costly pages others ask for, few of these are made at once beside.

In each lane, visitors have their turns one after another (serving/waiting_line.py), and a bounded number of them waits.
Of one visitor, two requests are made at once, however many threads are free: six long pages of theirs would share the
processor with the short one that somebody else asks for.
Those without a cookie are one visitor for each network: a flood of one does not hold back who comes from another.

Writers have a lane too, with few threads, in this order. A SQLite database has one writer at a time, and so has
its lane: those that wait inside a transaction get the lock in no order, and time out after seconds.

While something runs alone (serving/slow_queues.py), one request of each lane reads, whoever asks, and one that takes
long goes on beside: they share one processor with it, and who saves waits for it.

A request that takes long leaves its place in its lane to the next one, and goes on beside; a writer does where the
database has several, as those who wait for one space must not hold back those who write in another.
"""

from __future__ import annotations

import asyncio
import dataclasses
import enum
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from palabre.serving.client_departure import Departure
from palabre.serving.waiting_line import Crowded, Standing, WaitingLine

MOST_WRITING = 3  # threads for writers, when the database allows several
MOST_WITHOUT = 2  # threads for requests without a cookie
REST, LONGEST_REST = 3, 1.0  # times as long as a request without a cookie took, while others wait; seconds
MOST_AT_ONCE = 2  # requests of one visitor that are made; the next ones wait
KEPT = 2  # threads for members who read, beside all others
LONG = 1.5  # seconds after which a request leaves its place to the next one
MOST_WAITING = 200  # of them at once
MOST_READERS_WAITING = 1200  # a hall of 400 phones, with three requests each
MOST_WRITERS_WAITING = 800
FEW = 1  # threads for the readers of each lane, while something runs alone
RETRY_AFTER = 10  # seconds in which a full lane of them is served


type Within = Callable[..., Awaitable[Any]]


class RequestPriority(enum.Enum):
    """Lanes, in the order in which they get threads."""

    MEMBER = "member"
    KNOWN = "known"
    WRITING = "writing"
    HEALTH = "health"
    WITHOUT = "without"

    __hash__ = object.__hash__  # each is one object; Enum's, in Python, is asked thirty times a request


@dataclasses.dataclass(frozen=True, slots=True)
class Requester:
    """Origin of a request. `network` tells those without a number apart, where it is known."""

    lane: RequestPriority
    number: str = ""
    standing: Standing = Standing.RETURNING
    network: str = ""


BEFORE = (RequestPriority.MEMBER, RequestPriority.KNOWN, RequestPriority.WRITING)  # requests without a cookie
READERS = (RequestPriority.MEMBER, RequestPriority.KNOWN, RequestPriority.WITHOUT)
# Threads of long requests that left their place in their lane. One writer alone keeps it.
MOST_BESIDE = {
    RequestPriority.MEMBER: 6,
    RequestPriority.KNOWN: 6,
    RequestPriority.WRITING: 6,
    RequestPriority.HEALTH: 0,
    RequestPriority.WITHOUT: 3,
}


class LaneFull(Exception):
    """Too many requests wait in this lane."""

    def __init__(self, lane: RequestPriority) -> None:
        self.lane = lane


class SetApart(Exception):
    """The visitor has threads apart by now, since another request of theirs took long: see HeavyAskers."""


class PriorityThreads:
    """Threads, allotted by lane. Bound to one event loop."""

    def __init__(
        self, threads: int, *, writing: int = MOST_WRITING, runs_alone: Callable[[], bool] = lambda: False
    ) -> None:
        self.runs_alone = runs_alone
        self.beside = Counter[RequestPriority]()
        self.most_beside = MOST_BESIDE | ({} if writing > 1 else {RequestPriority.WRITING: 0})
        self.pool = ThreadPoolExecutor(threads + KEPT + 1 + sum(self.most_beside.values()), thread_name_prefix="page")
        reading = max(1, threads - writing - 1)  # one is left for requests without a cookie
        self.most = {
            RequestPriority.MEMBER: reading,
            RequestPriority.KNOWN: reading,
            RequestPriority.WRITING: writing,
            RequestPriority.HEALTH: 1,
            RequestPriority.WITHOUT: MOST_WITHOUT,
        }
        self.threads, self.busy = threads, dict.fromkeys(RequestPriority, 0)
        self.waiting = {
            RequestPriority.MEMBER: WaitingLine(MOST_READERS_WAITING),
            RequestPriority.KNOWN: WaitingLine(MOST_READERS_WAITING),
            RequestPriority.WRITING: WaitingLine(MOST_WRITERS_WAITING, keeps_those_gone=True),
            RequestPriority.HEALTH: WaitingLine(MOST_WAITING),
            RequestPriority.WITHOUT: WaitingLine(MOST_WAITING),
        }
        self.begun: Counter[Hashable] = Counter()  # of each visitor, and not over
        self.served: set[Hashable] = set()  # visitors of whom as many were begun as may be
        self.rests_until = 0.0  # requests without a cookie, while others wait

    def is_crowded(self) -> bool:
        """Return whether more read than may begin to while something runs alone."""
        return any(max(self.busy[lane], self.beside[lane]) > FEW for lane in READERS)

    async def run(
        self,
        asker: Requester,
        call: Callable[..., Any],
        *arguments: Any,
        gone: Departure | None = None,
        within: Within | None = None,
        is_apart: Callable[[], bool] = lambda: False,
    ) -> Any:
        """Run the call in a thread, in its turn; by `within` if it is told. Raise LaneFull, ClientGone.

        `is_apart` is asked once its turn comes: if it is so by then, raise SetApart.
        """
        try:
            place = await self.take_turn(asker, gone)
        except Crowded:
            raise LaneFull(asker.lane) from None
        if is_apart():
            place.give_back()
            raise SetApart
        return await self.run_in(place, within or self.in_thread, call, *arguments)

    def in_thread(self, call: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self.pool, call, *arguments)

    async def run_in(self, place: LanePlace, within: Within, call: Callable[..., Any], *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        began, leaving = loop.time(), loop.call_later(LONG, place.leave)
        try:
            return await within(call, *arguments)
        finally:
            leaving.cancel()
            if place.lane is RequestPriority.WITHOUT:
                self.rests_until = loop.time() + min(LONGEST_REST, REST * (loop.time() - began))
            place.give_back()

    async def take_turn(self, asker: Requester, gone: Departure | None) -> LanePlace:
        lane, visitor = asker.lane, asker.number or asker.network or object()
        waiting = self.waiting[lane]
        if self.is_free(lane) and not waiting and visitor not in self.served:
            waiting.served = visitor
            self.begin(lane, visitor)
            return LanePlace(self, lane, visitor)
        turn = waiting.join(visitor, asker.standing)
        self.grant()  # those who wait may all have as many as may be
        try:
            await waiting.wait(turn, gone)
        except asyncio.CancelledError:
            if turn.is_granted:
                LanePlace(self, lane, turn.visitor).give_back()
            raise
        return LanePlace(self, lane, turn.visitor)

    def begin(self, lane: RequestPriority, visitor: Hashable) -> None:
        self.busy[lane] += 1
        self.begun[visitor] += 1
        if self.begun[visitor] == MOST_AT_ONCE:
            self.served.add(visitor)

    def end(self, visitor: Hashable) -> None:
        self.begun[visitor] -= 1
        self.served.discard(visitor)
        if not self.begun[visitor]:
            del self.begun[visitor]

    def is_free(self, lane: RequestPriority) -> bool:
        others = sum(self.busy.values()) - self.busy[RequestPriority.HEALTH]
        if lane is RequestPriority.WITHOUT and any(map(self.waiting.get, BEFORE)) and self.rests():
            return False
        most = self.threads + (KEPT if lane is RequestPriority.MEMBER else 0)
        return self.busy[lane] < self.allowed(self.most, lane) and (lane is RequestPriority.HEALTH or others < most)

    def allowed(self, most: dict[RequestPriority, int], lane: RequestPriority) -> int:
        """Return how many of them this lane may have now."""
        return min(most[lane], FEW) if lane in READERS and self.runs_alone() else most[lane]

    def rests(self) -> bool:
        """Return whether no request without a cookie is to be made now, since others wait."""
        is_resting = asyncio.get_running_loop().time() < self.rests_until
        return is_resting or bool(self.busy[RequestPriority.WITHOUT])

    def give_back(self, lane: RequestPriority) -> None:
        self.busy[lane] -= 1
        self.grant()

    def grant(self) -> None:
        """Begin those who wait, as far as places are free."""
        for lane, waiting in self.waiting.items():
            while waiting and self.is_free(lane) and (turn := waiting.grant_next(self.served)) is not None:
                self.begin(lane, turn.visitor)


@dataclasses.dataclass(eq=False, slots=True)
class LanePlace:
    """The place of one request in its lane, until it ends or takes long. Used in the thread of the event loop."""

    threads: PriorityThreads
    lane: RequestPriority
    visitor: Hashable
    is_beside: bool = False
    is_over: bool = False

    def leave(self) -> None:
        """Let the next one have this place, unless too many go on beside."""
        most = self.threads.allowed(self.threads.most_beside, self.lane)
        if not self.is_over and self.threads.beside[self.lane] < most:
            self.is_beside = True
            self.threads.beside[self.lane] += 1
            self.threads.give_back(self.lane)

    def give_back(self) -> None:
        self.is_over = True
        self.threads.end(self.visitor)
        if self.is_beside:
            self.threads.beside[self.lane] -= 1
            self.threads.grant()
        else:
            self.threads.give_back(self.lane)
