"""One process of pages: uvicorn on the socket that the supervisor holds."""

import socket
import sys

import uvicorn

MOST_CONNECTIONS = 2000  # a thousand of them in live notes; beyond, 503 at once rather than a queue without end
LARGEST_HEAD = 32 * 1024  # bytes of a request's line and headers
LARGEST_WORD = 512 * 1024  # bytes of one WebSocket message; rooms bear half of it, and say so
IDLE = 20  # seconds a silent connection stays open
LAST_WORDS = 8  # seconds for answers under way when asked to stop


def main() -> None:
    listening = socket.socket(fileno=int(sys.argv[1]))
    uvicorn.Server(configuration()).run(sockets=[listening])


def configuration() -> uvicorn.Config:
    """No access log (it would hold addresses of persons), and no trust in what a proxy says of them."""
    return uvicorn.Config(
        "palabre.asgi:application",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        ws="websockets-sansio",
        ws_max_size=LARGEST_WORD,
        ws_per_message_deflate=False,  # frames of a few bytes
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=LAST_WORDS,
    )


if __name__ == "__main__":
    main()
