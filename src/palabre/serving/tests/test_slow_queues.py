"""Copies of public pages, which anybody may ask for, wait among themselves, and few of them do."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core import signing

from palabre.serving.request_priority import asker_of
from palabre.serving.slow_queues import COPIES, NAMES, OF_ALL, OF_ALL_NAMES, OF_ONE, RETRY_AFTER
from palabre.serving.tests.test_wsgi_bridge import SAFETY, silence
from palabre.serving.wsgi_bridge import Pages
from palabre.web.visitor_cookie import NAME, SALT
from tests.apart import run_apart

COPY = "/s/a/pages/b/copies/pdf/"
OWN_NAME = "/s/a/you/name/"
UPLOAD = ("/s/a/imports/new/", b'name="document"; filename="cr.docx"')


class Visit:
    """Requests to pages of which the copies last until they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.door = Pages(self.application, asker_of=asker_of)
        self.copies: list[asyncio.Task[Any]] = []

    def application(self, environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        start("200 OK", [])
        is_slow = environ["PATH_INFO"].endswith(("/copies/pdf/", "/name/"))
        return [b"made"] if not is_slow or self.go.wait(SAFETY) else []

    async def ask(self, path: str, body: bytes = b"", *, visitor: str = "") -> dict[str, Any]:
        """Return the answer in one: its status, its headers, its body."""
        heard: list[dict[str, Any]] = []
        coming = [{"type": "http.request", "body": body}] if body else []

        async def receive() -> dict[str, Any]:
            return coming.pop() if coming else await silence()

        async def send(message: dict[str, Any]) -> None:
            heard.append(message)

        async with asyncio.timeout(SAFETY):
            await self.door(scope_of(path, body, visitor), receive, send)
        return heard[0] | {"body": b"".join(one["body"] for one in heard[1:]).decode()}

    async def begin_copies(self, many: int, *, visitor: str, path: str = COPY) -> None:
        self.copies += [asyncio.create_task(self.ask(path, visitor=visitor)) for _one in range(many)]
        await asyncio.sleep(0)

    async def end(self) -> list[int]:
        self.go.set()
        return [answer["status"] for answer in await asyncio.gather(*self.copies)]


def scope_of(path: str, body: bytes, visitor: str) -> dict[str, Any]:
    cookie = f"{NAME}={signing.TimestampSigner(salt=SALT).sign(visitor)}" if visitor else ""
    headers = [(b"cookie", cookie.encode()), (b"content-length", str(len(body)).encode())]
    return {
        "method": "POST" if body else "GET",
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "headers": [*headers, (b"content-type", b"multipart/form-data; boundary=b" if body else b"")],
    }


@pytest.mark.parametrize("others", ["", "somebody"])
def test_who_sends_a_document_waits_for_no_copy(others: str) -> None:
    async def play() -> dict[str, Any]:
        visit = Visit()
        await visit.begin_copies(20, visitor=others)
        try:
            return await visit.ask(*UPLOAD, visitor="ines")
        finally:
            await visit.end()

    assert run_apart(play())["status"] == 200


@pytest.mark.parametrize("visitor", ["", "somebody"])
def test_one_visitor_waits_for_few_copies_and_another_is_let_in(visitor: str) -> None:
    async def play() -> tuple[dict[str, Any], list[int]]:
        visit = Visit()
        await visit.begin_copies(COPIES.most_of_one, visitor=visitor)
        refused = await visit.ask(COPY, visitor=visitor)
        await visit.begin_copies(1, visitor="ines")
        return refused, await visit.end()

    refused, made = run_apart(play())

    assert (refused["status"], refused["body"]) == (429, OF_ONE)
    assert (b"retry-after", str(RETRY_AFTER).encode()) in refused["headers"]
    assert made == [200] * (COPIES.most_of_one + 1)


def test_few_copies_wait_in_all_and_then_there_is_room_again() -> None:
    async def play() -> tuple[dict[str, Any], list[int], dict[str, Any]]:
        visit = Visit()
        for number in range(COPIES.most):
            await visit.begin_copies(1, visitor=f"visitor-{number}")
        refused = await visit.ask(COPY, visitor="ines")
        return refused, await visit.end(), await visit.ask(COPY, visitor="ines")

    refused, made, later = run_apart(play())

    assert (refused["status"], refused["body"]) == (503, OF_ALL)
    assert (b"retry-after", str(RETRY_AFTER).encode()) in refused["headers"]
    assert (made, later["status"]) == ([200] * COPIES.most, 200)


@pytest.mark.parametrize("path", [OWN_NAME, "/opened/12/name/"])
def test_one_visitor_reads_few_times_at_once_what_goes_with_their_name(path: str) -> None:
    """It reads every text of the space: twelve at once stopped the pages of everybody."""

    async def play() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], list[int]]:
        visit = Visit()
        await visit.begin_copies(NAMES.most_of_one, visitor="malo", path=path)
        refused, page = await visit.ask(path, visitor="malo"), await visit.ask("/s/a/", visitor="malo")
        for number in range(NAMES.most - NAMES.most_of_one):
            await visit.begin_copies(1, visitor=f"visitor-{number}", path=path)
        return refused, page, await visit.ask(path, visitor="ines"), await visit.end()

    refused, page, full, made = run_apart(play())

    assert (refused["status"], refused["body"], page["status"]) == (429, OF_ONE, 200)
    assert (full["status"], full["body"]) == (503, OF_ALL_NAMES)
    assert made == [200] * NAMES.most
