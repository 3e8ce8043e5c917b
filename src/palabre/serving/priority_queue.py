"""Priorities of page requests: first those with a visitor cookie, or with the key of the QR code of a room or forum.

Requests with neither wait behind them, with one thread, or two while nobody else waits; when too many wait, they are
told to come back later. The health page has a thread of its own: a crowd must not look like an outage.

Writers have a lane too, with few threads, in order of arrival. A SQLite database has one writer at a time, and so has
its lane: those that wait inside a transaction get the lock in no order, and time out after seconds.
"""

from __future__ import annotations

import asyncio
import dataclasses
import enum
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

MOST_WRITING = 3  # threads for writers, when the database allows several
MOST_WITHOUT = 2  # threads for requests without a cookie
MOST_WAITING = 200  # of them at once
RETRY_AFTER = 10  # seconds in which a full lane of them is served


class RequestPriority(enum.Enum):
    """Lanes, in the order in which they get threads."""

    KNOWN = "known"
    WRITING = "writing"
    HEALTH = "health"
    WITHOUT = "without"


@dataclasses.dataclass(frozen=True, slots=True)
class Requester:
    """Origin of a request. Beyond `most` concurrent requests, those of `number` wait in the WITHOUT lane."""

    lane: RequestPriority
    number: str = ""
    most: int = 0


class Crowded(Exception):
    """Too many requests wait in this lane."""


class PriorityThreads:
    """Threads, allotted by lane. Bound to one event loop."""

    def __init__(self, threads: int, *, writing: int = MOST_WRITING) -> None:
        self.pool = ThreadPoolExecutor(threads + 1, thread_name_prefix="page")
        reading = max(1, threads - writing - 1)  # one is left for requests without a cookie
        self.most = {
            RequestPriority.KNOWN: reading,
            RequestPriority.WRITING: writing,
            RequestPriority.HEALTH: 1,
            RequestPriority.WITHOUT: MOST_WITHOUT,
        }
        self.threads, self.busy = threads, dict.fromkeys(RequestPriority, 0)
        self.waiting: dict[RequestPriority, deque[asyncio.Future[None]]] = {lane: deque() for lane in RequestPriority}
        self.under_way: Counter[str] = Counter()

    async def run(self, asker: Requester, call: Callable[..., Any], *arguments: Any) -> Any:
        """Run the call in a thread, in its turn. Raise Crowded."""
        is_much = bool(asker.most) and self.under_way[asker.number] >= asker.most
        self.under_way[asker.number] += 1
        try:
            return await self.run_in(RequestPriority.WITHOUT if is_much else asker.lane, call, *arguments)
        finally:
            self.under_way[asker.number] -= 1
            if not self.under_way[asker.number]:
                del self.under_way[asker.number]

    async def run_in(self, lane: RequestPriority, call: Callable[..., Any], *arguments: Any) -> Any:
        await self.take_turn(lane)
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, call, *arguments)
        finally:
            self.busy[lane] -= 1
            self.let_next()

    async def take_turn(self, lane: RequestPriority) -> None:
        if self.is_free(lane) and not self.waiting[lane]:
            self.busy[lane] += 1
            return
        if lane in (RequestPriority.HEALTH, RequestPriority.WITHOUT) and len(self.waiting[lane]) >= MOST_WAITING:
            raise Crowded
        turn = asyncio.get_running_loop().create_future()
        self.waiting[lane].append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            self.give_up(lane, turn)
            raise

    def is_free(self, lane: RequestPriority) -> bool:
        others = sum(self.busy.values()) - self.busy[RequestPriority.HEALTH]
        if (
            lane is RequestPriority.WITHOUT
            and (self.waiting[RequestPriority.KNOWN] or self.waiting[RequestPriority.WRITING])
            and self.busy[lane]
        ):
            return False
        return self.busy[lane] < self.most[lane] and (lane is RequestPriority.HEALTH or others < self.threads)

    def let_next(self) -> None:
        for lane in RequestPriority:
            while self.waiting[lane] and self.is_free(lane):
                turn = self.waiting[lane].popleft()
                if not turn.done():
                    self.busy[lane] += 1
                    turn.set_result(None)

    def give_up(self, lane: RequestPriority, turn: asyncio.Future[None]) -> None:
        """Give the turn to the next request, if it had been granted: the client left while waiting."""
        if turn.done() and not turn.cancelled():
            self.busy[lane] -= 1
            self.let_next()
        elif turn in self.waiting[lane]:
            self.waiting[lane].remove(turn)
