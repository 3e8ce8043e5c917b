"""One WebSocket of a client, and as little of it as a load needs: what is to be measured is the server (RFC 6455).

Its masks are zeros, which every server undoes as it does any other; nothing is compressed.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
import struct
from collections.abc import Callable

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NO_STATUS = 1005
CUT = 1006


class Refused(Exception):
    """The server did not open the connection."""


class Wire(asyncio.Protocol):
    """`hear` is called with each message, `ended` once with the code by which the connection closed."""

    def __init__(self, hear: Callable[[bytes], None], ended: Callable[[int], None]) -> None:
        self.hear, self.ended = hear, ended
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.rest, self.part, self.code = b"", b"", CUT
        self.has_begun = False
        self.messages = self.bytes = 0

    def ask(self, transport: asyncio.Transport, request: bytes) -> None:
        self.transport = transport
        transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if not self.opened.done():
            self.head_is_read()
        if self.has_begun:
            self.read_on()

    def begin(self) -> None:
        """Hear what came since the connection opened: who hears it must be able to answer."""
        self.has_begun = True
        self.read_on()

    def read_on(self) -> None:
        at = 0
        while (whole := self.frame_at(at)) is not None:
            at = whole
        self.rest = self.rest[at:]

    def head_is_read(self) -> None:
        head, found, rest = self.rest.partition(b"\r\n\r\n")
        if not found:
            return
        if b" 101 " not in head[:20]:
            self.opened.set_exception(Refused(head.split(b"\r\n")[0].decode()))
            self.transport.close()
            return
        self.opened.set_result(None)
        self.rest = rest

    def frame_at(self, at: int) -> int | None:
        """Take the frame that begins there, and return where it ends; None as long as it is not whole."""
        rest = self.rest
        if len(rest) < at + 2:
            return None
        length, body = rest[at + 1] & 127, at + 2
        if length > 125:
            size = 2 if length == 126 else 8
            if len(rest) < body + size:
                return None
            length, body = int.from_bytes(rest[body : body + size]), body + size
        if len(rest) < body + length:
            return None
        self.take(rest[at], rest[body : body + length])
        return body + length

    def take(self, head: int, body: bytes) -> None:
        kind, is_last = head & 15, head & 128
        if kind == PING:
            self.write(PONG, body)
        elif kind == CLOSE:
            self.code = int.from_bytes(body[:2]) if body else NO_STATUS
            self.transport.close()
        elif kind in (CONTINUED, TEXT, BINARY):
            self.part = self.part + body if self.part else body
            if is_last:
                whole, self.part = self.part, b""
                self.messages, self.bytes = self.messages + 1, self.bytes + len(whole)
                self.hear(whole)

    def send(self, message: bytes) -> None:
        self.write(BINARY, message)

    def write(self, kind: int, body: bytes) -> None:
        size = len(body)
        if size < 126:
            head = bytes([128 | kind, 128 | size])
        elif size < 65_536:
            head = struct.pack("!BBH", 128 | kind, 128 | 126, size)
        else:
            head = struct.pack("!BBQ", 128 | kind, 128 | 127, size)
        self.transport.write(b"%b\0\0\0\0%b" % (head, body))

    def cut(self) -> None:
        """Vanish without a word, as a laptop that is closed."""
        self.transport.abort()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Refused("cut"))
        self.ended(self.code)


async def opened(
    host: str, port: int, path: str, *, cookie: str, hear: Callable[[bytes], None], ended: Callable[[int], None]
) -> Wire:
    """Connect. Raises Refused or OSError."""
    transport, wire = await asyncio.get_running_loop().create_connection(lambda: Wire(hear, ended), host, port)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    headers = {
        "Host": f"{host}:{port}",
        "Origin": f"http://{host}:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Version": "13",
        **({"Cookie": cookie} if cookie else {}),
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    wire.ask(transport, "\r\n".join(lines).encode())
    await wire.opened
    return wire
