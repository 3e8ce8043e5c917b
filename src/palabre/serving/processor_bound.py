"""A bound of processor time for each request, looked at before each query: what one visitor makes heavy ends there.

A query is where an exception is expected: the transaction is rolled back, and no lock of a library is held, whereas an
exception raised from another thread at any step of Python may leave one closed for ever. What spends long between two
queries goes on, beside the others (see LanePlace), but for the mask of names, which looks at the bound itself. Who
asked for much, whatever the address, reads with one thread for a while, or writes with one: the next of theirs makes
nobody else wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db import OperationalError

from palabre.web.outages.time_limits import HeldTooLong, OutOfTime, bound

SPENT_READING, SPENT_WRITING = 4.0, 10.0  # seconds of processor that one request may spend
SPENT_HOLDING = 4.0  # of these, in one transaction: others wait for it to write; the example takes 2.2
MUCH_READING, MUCH_WRITING = 0.5, 0.3  # from which whoever asked has threads apart; ordinary ones take 0.03
LOOK = 1.0  # seconds between two looks at what is under way at one screen
FEW = 4  # long pages of one kind in a space, from which all of that kind are long
ORDINARY = 0.1  # seconds of processor that a page may spend there without counting
STRETCHED = 2  # times as long by the clock: beside many readers, whose threads share one processor with it


def run_within[Returned](call: Callable[[], Returned], most: float, *, holding: float | None = None) -> Returned:
    """Call it; beyond `most` seconds of processor, its next query raises OutOfTime, once: what undoes it may query.

    So does a query in a transaction that has spent more than `holding` of them, SPENT_HOLDING if not said: whoever
    writes waits for it, in all of SQLite, in its space of PostgreSQL. One that lasts STRETCHED times as long raises
    HeldTooLong.
    """
    bound.until, bound.holding = time.thread_time() + most, SPENT_HOLDING if holding is None else holding
    try:
        return call()
    finally:
        bound.until = None


def refuse_out_of_time(execute: Callable[..., Any], *query: Any) -> Any:
    """Serve as Django's execute wrapper: raise OutOfTime where the request of this thread has spent all its time.

    PostgreSQL ends a query that is still running then: HeldTooLong.
    """
    if bound.until is None:
        return execute(*query)
    connection = query[-1]["connection"]
    end_if_late(connection, until=bound.until)
    if connection.vendor != "postgresql" or not connection.in_atomic_block:
        return execute(*query)
    connection.end_queries_at(connection.held_from + STRETCHED * bound.holding)
    try:
        return execute(*query)
    except OperationalError as fault:
        if not connection.is_ended(fault):
            raise
        bound.until = None
        raise HeldTooLong from None


def end_if_late(connection: Any, *, until: float) -> None:
    """Raise OutOfTime, HeldTooLong; once: what undoes the request may query."""
    now, is_held = time.thread_time(), connection.in_atomic_block
    if now > until or (is_held and now - connection.held_since > bound.holding):
        bound.until = None
        raise OutOfTime
    if is_held and time.monotonic() - connection.held_from > STRETCHED * bound.holding:
        bound.until = None
        raise HeldTooLong


class LateAskers:
    """Visitors of whom something was seen, for a while: the latest ones."""

    FOR: int  # seconds
    MOST: int  # visitors

    def __init__(self) -> None:
        self.until: dict[str, float] = {}

    def add(self, number: str) -> None:
        if number:
            self.until.pop(number, None)
            self.until[number] = time.monotonic() + self.FOR
        while len(self.until) > self.MOST:  # the oldest ones first
            del self.until[next(iter(self.until))]

    def __contains__(self, number: str) -> bool:
        if number in self.until and self.until[number] < time.monotonic():
            del self.until[number]
        return number in self.until


class HeavyAskers(LateAskers):
    """Those who asked for what spent much: all of them read by one thread, or write by one beside who saves."""

    FOR, MOST = 10 * 60, 1_000


class HeavyScreens(HeavyAskers):
    """Screens that spend much to read: who passes reads them with one thread, for a while. Bound to one event loop.

    A visitor's cookie costs nothing: as many visitors as one likes ask once for a long page, and all the threads of
    those who pass would be busy with it. What those under way at one of them spend together counts, so that the next
    ones that wait for a thread leave it to others.

    A screen is three lines (slow_queues.screen_of): the first two are its kind, which counts once a FEW spend much.
    """

    def __init__(self) -> None:
        super().__init__()
        self.under_way: dict[str, list[Callable[[], float]]] = defaultdict(list)
        self.is_timed = False

    @contextlib.contextmanager
    def watched(self, screen: str, spent: Callable[[], float]) -> Iterator[None]:
        """Watch a request until it is made, unless its screen is "". `spent` returns its seconds of processor."""
        if not screen:
            yield
            return
        self.under_way[screen].append(spent)
        if not self.is_timed:
            self.look_soon()
        try:
            yield
        finally:
            self.look(screen)
            self.under_way[screen].remove(spent)
            if not self.under_way[screen]:
                del self.under_way[screen]

    def look_soon(self) -> None:
        self.is_timed = bool(self.under_way)
        if self.is_timed:
            asyncio.get_running_loop().call_later(LOOK, self.look_at_all)

    def look_at_all(self) -> None:
        together: dict[str, float] = defaultdict(float)
        for screen in self.under_way:
            together[kind_of(screen)] += self.look(screen)
        for kind in (one for one, spent in together.items() if spent > FEW * MUCH_READING):
            super().add(kind)
        self.look_soon()

    def look(self, screen: str) -> float:
        """Return what the requests under way there have spent together; ordinary pages count nothing.

        Add the screen where it is much.
        """
        spent = sum(one for spent in self.under_way[screen] if (one := spent()) > ORDINARY)
        if spent > MUCH_READING:
            self.add(screen)
        return spent

    def add(self, number: str) -> None:
        """Add a screen; its whole kind too, where a FEW of it spend much."""
        super().add(number)
        now, kind = time.monotonic(), kind_of(number)
        if not super().__contains__(kind):
            others = [one for one, until in self.until.items() if until > now and kind_of(one) == kind]
            if len(others) >= FEW:
                super().add(kind)

    def __contains__(self, number: str) -> bool:
        return super().__contains__(number) or super().__contains__(kind_of(number))

    def is_like_others(self, screen: str) -> bool:
        """Return whether this screen is there for its kind only: it spent little itself, or is not known."""
        return not super().__contains__(screen) and super().__contains__(kind_of(screen))


def kind_of(screen: str) -> str:
    return "\n".join(screen.split("\n")[:2])


class MemberAskers(LateAskers):
    """Those to whom a page was made as to a member. A name alone says little: who passes takes ten of them an hour."""

    FOR, MOST = 24 * 60 * 60, 20_000
