"""Connection limits of one process: how many, from the number of files that the system lets it open, what is read of
each before the others have their turn, and the part of the event loop that reading those of one visitor takes."""

import asyncio
import contextlib
import resource
from collections import Counter, OrderedDict
from collections.abc import Hashable

from palabre.live.token_bucket import Bucket

WANTED = 65_536  # open files: more than needed, also where the system sets no limit
RESERVE = 256  # files that are not connections: the database, libraries, connections just accepted
MOST_CONNECTIONS = 2000  # a thousand of them in live notes; beyond, 503 at once rather than an endless queue
WAITING = 1024  # connections queued by the system while the pages are busy or restarting
ACCEPTED_AT_ONCE = 64  # connections accepted in one go: those beyond the limit are closed before the next ones
TURN = 4096  # bytes read of one; asyncio reads 256 KiB, which may be forty thousand frames or chunks
LOOP_AT_ONCE = 0.25  # seconds of processor, to read the requests of one holder; 12 MB of a file take a tenth
LOOP = 0.1  # per second
LONGEST_PAUSE = 10.0  # seconds; a request head has fifteen (serving/bounded_http.py)
MOST_HOLDERS = 4_000  # whose time is kept


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


class LoopShares:
    """Processor time of the event loop that reading requests takes, by holder: a network and a member."""

    def __init__(self) -> None:
        self.left: OrderedDict[Hashable, Bucket] = OrderedDict()
        self.paused: Counter[Hashable] = Counter()  # connections of each that are not read now

    def pause(self, holder: Hashable, spent: float) -> float:
        """Deduct what a connection took; return for how many seconds it is not read, 0 within the holder's share.

        A pause that is not 0 counts until `let_go`. It is in proportion to what this connection took, and to how many
        of the holder's pause already: together they take the share, and others of the same network, who took little,
        wait little. Of a debt, no more is kept than is given at once.
        """
        if self.deduct(holder, spent) >= 0:
            return 0.0
        self.paused[holder] += 1
        return min(LONGEST_PAUSE, self.paused[holder] * spent / LOOP)

    def deduct(self, holder: Hashable, spent: float) -> float:
        """Deduct what a connection took from the share of its holder; return what is left of it."""
        bucket = self.left.setdefault(holder, Bucket.full(LOOP_AT_ONCE, LOOP))
        self.left.move_to_end(holder)
        if len(self.left) > MOST_HOLDERS:
            self.left.popitem(last=False)
        bucket.left = max(-LOOP_AT_ONCE, bucket.fill() - spent)
        return bucket.left

    def let_go(self, holder: Hashable) -> None:
        self.paused[holder] -= 1
        if not self.paused[holder]:
            del self.paused[holder]


def read_little(transport: asyncio.BaseTransport) -> None:
    """Make asyncio read a little at a time. Its loop reads the rest after the other connections' turn."""
    if hasattr(transport, "max_size"):
        transport.max_size = TURN
