"""Who waits for whom, among the pages: those who have a visitor's cookie first, or the key of a room's square.

Whoever has neither waits behind them, with one thread, a second one while nobody else waits, and is told to come back
when very many wait. The page of health has a thread of its own: a crowd at the door does not look like an outage.

Writers have a lane too, few threads and their turn in the order in which they came. A SQLite database has one writer at
a time, and so has its lane: those that wait inside a transaction get the lock in no order, and give up after seconds.
"""

from __future__ import annotations

import asyncio
import dataclasses
import enum
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

MOST_WRITING = 3  # threads of those who write, where the database has several writers
MOST_WITHOUT = 2  # threads of those without a cookie
MOST_WAITING = 200  # of them at once
RETRY_AFTER = 10  # seconds in which a full lane of them is served


class RequestPriority(enum.Enum):
    """The order is that in which threads are given."""

    KNOWN = "known"
    WRITING = "writing"
    HEALTH = "health"
    WITHOUT = "without"


@dataclasses.dataclass(frozen=True, slots=True)
class Requester:
    """Whose request it is. With more than `most` of hers under way, `number` waits with those who have no cookie."""

    lane: RequestPriority
    number: str = ""
    most: int = 0


class Crowded(Exception):
    """Very many wait in this lane already."""


class PriorityThreads:
    """Threads, given by lane. It belongs to one loop."""

    def __init__(self, threads: int, *, writing: int = MOST_WRITING) -> None:
        self.pool = ThreadPoolExecutor(threads + 1, thread_name_prefix="page")
        reading = max(1, threads - writing - 1)  # one is left to those without a cookie
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
        """Call it in a thread, when it is her turn. Raises Crowded."""
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
        """She went away while she waited: her turn, if it had come, is the next one's."""
        if turn.done() and not turn.cancelled():
            self.busy[lane] -= 1
            self.let_next()
        elif turn in self.waiting[lane]:
            self.waiting[lane].remove(turn)
