import errno
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest

from palabre.serving import pages
from palabre.serving.pages import Pages
from tests.apart import run_apart

Application = Callable[..., Iterable[bytes]]


def test_an_answer_arrives_with_its_status_headers_and_body() -> None:
    def application(environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        start("201 Created", [("Content-Type", "text/plain")])
        return [b"bon", b"jour"]

    answer = ask(application)

    assert answer == (201, [(b"content-type", b"text/plain")], b"bonjour")


def test_a_long_answer_arrives_whole() -> None:
    piece = b"x" * (pages.HELD_BACK // 2 + 1)

    _, _, body = ask(saying(lambda environ: [piece] * 5))

    assert body == piece * 5


def test_a_body_in_several_messages_is_read_whole() -> None:
    echo = saying(lambda environ: [environ["wsgi.input"].read()])

    _, _, body = ask(echo, headers=[(b"content-length", b"6")], messages=[b"bon", b"jou"])

    assert body == b"bonjou"


def test_a_body_announced_far_too_large_is_refused_before_it_is_sent() -> None:
    too_large = str(pages.LARGEST_HEARD + 1).encode()

    status, _, _ = ask(saying(lambda environ: [b""]), headers=[(b"content-length", too_large)])

    assert status == 413


def test_a_body_that_grows_too_large_is_refused() -> None:
    piece = b"x" * (pages.LARGEST_BODY // 2 + 1)
    chunked = [(b"transfer-encoding", b"chunked")]

    status, _, words = ask(saying(lambda environ: [b""]), headers=chunked, messages=[piece, piece])

    assert (status, words.decode()) == (413, pages.WORDS[HTTPStatus.REQUEST_ENTITY_TOO_LARGE])


def test_a_body_that_finds_no_room_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(receive: pages.Receive, *, into: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pages, "pour", full)
    status, _, words = ask(saying(lambda environ: [b""]), headers=[(b"content-length", b"6")], messages=[b"bonjou"])

    assert (status, words.decode()) == (507, pages.WORDS[HTTPStatus.INSUFFICIENT_STORAGE])


def test_a_body_that_has_no_end_is_not_heard_to_its_end() -> None:
    piece = b"x" * (pages.LARGEST_HEARD // 2 + 1)
    chunked = [(b"transfer-encoding", b"chunked")]

    status, _, _ = ask(saying(lambda environ: [b""]), headers=chunked, messages=[piece, piece, None])

    assert status == 413


def test_a_client_that_leaves_while_sending_is_not_answered() -> None:
    heard = converse(saying(lambda environ: [b""]), headers=[(b"content-length", b"6")], messages=[b"bon", None])

    assert heard == []


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
    path: bytes = b"/",
    headers: list[tuple[bytes, bytes]] | None = None,
    messages: list[bytes | None] | None = None,
) -> list[dict[str, Any]]:
    """Play one ASGI request; None among the messages is a client that leaves."""
    coming = [
        {"type": "http.request", "body": body, "more_body": True} if body is not None else {"type": "http.disconnect"}
        for body in messages or []
    ] + [{"type": "http.request", "body": b""}]
    heard: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    scope = {"method": "GET", "raw_path": path, "query_string": b"", "http_version": "1.1", "headers": headers or []}
    door = Pages(application, threads=1)
    run_apart(door(scope, receive, send))
    door.threads.shutdown()
    return heard
