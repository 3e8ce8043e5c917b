import asyncio
import errno
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest

from palabre.serving import request_body, wsgi_bridge
from palabre.serving.priority_queue import RETRY_AFTER, RequestPriority
from palabre.serving.slow_queues import BEGINNING, LONG_PASTE
from palabre.serving.wsgi_bridge import Pages
from tests.apart import run_apart

Application = Callable[..., Iterable[bytes]]
SAFETY = 60  # seconds after which a test that waits for ever fails
READ = (b"/minutes/", b"/s/a/imports/new/", b"/s/a/imports/3-conseil/putting-back/")
LONG = dict.fromkeys(READ, "minutes") | {b"/s/a/export/": "slow", b"/s/a/forums/homecomings/3/": "homecoming"}
LONG |= {f"/s/a/imports/3/{one}/".encode(): "mended" for one in ("opening", "presences", "removal", "undoing", "words")}


def test_an_answer_arrives_with_its_status_headers_and_body() -> None:
    def application(environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        start("201 Created", [("Content-Type", "text/plain")])
        return [b"bon", b"jour"]

    answer = ask(application)

    assert answer == (201, [(b"content-type", b"text/plain")], b"bonjour")


def test_a_reader_who_takes_nothing_holds_no_thread_of_the_pages() -> None:
    door = Pages(saying(lambda environ: [b"x" * (wsgi_bridge.HELD_BACK + 1)] * 3), threads=1)

    async def both() -> list[dict[str, Any]]:
        slow = asyncio.ensure_future(door(scope_of(), silence, never_taken))
        heard = await taken_by_another(door)
        slow.cancel()
        return heard

    assert run_apart(both())[0]["status"] == 200


def test_a_long_answer_ends_when_its_reader_leaves() -> None:
    read: list[int] = []

    def endless(environ: dict[str, Any]) -> Iterable[bytes]:
        while True:
            read.append(len(read))
            yield b"x" * (wsgi_bridge.HELD_BACK + 1)

    converse(saying(endless), messages=[None])

    assert len(read) < 5


def test_a_long_answer_is_closed_once_it_is_sent() -> None:
    answer = Closing([b"x" * (wsgi_bridge.HELD_BACK + 1)] * 3)

    ask(saying(lambda environ: answer))

    assert answer.times_closed == 1


def test_forms_that_wait_leave_threads_to_those_who_read() -> None:
    free = threading.Event()

    def application(environ: dict[str, Any]) -> Iterable[bytes]:
        return [b""] if environ["REQUEST_METHOD"] == "GET" or free.wait(SAFETY) else []

    async def all_of_them() -> list[dict[str, Any]]:
        door = Pages(saying(application))
        forms = [asyncio.ensure_future(door(scope_of(method="POST"), silence, ignored)) for _form in range(20)]
        heard = await taken_by_another(door)
        free.set()
        await asyncio.gather(*forms)
        return heard

    assert run_apart(all_of_them())[0]["status"] == 200


@pytest.mark.parametrize(
    ("path", "kind", "body", "pool"),
    [
        (b"/s/a/imports/new/", b"multipart/form-data; boundary=b", b'name="document"; filename="cr.docx"', "slow"),
        (b"/s/a/imports/new/", b"Multipart/Form-Data; boundary=b", b"name=document; FileName=cr.docx", "slow"),
        (b"/s/a/imports/new/", b"multipart/form-data; boundary=b", b"x" * (BEGINNING + 1), "slow"),
        (b"/s/a/imports/new/", b"multipart/form-data; boundary=b", b"x" * (LONG_PASTE + 1), "long-minutes"),
        (b"/s/a/imports/new/", b"multipart/form-data; boundary=b", b"x" * LONG_PASTE, "minutes"),
        (b"/s/a/pages/b/attachments/new/", b"multipart/form-data; boundary=b", b'name="file"; filename=""', "page"),
        (b"/s/a/imports/3/validity/", b"multipart/form-data; boundary=b", b'name="x"; filename="cr.docx"', "page"),
        (b"/s/a/imports/3/validity/", b"multipart/form-data; boundary=b", b"x" * (BEGINNING + 1), "text"),
        (b"/s/a/nowhere/at/all/", b"multipart/form-data; boundary=b", b'name="x"; filename="cr.docx"', "page"),
        (b"/s/a/room/", b"application/x-www-form-urlencoded", b"filename=x", "page"),
        (b"/s/a/pages/b/copies/pdf/", b"", b"", "copy"),
        (b"/s/a/pages/b/copies/odt/", b"", b"", "copy"),
        (b"/s/a/pages/b/copies/html/", b"", b"", "page"),
    ],
)
def test_documents_and_copies_have_threads_of_their_own(path: bytes, kind: bytes, body: bytes, pool: str) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]

    _, _, thread = ask(
        saying(lambda environ: [threading.current_thread().name.encode()]), path=path, headers=headers, messages=[body]
    )

    assert thread.decode().startswith(pool)


@pytest.mark.parametrize(("path", "queue"), [*LONG.items()])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_what_takes_long_to_make_or_to_read_has_one_and_its_page_waits_for_none(
    path: bytes, method: str, queue: str
) -> None:
    _, _, thread = ask(saying(lambda environ: [threading.current_thread().name.encode()]), path=path, method=method)

    assert thread.decode().startswith(queue if method == "POST" else "page")


def test_a_slow_body_that_goes_on_arriving_is_read_whole() -> None:
    assert heard_slowly(piece=request_body.PROGRESS, seconds=request_body.PATIENCE - 1) == request_body.PROGRESS * 5


def test_a_body_that_drips_is_refused() -> None:
    assert heard_slowly(piece=1, seconds=request_body.PATIENCE - 1) == HTTPStatus.REQUEST_TIMEOUT


def test_a_body_in_chunks_has_the_length_that_was_heard() -> None:
    chunked = [(b"transfer-encoding", b"chunked")]
    said = saying(lambda environ: [environ["CONTENT_LENGTH"].encode(), environ["wsgi.input"].read()])

    _, _, body = ask(said, headers=chunked, messages=[b"bon", b"jour"])

    assert body == b"7bonjour"


def test_a_body_in_several_messages_is_read_whole() -> None:
    echo = saying(lambda environ: [environ["wsgi.input"].read()])

    _, _, body = ask(echo, headers=[(b"content-length", b"6")], messages=[b"bon", b"jou"])

    assert body == b"bonjou"


def test_a_body_announced_far_too_large_is_refused_before_it_is_sent() -> None:
    too_large = str(request_body.LARGEST_HEARD + 1).encode()

    status, _, _ = ask(saying(lambda environ: [b""]), method="POST", headers=[(b"content-length", too_large)])

    assert status == 413


def test_a_body_that_grows_too_large_is_refused() -> None:
    piece = b"x" * (request_body.LARGEST_BODY // 2 + 1)
    chunked = [(b"transfer-encoding", b"chunked")]

    status, _, words = ask(saying(lambda environ: [b""]), headers=chunked, messages=[piece, piece])

    assert (status, words.decode()) == (413, wsgi_bridge.WORDS[HTTPStatus.REQUEST_ENTITY_TOO_LARGE])


def test_a_body_that_finds_no_room_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(request_body.tempfile, "TemporaryFile", full)
    messages, length = [b"x" * request_body.KEPT_IN_MEMORY] * 3, str(3 * request_body.KEPT_IN_MEMORY).encode()
    status, _, words = ask(saying(lambda environ: [b""]), headers=[(b"content-length", length)], messages=messages)

    assert (status, words.decode()) == (507, wsgi_bridge.WORDS[HTTPStatus.INSUFFICIENT_STORAGE])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_words_that_come_with_a_page_that_is_read_are_not_kept(method: str) -> None:
    echo = saying(lambda environ: [environ["wsgi.input"].read(), environ["CONTENT_LENGTH"].encode()])

    _, _, body = ask(echo, method=method, headers=[(b"content-length", b"6")], messages=[b"bon", b"jou"])

    assert body == b"0"


@pytest.mark.parametrize("names", [[(b"content-length", b"65537")], [(b"transfer-encoding", b"chunked")]])
def test_nor_are_many_of_them_heard(names: list[tuple[bytes, bytes]]) -> None:
    many = b"x" * (request_body.LARGEST_READING + 1)

    status, _, words = ask(saying(lambda environ: [b""]), method="GET", headers=names, messages=[many])

    assert (status, words.decode()) == (400, wsgi_bridge.WORDS[HTTPStatus.BAD_REQUEST])


def test_a_body_that_has_no_end_is_not_heard_to_its_end() -> None:
    piece = b"x" * (request_body.LARGEST_HEARD // 2 + 1)
    chunked = [(b"transfer-encoding", b"chunked")]

    status, _, _ = ask(saying(lambda environ: [b""]), headers=chunked, messages=[piece, piece, None])

    assert status == 413


def test_a_client_that_leaves_while_sending_is_not_answered() -> None:
    heard = converse(saying(lambda environ: [b""]), headers=[(b"content-length", b"6")], messages=[b"bon", None])

    assert heard == []


@pytest.mark.parametrize(("method", "made"), [("GET", []), ("HEAD", []), ("POST", ["gone", "gone"])])
def test_what_a_client_asked_for_is_not_made_once_it_has_left_but_a_form_is_kept(method: str, made: list[str]) -> None:
    free, asked, left = threading.Event(), [], asyncio.Event()

    def application(environ: dict[str, Any]) -> Iterable[bytes]:
        asked.append(environ["QUERY_STRING"])
        return [b""] if free.wait(SAFETY) else []

    async def leaving() -> dict[str, Any]:
        await left.wait()
        return {"type": "http.disconnect"}

    async def play() -> None:
        door = Pages(saying(application), threads=1, writing=1)
        first = asyncio.ensure_future(door(scope_of(method=method), silence, ignored))
        await a_few_turns()
        gone = [
            asyncio.ensure_future(door(scope_of(method=method) | {"query_string": b"gone"}, leaving, ignored))
            for _one in range(2)
        ]
        await a_few_turns()
        left.set()
        await a_few_turns()
        free.set()
        await asyncio.gather(first, *gone)

    run_apart(play())

    assert asked == ["", *made]


@pytest.mark.parametrize("lane", [RequestPriority.KNOWN, RequestPriority.WRITING])
def test_a_full_lane_says_when_to_come_back(lane: RequestPriority) -> None:
    free, method = threading.Event(), "GET" if lane is RequestPriority.KNOWN else "POST"
    heard: list[dict[str, Any]] = []

    async def hear(message: dict[str, Any]) -> None:
        heard.append(message)

    async def play() -> None:
        door = Pages(saying(lambda environ: [b""] if free.wait(SAFETY) else []), threads=1, writing=1)
        door.lanes.waiting[lane].most = 2
        others = [asyncio.ensure_future(door(scope_of(method=method), silence, ignored)) for _one in range(3)]
        await a_few_turns()
        await door(scope_of(method=method), silence, hear)
        free.set()
        await asyncio.gather(*others)

    run_apart(play())

    assert (heard[0]["status"], heard[1]["body"].decode()) == (503, wsgi_bridge.FULL_LANES[lane])
    assert (b"retry-after", str(RETRY_AFTER).encode()) in heard[0]["headers"]


def test_an_accented_path_is_given_as_its_bytes() -> None:
    _, _, body = ask(saying(lambda environ: [environ["PATH_INFO"].encode("latin-1")]), path=b"/caf%C3%A9")

    assert body == "/café".encode()


def test_a_header_spelled_with_an_underscore_is_dropped() -> None:
    headers = [(b"x_role", b"admin"), (b"x-role", b"guest")]

    _, _, body = ask(saying(lambda environ: [environ["HTTP_X_ROLE"].encode()]), headers=headers)

    assert body == b"guest"


def test_cookies_in_several_headers_are_joined() -> None:
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2")]

    _, _, body = ask(saying(lambda environ: [environ["HTTP_COOKIE"].encode()]), headers=headers)

    assert body == b"a=1; b=2"


def saying(words: Callable[[dict[str, Any]], Iterable[bytes]]) -> Application:
    def application(environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        start("200 OK", [])
        return words(environ)

    return application


def ask(application: Application, **request: Any) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    start, *rest = converse(application, **request)
    return start["status"], start["headers"], b"".join(message["body"] for message in rest)


def converse(
    application: Application,
    *,
    method: str = "",
    path: bytes = b"/",
    headers: list[tuple[bytes, bytes]] | None = None,
    messages: list[bytes | None] | None = None,
) -> list[dict[str, Any]]:
    """Play one ASGI request, a form where it has a body; None among the messages is a client that leaves."""
    method = method or ("POST" if headers and messages else "GET")
    coming = [
        {"type": "http.request", "body": body, "more_body": True} if body is not None else {"type": "http.disconnect"}
        for body in messages or []
    ] + [{"type": "http.request", "body": b""}]
    heard: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0) if coming else await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    door = Pages(application, threads=1)
    run_apart(door(scope_of(method=method, path=path, headers=headers), receive, send))
    door.lanes.pool.shutdown()
    return heard


def scope_of(
    *, method: str = "GET", path: bytes = b"/", headers: list[tuple[bytes, bytes]] | None = None
) -> dict[str, Any]:
    return {
        "method": method,
        "raw_path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": headers or [],
    }


async def a_few_turns() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


async def silence() -> dict[str, Any]:
    """Play a client that stays and says nothing more."""
    return await asyncio.Future()


async def never_taken(message: dict[str, Any]) -> None:
    await asyncio.Future()


async def ignored(message: dict[str, Any]) -> None:
    pass


async def taken_by_another(door: Pages) -> list[dict[str, Any]]:
    """Ask for a page after the others, and return the beginning of its answer."""
    heard: list[dict[str, Any]] = []
    begun = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)
        begun.set()

    for _turn in range(10):  # the others take their threads
        await asyncio.sleep(0)
    asking = asyncio.ensure_future(door(scope_of(), silence, send))
    async with asyncio.timeout(SAFETY):
        await begun.wait()
    asking.cancel()
    return heard


def heard_slowly(*, piece: int, seconds: float) -> int:
    """Hear five pieces, so many seconds apart; return the size heard, or the status of the refusal."""

    async def hear() -> int:
        loop, begun, coming = asyncio.get_running_loop(), 0.0, [b"x" * piece] * 5
        now = loop.time()
        loop.time = lambda: now + begun  # type: ignore[method-assign]

        async def receive() -> dict[str, Any]:
            nonlocal begun
            begun += seconds
            await asyncio.sleep(0)
            return {"type": "http.request", "body": coming.pop(), "more_body": bool(coming)}

        scope = scope_of(method="POST", headers=[(b"transfer-encoding", b"chunked")])
        with request_body.Body(request_body.Memory()) as into:
            try:
                return await request_body.read_body(scope, receive, into=into)
            except request_body.RefusedBody as refused:
                return refused.status

    return run_apart(hear())


class Closing(list[bytes]):
    times_closed = 0

    def close(self) -> None:
        self.times_closed += 1
