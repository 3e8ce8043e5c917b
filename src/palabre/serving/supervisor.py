"""Keep a few processes alive: fork them, bring back the one that dies, and leave nobody behind.

They are forked from this process, which has loaded Django (serving/preload.py): they share its memory, and are
there in some tens of milliseconds. This process opens no database and starts no thread: neither survives a fork.
"""

import contextlib
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

FIRST_DELAY = 0.25  # seconds before a dead process is brought back; doubles at each early death
LONGEST_DELAY = 30
STEADY = 60  # seconds of life after which a death counts as the first again
GRACE = 10  # seconds between SIGTERM and SIGKILL
LAST_STREAM = 2  # the number of the standard error
SIGNALS = (signal.SIGINT, signal.SIGTERM)
by_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Trade:
    """Something to keep alive, or, `once`, to run and leave alone when it ends."""

    name: str
    run: Callable[[], object]
    once: bool = False


class Tether:
    """End the children when the supervisor ends, even one killed outright.

    It holds one end of a pipe, which each child has as its standard input, and never writes: when it is gone, however
    that came, the pipe closes. It works on every Unix.
    """

    def __init__(self) -> None:
        self.held, self.holding = os.pipe()

    def hold(self, name: str) -> None:
        """Tie this process, just forked, to its parent; Ctrl+C at the terminal is for the parent alone."""
        os.setsid()
        os.dup2(self.held, 0)
        os.close(self.held)
        os.close(self.holding)  # in the supervisor alone, or nothing would close at its end
        with contextlib.suppress(OSError):  # Linux alone has it
            Path("/proc/self/comm").write_text(f"palabre-{name}")
        threading.Thread(target=end_with_the_supervisor, name="tether", daemon=True).start()


class Child:
    """The process of a trade, from one death to the next."""

    def __init__(self, trade: Trade, tether: Tether) -> None:
        self.trade = trade
        self.tether = tether
        self.delay: float = FIRST_DELAY
        self.due = self.born = time.monotonic()  # due: when it starts; never, when it is alive or has nothing to do
        self.process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        """Fork it. A signal that comes meanwhile waits until the child has its own ways of hearing it."""
        self.born, self.due = time.monotonic(), float("inf")
        process = by_fork.Process(target=self.live, name=self.trade.name)
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            process.start()
            self.process = process
        except OSError as refused:  # no memory, or too many processes: there may be room later
            self.put_off(refused.strerror)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)

    def live(self) -> None:
        """Run in the child."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.tether.hold(self.trade.name)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        self.trade.run()

    def note_death(self) -> None:
        assert self.process
        self.process.join()
        status, self.process = self.process.exitcode, None
        if not self.trade.once:
            self.put_off(status)

    def put_off(self, status: int | str | None) -> None:
        """Set when it comes back: later and later if it dies young."""
        now = time.monotonic()
        if now - self.born > STEADY:
            self.delay = FIRST_DELAY
        tell_of_death(self.trade, status, self.delay)
        self.due, self.delay = now + self.delay, min(self.delay * 2, LONGEST_DELAY)


class Supervisor:
    def __init__(self, trades: Sequence[Trade]) -> None:
        tether = Tether()
        self.children = [Child(trade, tether) for trade in trades]
        self.stopping = False

    def run(self) -> None:
        """Keep every trade until SIGINT or SIGTERM."""
        waking, woken = socket.socketpair()
        for end in (waking, woken):
            end.setblocking(False)
        signal.set_wakeup_fd(waking.fileno())
        for number in SIGNALS:
            signal.signal(number, self.stop)
        try:
            while not self.stopping:
                self.start_those_due()
                self.look(woken)
        finally:
            put_down([child.process for child in self.children if child.process])

    def stop(self, *_signal: object) -> None:
        self.stopping = True

    def start_those_due(self) -> None:
        for child in self.children:
            if child.due <= time.monotonic():
                child.start()

    def look(self, woken: socket.socket) -> None:
        """Wait for a death, a signal, or the hour at which a process comes back."""
        living = {child.process.sentinel: child for child in self.children if child.process}
        next_due = min(child.due for child in self.children)
        rest = None if next_due == float("inf") else max(0, next_due - time.monotonic())
        for ready in wait([*living, woken], rest):
            if isinstance(ready, int):
                living[ready].note_death()
            else:
                woken.recv(64)


def hold_standard_streams() -> None:
    """Open the null device where who started this closed a standard stream: no socket or lock takes its number.

    The tether takes that of the standard input, and a traceback is written to that of the standard error.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)


def put_down(living: Iterable[multiprocessing.process.BaseProcess]) -> None:
    deadline = time.monotonic() + GRACE
    for process in living:
        process.terminate()
    for process in living:
        process.join(max(0, deadline - time.monotonic()))
        process.kill()
        process.join()


def tell_of_death(trade: Trade, status: int | str | None, delay: float) -> None:
    """Say it on the standard error, if anybody can hear: a full disk behind it must not end the supervisor."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    said = (
        f"{at} « {trade.name} » s’est arrêté (code {status}) ; il revient dans {delay:g} s."
        f" / “{trade.name}” stopped (code {status}); back in {delay:g} s.\n"
    )
    with contextlib.suppress(OSError):
        os.write(2, said.encode())  # not by `print`: what it could not write, it would try again at each fork


def end_with_the_supervisor() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
