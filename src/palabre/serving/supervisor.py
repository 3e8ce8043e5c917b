"""Keep a few processes alive: start them, bring back the one that dies, and leave nobody behind."""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

FIRST_DELAY = 0.25  # seconds before a dead process is brought back; doubles at each early death
LONGEST_DELAY = 30
STEADY = 60  # seconds of life after which a death counts as the first again
GRACE = 10  # seconds between SIGTERM and SIGKILL


@dataclass(frozen=True)
class Trade:
    """Something to keep alive: a module and its arguments, and the sockets that it inherits."""

    name: str
    command: tuple[str, ...]
    sockets: tuple[int, ...] = ()


class Supervisor:
    def __init__(self, trades: Sequence[Trade]) -> None:
        self.trades = trades
        self.stopping = asyncio.Event()

    async def run(self, *, once_up: Callable[[], Awaitable[None]]) -> None:
        """Keep every trade until SIGINT or SIGTERM; run `once_up` meanwhile, and drop it at the end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stopping.set)
        greeting = asyncio.ensure_future(once_up())
        await asyncio.gather(*(self.keep(trade) for trade in self.trades))
        greeting.cancel()

    async def keep(self, trade: Trade) -> None:
        delay = FIRST_DELAY
        while not self.stopping.is_set():
            born = time.monotonic()
            child = await spawn(trade)
            await self.end_of(child)
            if self.stopping.is_set():
                return
            if time.monotonic() - born > STEADY:
                delay = FIRST_DELAY
            tell_of_death(trade, child, delay)
            await self.stopped_within(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def end_of(self, child: Process) -> None:
        """Wait until the child ends, of itself or because everything stops."""
        ended = asyncio.ensure_future(child.wait())
        stop = asyncio.ensure_future(self.stopping.wait())
        await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not ended.done():
            await put_down(child)

    async def stopped_within(self, delay: float) -> None:
        try:
            async with asyncio.timeout(delay):
                await self.stopping.wait()
        except TimeoutError:
            pass


async def spawn(trade: Trade) -> Process:
    """Start a child on its tether, away from the terminal's Ctrl+C, which is for the supervisor alone."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "palabre.serving.child_process", *trade.command),
        stdin=PIPE,
        pass_fds=trade.sockets,
        start_new_session=True,
    )


async def put_down(child: Process) -> None:
    child.terminate()
    try:
        async with asyncio.timeout(GRACE):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


def tell_of_death(trade: Trade, child: Process, delay: float) -> None:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    print(
        f"{at} « {trade.name} » s’est arrêté (code {child.returncode}) ; il revient dans {delay:g} s."
        f" / “{trade.name}” stopped (code {child.returncode}); back in {delay:g} s.",
        file=sys.stderr,
        flush=True,
    )
