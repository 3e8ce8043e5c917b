"""Copies of public pages, which anybody may ask for, wait among themselves, and few of them do."""

import asyncio
import functools
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core import signing
from django.urls import resolve

from palabre.serving import slow_queues
from palabre.serving.request_priority import asker_of
from palabre.serving.slow_queues import (
    COPIES,
    DOCUMENTS,
    NAMES,
    OF_ALL,
    OF_ALL_DOCUMENTS,
    OF_ALL_NAMES,
    OF_ONE,
    RETRY_AFTER,
    Kind,
    Queue,
)
from palabre.serving.tests.test_wsgi_bridge import SAFETY, silence
from palabre.serving.wsgi_bridge import Pages
from palabre.web.visitor_cookie import NAME, NEWCOMER, SALT, visitor_number
from tests.apart import run_apart

COPY = "/s/a/pages/b/copies/pdf/"
OWN_NAME = "/s/a/you/name/"
UPLOAD = ("/s/a/imports/new/", b'name="document"; filename="cr.docx"')
A_HOMECOMING = "/s/a/forums/homecomings/3/"
LONG_UPLOAD = ("/s/a/pages/long/attachments/new/", UPLOAD[1])
LENGTHS = (str(slow_queues.LONG_FORM + 5), str(slow_queues.LONG_TEXT + 5))  # of long forms
LONG_PASTE = str(slow_queues.LONG_PASTE + 5)
SLOW = ("/copies/pdf/", "/name/", "/long/attachments/new/", A_HOMECOMING)


class Visit:
    """Requests to pages of which the copies last until they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.door = Pages(self.application, asker_of=asker_of)
        self.copies: list[asyncio.Task[Any]] = []
        self.made: list[str] = []  # their visitors

    def application(self, environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        start("200 OK", [])
        self.made.append(visitor_number(environ["HTTP_COOKIE"]))
        is_slow = environ["PATH_INFO"].endswith(SLOW) or environ.get("CONTENT_LENGTH") in (*LENGTHS, LONG_PASTE)
        return [b"made"] if not is_slow or self.go.wait(SAFETY) else []

    async def ask(
        self, path: str, body: bytes = b"", *, visitor: str = "", left: asyncio.Event | None = None
    ) -> dict[str, Any]:
        """Return the answer in one: its status, its headers, its body; nothing for a client that has left."""
        heard: list[dict[str, Any]] = []
        coming = [{"type": "http.request", "body": body}] if body else []

        async def receive() -> dict[str, Any]:
            if coming:
                return coming.pop()
            await (left.wait() if left else silence())
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            heard.append(message)

        async with asyncio.timeout(SAFETY):
            await self.door(scope_of(path, body, visitor), receive, send)
        return heard[0] | {"body": b"".join(one["body"] for one in heard[1:]).decode()} if heard else {}

    async def begin_copies(self, many: int, *, visitor: str, path: str = COPY) -> None:
        self.copies += [asyncio.create_task(self.ask(path, visitor=visitor)) for _one in range(many)]
        await asyncio.sleep(0)

    async def begin_uploads(
        self, many: int, *, visitor: str, left: asyncio.Event | None = None, path: str = LONG_UPLOAD[0]
    ) -> None:
        asked = [self.ask(path, LONG_UPLOAD[1], visitor=visitor, left=left) for _one in range(many)]
        self.copies += [asyncio.create_task(one) for one in asked]
        for _turn in range(3):  # the body is heard
            await asyncio.sleep(0)

    async def end(self) -> list[int]:
        self.go.set()
        return [answer.get("status", 0) for answer in await asyncio.gather(*self.copies)]


class SignerOfBefore(signing.TimestampSigner):
    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time() - NEWCOMER.total_seconds()) - 60)


def scope_of(path: str, body: bytes, visitor: str) -> dict[str, Any]:
    signer = SignerOfBefore if visitor.startswith("known") else signing.TimestampSigner
    cookie = f"{NAME}={signer(salt=SALT).sign(visitor)}" if visitor else ""
    headers = [(b"cookie", cookie.encode()), (b"content-length", str(len(body)).encode())]
    return {
        "method": "POST" if body else "GET",
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "headers": [*headers, (b"content-type", kind_of(body))],
    }


def kind_of(body: bytes) -> bytes:
    if body.startswith(b"text="):
        return b"application/x-www-form-urlencoded"
    return b"multipart/form-data; boundary=b" if body else b""


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


def test_many_new_cookies_leave_room_for_who_came_before() -> None:
    async def play() -> tuple[dict[str, Any], list[int]]:
        visit = Visit()
        for number in range(COPIES.most):
            await visit.begin_copies(1, visitor=f"visitor-{number}")
        await visit.begin_copies(1, visitor="known-ines")
        refused = await visit.ask(COPY, visitor="malo")
        return refused, await visit.end()

    refused, made = run_apart(play())

    assert refused["status"] == 503
    assert made == [200] * (COPIES.most - 1) + [503, 200]


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


def test_the_page_of_a_name_is_a_reading_and_waits_for_no_removal() -> None:
    """It could spend a minute of processor, and the pages of all the others waited for it."""
    asked, sent = (slow_queues.kind_of({"PATH_INFO": OWN_NAME, "REQUEST_METHOD": method}) for method in ("GET", "POST"))

    assert asked is not None
    assert sent is not None
    assert asked is not sent
    assert asked.most_spent == slow_queues.SPENT_READING < sent.most_spent


def test_a_bounded_number_of_documents_waits_and_the_one_refused_is_of_who_sent_most() -> None:
    assert DOCUMENTS.most <= 120  # of 13 MB each, on the disk

    async def play() -> tuple[dict[str, Any], list[int]]:
        visit = Visit()
        for number in range(DOCUMENTS.most - 2):
            await visit.begin_uploads(1, visitor=f"visitor-{number}")
        await visit.begin_uploads(2, visitor="malo")
        refused = await visit.ask(*LONG_UPLOAD, visitor="malo")
        await visit.begin_uploads(1, visitor="ines")
        return refused, await visit.end()

    refused, made = run_apart(play())

    assert (refused["status"], refused["body"]) == (503, OF_ALL_DOCUMENTS)
    assert (b"retry-after", str(RETRY_AFTER).encode()) in refused["headers"]
    assert made[-3:] == [200, 503, 200]


def test_one_visitor_with_many_requests_waits_behind_the_first_one_of_another() -> None:
    async def play() -> list[str]:
        queue, go, made = Queue(Kind("one", 1, 40, 120, OF_ALL)), threading.Event(), []

        def make(number: str) -> None:
            go.wait(SAFETY)
            made.append(number)

        calls = [queue.run(number, functools.partial(make, number)) for number in ("malo", "malo", "malo", "ines")]
        tasks = [asyncio.create_task(call) for call in calls]
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(*tasks)
        return made

    assert run_apart(play()) == ["malo", "ines", "malo", "malo"]


def test_documents_of_one_visitor_are_read_one_by_one_and_leave_threads_to_others() -> None:
    async def play() -> tuple[dict[str, Any], list[str], list[int]]:
        visit = Visit()
        await visit.begin_uploads(5, visitor="malo")
        of_another = await visit.ask(*UPLOAD, visitor="ines")
        return of_another, list(visit.made), await visit.end()

    of_another, before, made = run_apart(play())

    assert (of_another["status"], before) == (200, ["malo", "ines"])
    assert made == [200] * 5


def test_a_turn_that_was_granted_and_not_taken_goes_to_the_next() -> None:
    async def play() -> int:
        queue = Queue(Kind("one", 1, 40, 120, OF_ALL))
        await queue.take_turn("malo", None)
        waiting = asyncio.create_task(queue.take_turn("ines", None))
        await asyncio.sleep(0)
        queue.give_back("malo")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return queue.busy

    assert run_apart(play()) == 0


def test_documents_of_a_client_that_has_left_are_not_read() -> None:
    async def play() -> tuple[list[str], list[int]]:
        visit, left = Visit(), asyncio.Event()
        for number in range(DOCUMENTS.threads):
            await visit.begin_uploads(1, visitor=f"first-{number}")
        await visit.begin_uploads(5, visitor="malo", left=left)
        await visit.begin_uploads(1, visitor="ines")
        left.set()
        for _turn in range(5):
            await asyncio.sleep(0)
        statuses = await visit.end()
        return visit.made, statuses

    made, statuses = run_apart(play())

    assert made == [f"first-{number}" for number in range(DOCUMENTS.threads)] + ["ines"]
    assert statuses == [200] * DOCUMENTS.threads + [0] * 5 + [200]


def test_who_brings_a_forum_home_holds_back_no_document() -> None:
    async def play() -> dict[str, Any]:
        visit = Visit()
        for visitor in ("malo", "lena", "odile", "hugo"):
            await visit.begin_uploads(1, visitor=visitor, path=A_HOMECOMING)
        try:
            return await visit.ask(*UPLOAD, visitor="ines")
        finally:
            await visit.end()

    assert run_apart(play())["status"] == 200


@pytest.mark.parametrize("path", ["/s/a/nowhere/", "/account/sign-in/", "/health/"])
@pytest.mark.parametrize("begins", ["text=", "--b"])
@pytest.mark.parametrize("length", LENGTHS)
def test_long_forms_which_take_long_hold_back_nobody_who_writes(path: str, begins: str, length: str) -> None:
    assert beside_long_forms(path, begins.encode() + b"%" * (int(length) - len(begins)))["status"] == 200


@pytest.mark.parametrize("begins", ["text=", "--b"])
@pytest.mark.parametrize("length", LENGTHS)
def test_a_long_form_that_asks_for_a_code_holds_no_thread_while_the_mail_server_is_slow(
    begins: str, length: str
) -> None:
    async def play() -> tuple[dict[str, Any], list[str]]:
        visit = Visit()
        return await visit.ask("/account/sign-in/", begins.encode() + b"%" * (int(length) - len(begins))), visit.made

    answer, made = run_apart(play())

    assert (answer["status"], made) == (413, [])
    assert "trop long pour une adresse" in answer["body"]


def test_minutes_that_are_tried_apart_first_hold_back_no_short_ones() -> None:
    assert beside_long_forms("/s/a/imports/new/", b"text=" + b"%" * (int(LONG_PASTE) - 5))["status"] == 200


def beside_long_forms(path: str, long_form: bytes) -> dict[str, Any]:
    """Return the answer to a short form while four long ones, each of somebody else, take long at this address."""

    async def play() -> dict[str, Any]:
        visit = Visit()
        for number in range(4):
            visit.copies.append(asyncio.create_task(visit.ask(path, long_form, visitor=f"visitor-{number}")))
        await asyncio.sleep(0)
        try:
            return await visit.ask(path, b"text=bonjour", visitor="ines")
        finally:
            await visit.end()

    answer: dict[str, Any] = run_apart(play())
    return answer


def test_no_view_is_looked_for_by_an_address_that_is_longer_than_any(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []
    monkeypatch.setattr(slow_queues, "resolve", lambda path: looked_for.append(path) or resolve(path))
    paths = ["/s/a/pages/b/attachments/new/", f"/s/a/groups/1/{'a' * 30_000}"]

    are = [slow_queues.reads_a_file(path) for path in paths]

    assert (are, looked_for) == ([True, True], paths[:1])  # a very long one may be one


@pytest.mark.parametrize(
    "path",
    [
        "imports/3/former/",
        "pages/a/margin/answer/",
        "pages/a/revisions/3/restoration/",
        "notes/3/sync/",
        "opened/4/notes/3/sync/",
        "pages/a/margin/7/undoing/",
        "pages/a/readings/",
        "pages/a/minutes/",
    ],
)
def test_a_click_after_which_a_page_is_read_as_minutes_is_no_act_of_who_saves(path: str) -> None:
    asked = {"PATH_INFO": f"/s/a/{path}", "REQUEST_METHOD": "POST"}

    assert slow_queues.kind_of(asked) is slow_queues.MENDED
    assert slow_queues.kind_of(asked | {"REQUEST_METHOD": "GET"}) is None


@pytest.mark.parametrize("act", ["afterwards", "giving", "looks", "looks/7/undoing", "publication"])
def test_a_click_in_the_minutes_of_a_meeting_is_no_act_of_who_saves(act: str) -> None:
    """An addition that was refused, and shows all of them anew, took ten seconds of the thread of those who write."""
    asked = {"PATH_INFO": f"/s/a/meetings/3-conseil/minutes/{act}/", "REQUEST_METHOD": "POST"}

    assert slow_queues.kind_of(asked) is slow_queues.MENDED
    assert slow_queues.kind_of(asked | {"REQUEST_METHOD": "GET"}) is None


@pytest.mark.parametrize("kind", ["markdown", "odt", "pdf"])
def test_each_copy_of_a_forum_is_made_apart(kind: str) -> None:
    environ = {"PATH_INFO": f"/s/a/forums/1-b/proceedings/copies/{kind}/", "REQUEST_METHOD": "GET"}

    assert slow_queues.kind_of(environ) is COPIES
