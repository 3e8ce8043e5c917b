"""One process of pages: uvicorn on the socket that the supervisor holds."""

import asyncio
import functools
import socket
from collections.abc import Callable

import uvicorn

from palabre.live.connection import LiveConnection
from palabre.serving import connection_limits
from palabre.serving.bounded_http import HEAD_WITHIN, HttpConnection, SilenceWatch
from palabre.serving.bounded_websocket import WebSocket
from palabre.serving.websocket_bounds import Upgrades
from palabre.upkeep.process_memory import resident, trim

LARGEST_WORD = 512 * 1024  # bytes of one WebSocket message; rooms bear half of it, and say so
PING = 20  # seconds between two pings, and for their answer: a WebSocket whose client is gone ends
GROWN = 8 * 1024 * 1024  # bytes of memory, since it was last given back, or since the start once somebody has left
LITTLE = 4 * 1024 * 1024  # bytes given back
LOOK_AT_MEMORY = 10  # seconds between two looks
LAST_WORDS = 8  # seconds for answers under way when asked to stop


class Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or []:
            one.listen(connection_limits.WAITING)  # asyncio has made it ACCEPTED_AT_ONCE
        self.giving_back = asyncio.create_task(
            keep_giving_back(FreedMemory(resident, trim, lambda: LiveConnection.gone))
        )


class FreedMemory:
    """Memory that this process no longer uses and that the C library keeps: given back when the process has grown.

    The library keeps it for good: what slow readers made it take in a minute, long after they had gone. `gone` counts
    the live connections that ended: far above the start, what they left is given back until there is little of it,
    however little the process has grown since.
    """

    def __init__(self, held: Callable[[], int], release: Callable[[], None], gone: Callable[[], int]) -> None:
        self.held, self.release, self.gone = held, release, gone
        self.least = self.start = held()
        self.known = gone()

    def give_back(self) -> None:
        now, gone = self.held(), self.gone()
        if now > self.least + GROWN or (gone > self.known and now > self.start + GROWN):
            self.release()
            self.least = self.held()
            if now - self.least < LITTLE:
                self.known = gone
        self.least = min(self.least, now)


async def keep_giving_back(freed: FreedMemory) -> None:
    while True:
        await asyncio.sleep(LOOK_AT_MEMORY)
        await asyncio.to_thread(freed.give_back)


def serve(listening: socket.socket) -> None:
    Server(configuration()).run(sockets=[listening])


def configuration() -> uvicorn.Config:
    """No access log (it would hold addresses of persons), and no trust in what a proxy says of them."""
    watch, upgrades = (
        SilenceWatch(most_held=connection_limits.most_held()),
        Upgrades(connection_limits.most_web_sockets()),
    )
    return uvicorn.Config(
        "palabre.asgi:application",
        http=functools.partial(HttpConnection, watch),  # type: ignore[arg-type]
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws=functools.partial(WebSocket, upgrades),  # type: ignore[arg-type]
        ws_max_size=LARGEST_WORD,
        ws_ping_interval=PING,
        ws_ping_timeout=PING,
        ws_per_message_deflate=False,  # frames of a few bytes
        backlog=connection_limits.ACCEPTED_AT_ONCE,
        limit_concurrency=connection_limits.most_connections(),
        timeout_keep_alive=HEAD_WITHIN,
        timeout_graceful_shutdown=LAST_WORDS,
    )
