"""The body of a request: read whole, within bounds of size and time, and kept while the request waits for a thread.

It is in memory while it is small, or while few are; then in a temporary file. That of a request that only reads is
thrown away.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Callable
from http import HTTPStatus
from typing import Self

from palabre.serving.client_departure import ClientGone, Message, Receive

LARGEST_BODY = 13 * 1024 * 1024  # bytes: a file of 12 MB and the form around it
LARGEST_HEARD = 8 * LARGEST_BODY  # bytes read to their end, and thrown away, before we say that it is too much
LARGEST_READING = 64 * 1024  # bytes heard, and thrown away, with a request that only reads
KEPT_IN_MEMORY = 512 * 1024  # bytes of one body; the rest goes to a temporary file
KEPT_IN_A_CROWD = 16 * 1024  # the same, while the bodies in memory make more than
MOST_IN_MEMORY = 32 * 1024 * 1024  # bytes
PATIENCE = 60  # seconds for a body, or for the next PROGRESS of it, to arrive
PROGRESS = 64 * 1024  # bytes
READING = frozenset({"GET", "HEAD", "OPTIONS"})
HOLDER = "palabre.holder"  # in the scope, who asks, from which network: bounded_http.py cuts those who hold most


class RefusedBody(Exception):
    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class Memory:
    """Of all bodies of this process."""

    def __init__(self) -> None:
        self.held = 0  # bytes


class Body(tempfile.SpooledTemporaryFile[bytes]):
    """The file that holds one; nothing once the disk of temporary files was full (`has_no_room`)."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory, self.held, self.is_on_disk, self.has_no_room = memory, 0, False, False

    def hear(self, chunk: bytes) -> None:
        if self.has_no_room:
            return
        try:
            self.keep(chunk)
        except OSError:
            self.has_no_room = True
            self.drop()

    def keep(self, chunk: bytes) -> None:
        self.write(chunk)
        most = KEPT_IN_MEMORY if self.memory.held < MOST_IN_MEMORY else KEPT_IN_A_CROWD
        if not self.is_on_disk and self.tell() > most:
            self.rollover()
            self.is_on_disk = True
        self.hold(0 if self.is_on_disk else self.tell())

    def hold(self, size: int) -> None:
        self.memory.held += size - self.held
        self.held = size

    def __enter__(self) -> Self:
        return self

    def drop(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk did not take is written again, in vain
            self.close()
        self.hold(0)

    def __exit__(self, *error: object) -> None:
        self.drop()


async def read_body(scope: Message, receive: Receive, *, into: Body) -> int:
    """Read the request's body, within bounds of size and time, and return its size. Raise RefusedBody, ClientGone."""
    names = {name: value for name, value in scope["headers"] if name in (b"content-length", b"transfer-encoding")}
    if not names or names.get(b"content-length") == b"0":
        return 0
    only_reads = scope["method"] in READING
    most, heard = (LARGEST_READING, LARGEST_READING) if only_reads else (LARGEST_BODY, LARGEST_HEARD)
    too_large = RefusedBody(HTTPStatus.BAD_REQUEST if only_reads else HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if int(names.get(b"content-length", 0)) > heard:
        raise too_large
    try:
        size = await pour(receive, heard, keep=throw_away if only_reads else into.hear)
    except TimeoutError:
        raise RefusedBody(HTTPStatus.REQUEST_TIMEOUT) from None
    if size > most:
        raise too_large
    if into.has_no_room:
        raise RefusedBody(HTTPStatus.INSUFFICIENT_STORAGE)
    into.seek(0)
    return 0 if only_reads else size


async def pour(receive: Receive, most: int, *, keep: Callable[[bytes], None]) -> int:
    """Return the size heard; keep what is allowed, and hear the rest: a browser reads no refusal before the end."""
    size, more, due = 0, True, PROGRESS
    async with asyncio.timeout(PATIENCE) as patience:
        while more and size <= most:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            chunk = message.get("body", b"")
            size += len(chunk)
            if size <= LARGEST_BODY:
                keep(chunk)
            if size >= due:
                due = size + PROGRESS
                patience.reschedule(asyncio.get_running_loop().time() + PATIENCE)
            more = message.get("more_body", False)
    return size


def throw_away(_chunk: bytes) -> None:
    pass
