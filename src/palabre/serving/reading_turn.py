"""One reader at a time within a process whose database is SQLite: what several pages made at once would waste.

SQLite's module lets Python's lock go some ten times a query, and again at each row, for microseconds. Each time, a
thread that waits for the lock is woken, mostly to find it taken again: a page made beside others took a third more of
the processor, and none was there sooner. The thread that has made a page makes the next one that waits: no other is
woken for it, and its connection to the database remembers what the last page read. Pages that are made while others
wait are handed over several at a time, by a timer of the event loop: a long page holds back none that is made.

It is a courtesy between threads, never a lock: whoever keeps the turn for too long loses it, and goes on beside.
"""

import asyncio
import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

LONGEST = 0.1  # seconds that somebody may keep the turn
LOT = 0.002  # seconds for which a page that is made may wait for those that are made after it

type Call = Callable[[], Any]
type Page = asyncio.Future[Any]


class ReadingTurn:
    """Calls that one thread of this pool makes one after another, in the order in which they came.

    Those who call wait in one event loop, and the pool has a thread for each of them: see `PriorityThreads`.
    """

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.waiting, self.made = deque[tuple[Page, Call]](), deque[tuple[Page, Any, BaseException | None]]()
        self.guard = threading.Lock()
        self.turn, self.is_taken, self.since = 0, False, 0.0  # its number, and when the call under way began
        self.is_timed = False  # the loop looks again soon

    async def run[**Given, Returned](
        self, call: Callable[Given, Returned], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Returned:
        self.loop = asyncio.get_running_loop()
        page: asyncio.Future[Returned] = self.loop.create_future()
        with self.guard:
            is_next = not self.is_taken
            self.waiting.append((page, functools.partial(call, *args, **kwargs)))
            self.pass_on()
            if not (is_next or self.is_timed):
                self.look_soon()
        return await page

    def look_soon(self) -> None:
        self.is_timed = True
        self.loop.call_later(LOT, self.look)

    def look(self) -> None:
        """Hand over what is made. Pass the turn on if somebody keeps it for too long, as long as calls wait."""
        with self.guard:
            self.is_timed = False
            if self.waiting:
                self.pass_on()
                self.look_soon()
        self.hand_over()

    def hand_over(self) -> None:
        """Give those who wait the pages that are made, in the thread of the event loop."""
        while self.made:
            page, made, fault = self.made.popleft()
            if page.done():  # who waited has left
                continue
            if fault is None:
                page.set_result(made)
            else:
                page.set_exception(fault)

    def pass_on(self) -> None:
        """Give the turn to another thread, unless somebody has it and has not kept it for too long."""
        now = time.monotonic()
        if not self.is_taken or now >= self.since + LONGEST:
            self.turn, self.is_taken, self.since = self.turn + 1, True, now
            self.pool.submit(self.read_on, self.turn)

    def read_on(self, turn: int) -> None:
        """Make the calls that wait, until there is none, or until this turn was passed on."""
        while (found := self.next_call(turn)) is not None:
            page, call = found
            if not page.done():
                self.made.append((page, *outcome(call)))
            del found, page, call
            if self.made and not self.is_seen_soon():
                self.loop.call_soon_threadsafe(self.hand_over)

    def is_seen_soon(self) -> bool:
        """Return whether what is made may wait for the next pages: the loop is woken once for several."""
        with self.guard:
            return self.is_timed and bool(self.waiting)

    def next_call(self, turn: int) -> tuple[Page, Call] | None:
        with self.guard:
            if turn != self.turn:
                return None
            self.is_taken, self.since = bool(self.waiting), time.monotonic()
            return self.waiting.popleft() if self.waiting else None


def outcome(call: Call) -> tuple[Any, BaseException | None]:
    """Make a call; return what it returned, and what it raised."""
    try:
        return call(), None
    except BaseException as fault:
        return None, fault
