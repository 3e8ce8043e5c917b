"""A bound of processor time for each request: what one visitor makes heavy stops, instead of holding all the others.

Python raises the exception in the thread of the request, between two steps of Python code: a single long call of a
library, such as a regular expression, is not interrupted. A request that waits spends nothing.
"""

from __future__ import annotations

import ctypes
import dataclasses
import threading
import time
from collections.abc import Callable

LOOK = 0.2  # seconds between two looks at the requests under way
LONG = 1.5  # seconds, by the clock, after which a request leaves its place to the next one, and goes on beside
AGAIN = 2.0  # seconds of processor after which a request that did not stop is told again


class OutOfTime(BaseException):
    """The request spent all its processor time. Not an Exception: no `except Exception` keeps it from stopping."""


@dataclasses.dataclass(eq=False, slots=True)
class Work:
    """A call under way in a thread. `clock` is that of its processor time, `most` the seconds that it may spend."""

    thread: int
    clock: int
    most: float
    leave: Callable[[], None] | None
    begun: float = dataclasses.field(default_factory=time.thread_time)
    since: float = dataclasses.field(default_factory=time.monotonic)

    def look(self) -> None:
        """Leave the place of a long call, and stop one that spent too much."""
        if self.leave is not None and time.monotonic() - self.since > LONG:
            self.leave()
            self.leave = None
        if time.clock_gettime(self.clock) - self.begun > self.most:
            self.most += AGAIN
            raise_in(self.thread, OutOfTime)


class ProcessorBound:
    def __init__(self, *, look: float = LOOK) -> None:
        self.seconds, self.lock = look, threading.Lock()
        self.under_way: set[Work] = set()
        self.watcher: threading.Thread | None = None

    def run[Returned](
        self, call: Callable[[], Returned], *, most: float, leave: Callable[[], None] | None = None
    ) -> Returned:
        """Call it in this thread. Raise OutOfTime beyond `most` seconds of processor; none is raised once it returns.

        `leave` is called once, in another thread, when the call takes longer than LONG.
        """
        thread = threading.get_ident()
        work = Work(thread, time.pthread_getcpuclockid(thread), most, leave)
        self.watch(work)
        try:
            return call()
        finally:
            self.forget(work)

    def watch(self, work: Work) -> None:
        with self.lock:
            self.under_way.add(work)
            if self.watcher is None:
                self.watcher = threading.Thread(target=self.look, name="processor-bound", daemon=True)
                self.watcher.start()

    def forget(self, work: Work) -> None:
        """Watch this call no longer, and drop the exception that its thread has not raised yet."""
        while True:
            try:
                with self.lock:
                    self.under_way.discard(work)
                raise_in(work.thread, None)
                return
            except OutOfTime:  # raised here: once more, since the watcher raises again only after AGAIN
                continue

    def look(self) -> None:
        while True:
            time.sleep(self.seconds)
            with self.lock:
                for work in self.under_way:
                    work.look()


class HeavyAskers:
    """Visitors who asked for a page that was stopped, for ten minutes: all of them read by one thread."""

    FOR, MOST = 600, 1_000  # seconds; visitors

    def __init__(self) -> None:
        self.until: dict[str, float] = {}

    def add(self, number: str) -> None:
        if number and len(self.until) < self.MOST:
            self.until[number] = time.monotonic() + self.FOR

    def __contains__(self, number: str) -> bool:
        if number in self.until and self.until[number] < time.monotonic():
            del self.until[number]
        return number in self.until


def raise_in(thread: int, fault: type[BaseException] | None) -> None:
    """Have the thread raise this at its next step; None: drop what it has not raised yet."""
    what = ctypes.py_object(fault) if fault is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
