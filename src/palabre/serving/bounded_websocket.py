"""One WebSocket, with bounds that uvicorn lacks: on who opens it, on small frames (they cost much), and on its end."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from palabre.live.doors import is_for_strangers
from palabre.serving.connection_limits import read_little
from palabre.serving.websocket_bounds import Upgrades, refusal
from palabre.web.visitor_cookie import Visitor, visitor_in

SMALL_AT_ONCE = 200  # pings, pieces of messages, and what comes after our last word; a browser sends next to none
SMALL = 2.0  # more of them each second
REFUSED = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
STALLED = 30  # seconds without one byte taken, once the connection is over
LAST_WORD = 2.0  # seconds for the client to answer our last word; uvicorn gives ten


class WebSocket(WebSocketsSansIOProtocol):
    def __init__(self, upgrades: Upgrades, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upgrades, self.close_timeout = upgrades, LAST_WORD
        self.small, self.counted_at = 0.0, self.loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        read_little(transport)
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.upgrades.let_go(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The head comes first, whole: where it opens nothing, uvicorn would say nothing and wait for ever."""
        super().data_received(data)
        if not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(REFUSED)
            self.transport.close()

    def handle_connect(self, event: Request) -> None:
        visitor = visitor_in("; ".join(event.headers.get_all("Cookie")))
        status = self.let_in(visitor, event.path.partition("?")[0])
        if status is None:
            super().handle_connect(event)
        else:
            self.transport.write(refusal(status))
            self.transport.close()

    def let_in(self, visitor: Visitor, path: str) -> HTTPStatus | None:
        """Count the opening; return the status that refuses it, if any."""
        if not self.upgrades.may_open(visitor):
            return HTTPStatus.TOO_MANY_REQUESTS
        other: Any = self.upgrades.make_room(visitor)
        if other is not None:
            other.transport.close()
        return self.upgrades.let_in(self, visitor, is_shown=is_for_strangers(path))

    def handle_ping(self) -> None:
        self.count()
        super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        self.count()
        super().handle_pong(event)

    def handle_cont(self, event: Frame) -> None:
        self.count()
        super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        if self.close_sent:
            self.count()
        super().send_receive_event_to_app()

    def count(self) -> None:
        """Count a frame that no allowance of a room pays for. Too many of them: the connection is cut."""
        now = self.loop.time()
        self.small = max(0.0, self.small - (now - self.counted_at) * SMALL) + 1
        self.counted_at = now
        if self.small > SMALL_AT_ONCE:
            self.transport.abort()

    async def send(self, message: Any) -> None:
        """Count what the client has not taken while this waits for it, and after.

        Once uvicorn has closed by itself, for a malformed frame or an unanswered ping, the client is gone: who was
        about to send or to refuse did nothing wrong.
        """
        self.weigh(len(message.get("bytes") or message.get("text") or b""))
        await self.writable.wait()
        if self.close_sent:
            raise ClientDisconnected
        await super().send(message)
        self.weigh()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.weigh()

    def weigh(self, coming: int = 0) -> None:
        for other in self.upgrades.weigh(self, self.transport.get_write_buffer_size() + coming):
            other.transport.abort()  # type: ignore[attr-defined]

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.see_out()

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self.see_out()

    def see_out(self, before: int = -1) -> None:
        """Wait while the client takes what is left; then cut, since a close waits for ever for who takes nothing."""
        if self.disconnected:
            return
        left = self.transport.get_write_buffer_size()
        if left == before:
            self.transport.abort()
        else:
            self.loop.call_later(STALLED, self.see_out, left)
