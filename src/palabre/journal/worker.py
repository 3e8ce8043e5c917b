"""The worker: a loop over leased rows that announces, delivers and keeps the clock. No broker is needed.

It may be killed at any instant, and run in as many processes as one likes. It looks each second; it waits for
a database that is away. Once nothing is left to do, the memory that this took goes back to the system.
"""

import logging
import select
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from types import FrameType, TracebackType
from typing import Self

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.journal.ticks import go_round, tick
from palabre.post.letter_queue import post_one
from palabre.upkeep.process_memory import resident, trim

PAUSE = 1.0  # seconds between two looks
GROWN = 4 * 1024 * 1024  # bytes
LONGEST_PAUSE = 30.0  # seconds, when the database is away
log = logging.getLogger(__name__)


def work() -> None:
    """Work until SIGTERM or SIGINT; what is in hand is finished first.

    The work is done in a thread: the C library gives it memory of its own, where the main thread would write all over
    what the processes share since they were forked.
    """
    pause, least = PAUSE, resident()
    with Waker() as bell, ThreadPoolExecutor(1, thread_name_prefix="journal") as hand:
        while not bell.stopped:
            done = hand.submit(round_or_none).result()
            pause = PAUSE if done is not None else min(pause * 2, LONGEST_PAUSE)
            if not done:
                least = given_back(least)
                bell.wait(pause)


def given_back(least: int) -> int:
    """Give freed memory back where this process has grown since it held `least` bytes; return the least it held.

    It is not done for little: it writes in much of the memory that the processes share since they were forked.
    """
    if resident() > least + GROWN:
        trim()
    return min(least, resident())


def round_or_none() -> int | None:
    """Do a little of what waits and return how many things were done; None when the database is away."""
    try:
        close_old_connections()
        return one_round()
    except (OperationalError, InterfaceError) as fault:
        log.warning("the database does not answer (%s); trying again", type(fault).__name__)
        connection.close()
        return None


def one_round() -> int:
    """A few entries, one message, one letter, one clock, what slices add: short, so that a stop is heard between."""
    announced, delivered = announce_some(timezone.now()), deliver_one(timezone.now())
    posted, ticked, more = post_one(timezone.now()), tick(timezone.now()), go_round(timezone.now())
    if announced or delivered or posted:  # not the clock: it goes round each minute
        log.info("%s announced, %s handed over, %s posted", announced, int(delivered), int(posted))
    return announced + delivered + posted + ticked + more


def work_once() -> None:
    """Work until nothing is left to do now."""
    while one_round():
        pass


class Waker:
    """Waits that a signal cuts short. `stopped` once somebody asked to stop."""

    def __enter__(self) -> Self:
        self.stopped = False
        self.ear, self.rope = socket.socketpair()
        for end in (self.ear, self.rope):
            end.setblocking(False)
        signal.set_wakeup_fd(self.rope.fileno())
        self.before = {number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self.ear.close()
        self.rope.close()

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped = True

    def wait(self, seconds: float) -> None:
        if not self.stopped:
            select.select([self.ear], [], [], seconds)
