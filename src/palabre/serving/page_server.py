"""One process of pages: uvicorn on the socket that the supervisor holds."""

import functools
import socket

import uvicorn

from palabre.serving import connection_limits
from palabre.serving.bounded_http import HEAD_WITHIN, HttpConnection, SilenceWatch
from palabre.serving.bounded_websocket import WebSocket
from palabre.serving.websocket_bounds import Upgrades

LARGEST_WORD = 512 * 1024  # bytes of one WebSocket message; rooms bear half of it, and say so
PING = 20  # seconds between two pings, and for their answer: a WebSocket whose client is gone ends
LAST_WORDS = 8  # seconds for answers under way when asked to stop


class Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or []:
            one.listen(connection_limits.WAITING)  # asyncio has made it ACCEPTED_AT_ONCE


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
