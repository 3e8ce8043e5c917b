"""One reader at a time within a process whose database is SQLite: what several pages made at once would waste.

SQLite's module lets Python's lock go some ten times a query, and again at each row, for microseconds. Each time, a
thread that waits for the lock is woken, mostly to find it taken again: a page made beside others took a third more of
the processor, and none was there sooner. The thread that has made a page makes the next one that waits: no other is
woken for it, and its connection to the database remembers what the last page read.

It is a courtesy between threads, never a lock: whoever keeps the turn for too long loses it, and goes on beside.
"""

import asyncio
import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

LONGEST = 0.1  # seconds that somebody may keep the turn

type Call = Callable[[], Any]


class ReadingTurn(Executor):
    """Calls that one thread of this pool makes one after another, in the order in which they came.

    Those who call wait in an event loop, and the pool has a thread for each of them: see `PriorityThreads`.
    """

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.waiting = deque[tuple[Future[Any], Call]]()
        self.guard = threading.Lock()
        self.turn, self.is_taken, self.since = 0, False, 0.0  # its number, and when the call under way began

    def submit[**Given, Returned](
        self, call: Callable[Given, Returned], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Returned]:
        future = Future[Returned]()
        with self.guard:
            self.waiting.append((future, functools.partial(call, *args, **kwargs)))
            self.pass_on()
        asyncio.get_running_loop().call_later(LONGEST, self.look, future)
        return future

    def look(self, future: Future[Any]) -> None:
        """Pass the turn on if somebody keeps it for too long, as long as this call waits."""
        if future.running() or future.done():
            return
        with self.guard:
            self.pass_on()
            left = self.since + LONGEST - time.monotonic()
        asyncio.get_running_loop().call_later(max(left, 0.0), self.look, future)

    def pass_on(self) -> None:
        """Give the turn to another thread, unless somebody has it and has not kept it for too long."""
        now = time.monotonic()
        if not self.is_taken or now >= self.since + LONGEST:
            self.turn, self.is_taken, self.since = self.turn + 1, True, now
            self.pool.submit(self.read_on, self.turn)

    def read_on(self, turn: int) -> None:
        """Make the calls that wait, until there is none, or until this turn was passed on."""
        while (found := self.next_call(turn)) is not None:
            make(*found)
            del found

    def next_call(self, turn: int) -> tuple[Future[Any], Call] | None:
        with self.guard:
            if turn != self.turn:
                return None
            self.is_taken, self.since = bool(self.waiting), time.monotonic()
            return self.waiting.popleft() if self.waiting else None


def make(future: Future[Any], call: Call) -> None:
    """Make a call, as `ThreadPoolExecutor` does: whoever waits for it gets what it returns or raises."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as fault:
        future.set_exception(fault)
        del future  # the fault knows this frame, which would know the fault
