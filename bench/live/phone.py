"""A phone, as a server sees it: one connection that stays open, the cookies that it was given, a WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
import urllib.parse
from dataclasses import dataclass, field

import websockets

PATIENCE = 600  # seconds for one answer: a busy machine is slow, and refuses nobody
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]*)"')


@dataclass(slots=True)
class Answered:
    """`status` 0: the connection broke, or nothing came. `lasted` in seconds."""

    status: int
    where: str
    body: str
    lasted: float


@dataclass(slots=True)
class Wire:
    """One HTTP connection. `keeps` its cookies, or brings none at all."""

    port: int
    keeps: bool = True
    cookies: dict[str, str] = field(default_factory=dict)
    ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> Answered:
        body = urllib.parse.urlencode(form) if form else ""
        sent = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        sent += ["Content-Type: application/x-www-form-urlencoded"] if body else []
        sent += [f"Origin: http://127.0.0.1:{self.port}"] if method == "POST" else []
        sent += [f"Cookie: {self.held()}"] if self.cookies else []
        sent += [f"{name}: {value}" for name, value in headers.items()]
        began = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, where, told = await self.exchange("\r\n".join([*sent, "", body]).encode())
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError):
            self.close()
            status, where, told = 0, "", ""
        return Answered(status, where, told, time.perf_counter() - began)

    async def exchange(self, sent: bytes) -> tuple[int, str, str]:
        is_new = self.ends is None
        try:
            return await self.exchange_once(sent)
        except (OSError, EOFError):
            if is_new:
                raise
            self.close()  # the server had closed what was silent, as it may
            return await self.exchange_once(sent)

    async def exchange_once(self, sent: bytes) -> tuple[int, str, str]:
        self.ends = self.ends or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.ends
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, facts, size = int(head[0].split()[1]), {}, 0
        for line in head[1:]:
            name, _colon, value = line.partition(": ")
            facts[name.lower()] = value
            if name.lower() == "set-cookie" and self.keeps:
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        size = int(facts.get("content-length", 0))
        told = await self.chunks(reader) if "chunked" in facts.get("transfer-encoding", "") else b""
        told += await reader.readexactly(size)
        if facts.get("connection") == "close":
            self.close()
        return status, facts.get("location", ""), told.decode()

    async def chunks(self, reader: asyncio.StreamReader) -> bytes:
        told = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            told += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return told

    def held(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def close(self) -> None:
        if self.ends is not None:
            self.ends[1].close()
            self.ends = None


async def watch(wire: Wire, path: str, seen: list[int]) -> None:
    """Be the screen of this room until it is cancelled; count the frames."""
    while True:
        with contextlib.suppress(OSError, EOFError, websockets.WebSocketException):
            address, origin = f"ws://127.0.0.1:{wire.port}/ws{path}?as=phone", f"http://127.0.0.1:{wire.port}"
            headers = {"Cookie": wire.held()}
            async with websockets.connect(
                address, additional_headers=headers, origin=origin, open_timeout=PATIENCE, compression=None
            ) as screen:
                async for _frame in screen:
                    seen[0] += 1
        seen[1] += 1  # it ended, and comes back
        await asyncio.sleep(2)
