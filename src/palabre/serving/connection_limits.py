"""How many connections one process serves, by the number of files that the system lets it open."""

import contextlib
import resource

WANTED = 65_536  # open files: more than we ever need, also where the system sets no limit
RESERVE = 256  # files that are no connection: the database, libraries, connections just accepted
MOST_CONNECTIONS = 2000  # a thousand of them in live notes; beyond, 503 at once rather than a queue without end
WAITING = 1024  # connections that the system keeps for us while the pages are busy or being restarted
ACCEPTED_AT_ONCE = 64  # connections taken in one go: those that are too many are closed before the next ones come


def raise_file_limit() -> None:
    """Raise the soft limit of open files to the hard one; children inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    with contextlib.suppress(ValueError, OSError):  # a system that allows less than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_connections() -> int:
    """Return how many connections may be served at once: each may need a socket and a file that it sends."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, (soft - RESERVE) // 2))


def most_silent() -> int:
    """Return how many connections may wait for a whole request head at once."""
    return max(1, most_connections() // 4)


def most_web_sockets() -> int:
    """Return how many WebSockets may be open at once: they stay, and some connections are left to pages."""
    return max(1, most_connections() * 3 // 4)
