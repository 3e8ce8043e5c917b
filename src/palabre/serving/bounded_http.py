"""One HTTP connection, with bounds that uvicorn lacks: on silence, on readers that stall, on malformed requests."""

from __future__ import annotations

import asyncio
import enum
import fcntl
import socket
import struct
import termios
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Any

import h11
from django.conf import settings
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol

from palabre.serving.connection_limits import LoopShares, read_little
from palabre.serving.request_body import HOLDER, LARGEST_BODY
from palabre.web.visitor_cookie import network_of

LARGEST_HEAD = 32 * 1024  # bytes of a request's line and headers
AROUND = 4  # bytes of a header beside its name and value
LISTS = (b"connection", b"upgrade", b"sec-websocket-")  # headers that are read a sign at a time, in Python
LONGEST_LISTS = 1_000  # characters of these together: browsers and proxies send three hundred
MOST_LINES = 101  # of a head: each header costs as much as a long one; Apache takes as many
HEAD_WITHIN = 15  # seconds for a whole request head, from the opening and again after each answer
STALLED = 30  # seconds without one byte taken by the client before we give up
PROGRESS = 64 * 1024  # bytes of a body
MOST_HEARD = 1024 * 1024 * 1024  # bytes of bodies that are not whole: on a disk that fills, or that is in memory
EVERY = 1  # seconds between two looks at all connections
VERSIONS = (b"1.0", b"1.1")
LONGEST_METHOD = 20  # characters
CHUNKS = 40  # of one body, whatever their size: browsers send none, proxies few; they cost what a request does
SMALLEST_CHUNK = 256  # bytes, on average, where there are more of them: each costs as much as a large one
ORDINARY = 2048  # bytes of a request without a body that comes in one piece: it is not timed
FEW_LINES = 40  # of such a request, and of one that asks for a WebSocket: browsers send fifteen to twenty-five
COUNTED = 0.001  # seconds of processor, at least, that are deducted at once
KEPT_BY_THE_SYSTEM = 256 * 1024  # bytes of an answer on their way; left to itself, it keeps 4 MB for who reads slowly
CUT_AT_ONCE = 16  # where too many connections wait for their client, this part of the bound: we look at all of them


class Way(enum.Enum):
    """Reason why a connection waits for its client."""

    HEAD = "head"
    BODY = "body"
    READING = "reading"

    __hash__ = object.__hash__  # each is one object


type Place = tuple[tuple[str, str], Way]  # whose connection it is (network, member), and why it waits


class HttpConnection(H11Protocol):
    """uvicorn's protocol, which tells the watch when it waits for a request head, and when it has one."""

    def __init__(self, watch: SilenceWatch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.watch = watch
        self.is_simple = True  # what came last, and it is not timed
        self.has_more = False  # of a head, or of the next request, that waits to be read
        self.spent = 0.0  # seconds of processor, not deducted yet
        self.conn: Requests = Requests(h11.SERVER, LARGEST_HEAD)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        read_little(transport)
        if (opened := transport.get_extra_info("socket")) is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KEPT_BY_THE_SYSTEM)
        super().connection_made(transport)
        self.flow: PausedFlow = PausedFlow(transport)
        self.watch.add(self, self.loop)

    def connection_lost(self, exc: Exception | None) -> None:
        self.watch.forget(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Time what is no simple request: tiny pieces, and malformed ones, may take the loop from everybody."""
        is_whole = len(data) <= ORDINARY and data.endswith(b"\r\n\r\n") and data.count(b"\n") <= FEW_LINES
        self.is_simple = is_whole and not self.has_more and self.conn.their_state is not h11.SEND_BODY
        super().data_received(data)

    def handle_events(self) -> None:
        before, began = self.scope, 0.0 if self.is_simple else time.thread_time()
        super().handle_events()
        if self.scope is not before:
            self.watch.waiting.pop(self, None)
        self.watch.hear(self)
        self.listen_for_the_end()
        if not self.is_simple:
            self.has_more = bool(self.conn.trailing_data[0])
            self.spent += time.thread_time() - began
            if self.spent >= COUNTED:
                self.settle()

    def settle(self) -> None:
        """Deduct what was spent from the holder's share of the loop; beyond it, read no more for a while.

        A WebSocket has its own bounds, and a proxy's connection carries what anybody asks: neither pauses.
        """
        spent, self.spent = self.spent, 0.0
        if self not in self.watch.open or (self.client and self.client[0] in settings.PROXIES):
            return
        if self.flow.is_held:  # what came before the pause is read on
            self.flow.hold()
            self.watch.loop_shares.deduct(self.holder, spent)
        elif pause := self.watch.loop_shares.pause(holder := self.holder, spent):
            self.flow.hold()
            self.loop.call_later(pause, self.go_on, holder)

    def go_on(self, holder: tuple[str, str]) -> None:
        self.watch.loop_shares.let_go(holder)
        self.flow.let_go()

    def listen_for_the_end(self) -> None:
        """Read on while a request waits: one who asks for more at once, then leaves, would not be seen to leave."""
        if not self.flow.read_paused or self.is_heard or self.cycle.response_started:
            return
        if len(self.conn.trailing_data[0]) > LARGEST_HEAD:
            self.transport.abort()
        else:
            self.flow.resume_reading()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self.watch.forget(self)
        self.flow.let_go()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        self.watch.wait_for_head(self, self.loop.time())
        super().on_response_complete()

    @property
    def is_heard(self) -> bool:
        """Is the body of its request not whole yet?"""
        return bool(self.cycle and self.cycle.more_body and not self.cycle.response_complete)

    @property
    def holder(self) -> tuple[str, str]:
        """The network and the member of its last request, as the pages say (serving/wsgi_bridge.py)."""
        told: Any = self.scope.get(HOLDER) if self.scope else None
        return told or (network_of(self.client[0]) if self.client else "", "")

    @property
    def left(self) -> int:
        """Bytes that the client has not taken: those that wait here, then those that wait in the system."""
        here = self.transport.get_write_buffer_size()
        return here and here + unacknowledged(self.transport.get_extra_info("socket"))

    def end(self) -> None:
        """Close, once the client has taken the last answer."""
        if not self.left:
            self.timeout_keep_alive_handler()


class PausedFlow(FlowControl):
    """Reading, which uvicorn pauses for its own reasons, and we do for another: it goes on once none is left."""

    is_held = False

    def resume_reading(self) -> None:
        if self.read_paused and self.is_held:
            self.read_paused = False
        else:
            super().resume_reading()

    def hold(self) -> None:
        self.is_held = True
        self._transport.pause_reading()

    def let_go(self) -> None:
        if self.is_held:
            self.is_held = False
            if not self.read_paused:
                self._transport.resume_reading()


class SilenceWatch:
    """All HTTP connections of this process: closes those that stay silent, and those whose client takes nothing.

    At most `most_held`, together, may wait for a head, for the rest of a body, or for their client to take what is
    left of an answer. Beyond, those of whoever holds most make room: whoever is being answered is never cut.
    """

    def __init__(self, *, most_held: int) -> None:
        self.most_held, self.loop_shares = most_held, LoopShares()
        self.open: set[HttpConnection] = set()
        self.waiting: dict[HttpConnection, float] = {}  # for a head, and since when: the longest first
        self.hearing: dict[
            HttpConnection, int
        ] = {}  # bodies by their progress: the one that made none for longest first
        self.sending: dict[HttpConnection, tuple[int, float]] = {}  # bytes left, and since when there are as many
        self.timer: asyncio.TimerHandle | None = None

    def add(self, connection: HttpConnection, loop: asyncio.AbstractEventLoop) -> None:
        self.open.add(connection)
        self.wait_for_head(connection, loop.time())
        if self.timer is None:
            self.timer = loop.call_later(EVERY, self.look_again, loop)

    def forget(self, connection: HttpConnection) -> None:
        self.open.discard(connection)
        self.waiting.pop(connection, None)
        self.hearing.pop(connection, None)
        self.sending.pop(connection, None)

    def wait_for_head(self, connection: HttpConnection, now: float) -> None:
        """Expect a request head."""
        self.waiting.pop(connection, None)
        self.hearing.pop(connection, None)
        self.waiting[connection] = now
        self.make_room()

    def hear(self, connection: HttpConnection) -> None:
        """Expect the rest of a body; where all bodies are too large, cut one of whoever has sent most."""
        progress = connection.conn.heard // PROGRESS
        if not connection.is_heard:
            self.hearing.pop(connection, None)
        elif self.hearing.get(connection) != progress:
            self.hearing.pop(connection, None)
            self.hearing[connection] = progress
            kept = {one: min(some, LARGEST_BODY // PROGRESS) for one, some in self.hearing.items()}
            if sum(kept.values()) > MOST_HEARD // PROGRESS:
                self.cut(next(those_of_most(kept, dict.fromkeys(kept, Way.BODY))))
            self.make_room()

    def make_room(self) -> None:
        """Cut connections of whoever holds most, if too many wait for their client."""
        if self.held <= self.most_held:
            return
        ways = {
            one: way
            for way, some in ((Way.HEAD, self.waiting), (Way.BODY, self.hearing), (Way.READING, self.sending))
            for one in some
        }
        for connection in those_of_most(dict.fromkeys(ways, 1), ways):
            self.cut(connection)
            if self.held <= self.most_held - self.most_held // CUT_AT_ONCE:
                break

    @property
    def held(self) -> int:
        """Number of connections that wait for their client."""
        return len(self.waiting) + len(self.hearing) + len(self.sending)

    def cut(self, connection: HttpConnection) -> None:
        is_idle = connection in self.waiting and connection not in self.sending
        for some in (self.waiting, self.hearing, self.sending):
            some.pop(connection, None)
        if is_idle:
            connection.timeout_keep_alive_handler()
        else:
            connection.transport.abort()

    def look_again(self, loop: asyncio.AbstractEventLoop) -> None:
        self.look(loop.time())
        self.timer = loop.call_later(EVERY, self.look_again, loop) if self.open else None

    def look(self, now: float) -> None:
        """Close what has waited for too long."""
        for connection, since in list(self.waiting.items()):
            if now - since < HEAD_WITHIN:
                break
            connection.end()
        for connection in list(self.open):
            left = connection.left
            before, since = self.sending.get(connection, (0, now))
            if not left:
                self.sending.pop(connection, None)
            elif left != before:
                self.sending[connection] = left, now
            elif now - since >= STALLED:
                connection.transport.abort()
        self.make_room()


def those_of_most(sizes: Mapping[HttpConnection, int], ways: Mapping[HttpConnection, Way]) -> Iterator[HttpConnection]:
    """Yield whom to cut, one after the other, each time in the network that holds most by these sizes.

    There, it is the first of the member, or of all others together, who holds most in one way: an order of its own
    for each way, since many bodies must not cut those who have just come and have said nothing yet.
    """
    lines = defaultdict[Place, deque[HttpConnection]](deque)
    of_network, of_place = Counter[str](), defaultdict[str, Counter[Place]](Counter)
    for connection, size in sizes.items():
        place = (connection.holder, ways[connection])
        network = place[0][0]
        lines[place].append(connection)
        of_network[network] += size
        of_place[network][place] += size
    for _one in sizes:
        network = max(of_network, key=of_network.__getitem__)
        place = max(of_place[network], key=of_place[network].__getitem__)
        first = lines[place].popleft()
        of_network[network] -= sizes[first]
        of_place[network][place] -= sizes[first]
        if not lines[place]:
            del of_place[network][place]
        if not of_place[network]:
            del of_network[network]
        yield first


class Requests(h11.Connection):
    """h11, without the requests that another server on the way could read otherwise than we do."""

    chunks = 0
    heard = 0  # bytes of the body
    head = b""  # of an answer, which leaves with the beginning of its body: one packet, and one call to the system

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]
        made = super().send(event)
        if isinstance(event, h11.Response):
            self.head, made = made or b"", b""
        elif self.head:
            self.head, made = b"", self.head + (made or b"")
        return made

    def next_event(self) -> Any:
        if self.their_state is h11.IDLE and has_many_lines(self.trailing_data[0]):
            raise h11.RemoteProtocolError("too many headers")
        event = super().next_event()
        if isinstance(event, h11.Request):
            self.chunks = self.heard = 0
            if why := fault_of(event):
                raise h11.RemoteProtocolError(why)
        elif isinstance(event, h11.Data):
            self.count(event)
        return event

    def count(self, event: h11.Data) -> None:
        self.chunks += event.chunk_start
        self.heard += len(event.data)
        if self.chunks > CHUNKS and self.heard < self.chunks * SMALLEST_CHUNK:
            raise h11.RemoteProtocolError("chunks too small")


def has_many_lines(head: bytes) -> bool:
    """Return whether this head, maybe not whole yet, has too many lines. h11 takes long to read them."""
    return head.partition(b"\r\n\r\n")[0].count(b"\n") >= MOST_LINES


def fault_of(request: h11.Request) -> str:
    """Return why the request is refused (RFC 9112, 2.3 and 6.1; RFC 9110, 9.1), or ""."""
    names = {name for name, _value in request.headers}
    if request.http_version not in VERSIONS:
        return "unknown version of HTTP"
    if not request.method.isupper() or len(request.method) > LONGEST_METHOD:
        return "unknown method"
    if {b"content-length", b"transfer-encoding"} <= names:
        return "two lengths"
    if len(request.target) + sum(len(name) + len(value) + AROUND for name, value in request.headers) > LARGEST_HEAD:
        return "request head too large"
    if b"upgrade" in names and len(request.headers) > FEW_LINES:
        return "too many headers"  # they are read twice more, which is deducted from nobody's share
    if sum(len(value) for name, value in request.headers if name.startswith(LISTS)) > LONGEST_LISTS:
        return "lists of headers too long"
    return ""


def unacknowledged(socket: Any) -> int:
    """Return how many bytes the system keeps because the client has not acknowledged them; 0 where it cannot tell."""
    try:
        (queued,) = struct.unpack("i", fcntl.ioctl(socket.fileno(), termios.TIOCOUTQ, bytes(4)))
    except OSError:
        return 0
    return int(queued)
