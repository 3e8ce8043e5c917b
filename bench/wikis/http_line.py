"""One HTTP connection that stays open: it takes little, since the readers share the machine of the server."""

from __future__ import annotations

import re
import socket
import urllib.parse
import zlib
from collections.abc import Callable
from dataclasses import dataclass

SIZE = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\nTransfer-Encoding: *chunked", re.IGNORECASE)
PACKED = re.compile(rb"\r\nContent-Encoding: *gzip", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nConnection: *close", re.IGNORECASE)
WHERE = re.compile(rb"\r\nLocation: *([^\r]*)", re.IGNORECASE)
GIVEN = re.compile(rb"\r\nSet-Cookie: *([^=\r]+)=([^;\r]*)", re.IGNORECASE)
PATIENCE = 60  # seconds for an answer


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    where: str
    body: bytes


class HttpLine:
    """Asks, and brings the cookies that it was given."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self.socket: socket.socket | None = None
        self.rest = b""

    def get(self, path: str) -> Answered:
        return self.ask(f"GET {path}", "")

    def post(self, path: str, fields: dict[str, object]) -> Answered:
        return self.ask(f"POST {path}", urllib.parse.urlencode(fields))

    def ask(self, what: str, body: str) -> Answered:
        sent = self.request(what, body)
        try:
            return self.exchange(sent)
        except ConnectionError:  # the server had closed a connection that was silent, as it may
            self.close()
            return self.exchange(sent)

    def request(self, what: str, body: str) -> bytes:
        house = f"127.0.0.1:{self.port}"
        lines = [f"{what} HTTP/1.1", f"Host: {house}", "Accept-Encoding: gzip"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body:
            lines += [f"Origin: http://{house}", "Content-Type: application/x-www-form-urlencoded"]
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", body]).encode()

    def exchange(self, sent: bytes) -> Answered:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(sent)
        head = self.until(b"\r\n\r\n")
        body = self.body(head)
        self.cookies |= {name.decode(): value.decode() for name, value in GIVEN.findall(head)}
        if CLOSES.search(head):
            self.close()
        where = WHERE.search(head)
        body = zlib.decompress(body, 31) if body and PACKED.search(head) else body
        return Answered(int(head[9:12]), where[1].decode() if where else "", body)

    def body(self, head: bytes) -> bytes:
        if size := SIZE.search(head):
            return self.of_size(int(size[1]))
        if not CHUNKED.search(head):
            return b""
        pieces = []
        while many := int(self.until(b"\r\n"), 16):
            pieces.append(self.of_size(many))
            self.of_size(2)
        self.of_size(2)
        return b"".join(pieces)

    def until(self, mark: bytes) -> bytes:
        """Return what comes before this mark, and the mark."""
        return self.taken(lambda: self.rest.find(mark) + len(mark) if mark in self.rest else 0)

    def of_size(self, size: int) -> bytes:
        return self.taken(lambda: size if len(self.rest) >= size else 0) if size else b""

    def taken(self, size_of: Callable[[], int]) -> bytes:
        """Read until there is something to take, and take it."""
        while not (size := size_of()):
            assert self.socket is not None
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionResetError("the server closed the connection")
            self.rest += piece
        found, self.rest = self.rest[:size], self.rest[size:]
        return found

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket, self.rest = None, b""
