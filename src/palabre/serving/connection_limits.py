"""Connection limits of one process: how many, from the number of files that the system lets it open, and what is read
of each before the others have their turn."""

import asyncio
import contextlib
import resource

WANTED = 65_536  # open files: more than needed, also where the system sets no limit
RESERVE = 256  # files that are not connections: the database, libraries, connections just accepted
MOST_CONNECTIONS = 2000  # a thousand of them in live notes; beyond, 503 at once rather than an endless queue
WAITING = 1024  # connections queued by the system while the pages are busy or restarting
ACCEPTED_AT_ONCE = 64  # connections accepted in one go: those beyond the limit are closed before the next ones
TURN = 4096  # bytes read of one; asyncio reads 256 KiB, which may be forty thousand frames or chunks


def raise_file_limit() -> None:
    """Raise the soft limit of open files to the hard one; children inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    with contextlib.suppress(ValueError, OSError):  # a system that allows less than its hard limit
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_connections() -> int:
    """Return the maximum of connections served at once: each may need a socket and a file that it sends."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, (soft - RESERVE) // 2))


def most_held() -> int:
    """Return the maximum of connections that wait for their client: for a request head, a body, or to send an answer.

    With the WebSockets, they leave a quarter of all connections to the requests that are being answered.
    """
    return max(1, most_connections() // 4)


def most_web_sockets() -> int:
    """Return the maximum of open WebSockets."""
    return max(1, most_connections() // 2)


def read_little(transport: asyncio.BaseTransport) -> None:
    """Make asyncio read a little at a time. Its loop reads the rest after the other connections' turn."""
    if hasattr(transport, "max_size"):
        transport.max_size = TURN
