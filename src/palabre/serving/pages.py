"""The pages' door: an ASGI application that lets a pool of threads answer by WSGI.

Django's own ASGI handler is two to three times slower for synchronous pages (docs/decisions/0003). A body is
read whole before a thread is taken, so that a slow sender holds none; an answer leaves the thread in one
piece where it is small, so that it costs one crossing between threads.
"""

import asyncio
import sys
import tempfile
import urllib.parse
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any

from palabre.serving.roomy import with_room

type Message = dict[str, Any]
type Send = Callable[[Message], Coroutine[Any, Any, None]]
type Receive = Callable[[], Awaitable[Message]]

LARGEST_BODY = 13 * 1024 * 1024  # bytes: a file of 12 MB and the form around it
LARGEST_HEARD = 8 * LARGEST_BODY  # bytes read to their end, and thrown away, before we say that it is too much
KEPT_IN_MEMORY = 512 * 1024  # bytes of a body; the rest goes to a temporary file
PATIENCE = 60  # seconds for a whole body to arrive
HELD_BACK = 256 * 1024  # bytes of an answer before the thread waits for the client to take them
THREADS = 8

WORDS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Cet envoi dépasse 12 Mo. Revenez en arrière : votre texte y est encore.\n"
    "What you sent is larger than 12 MB. Go back: your text is still there.\n",
    HTTPStatus.INSUFFICIENT_STORAGE: "Le serveur n’a plus de place. Revenez en arrière : votre texte y est encore.\n"
    "The server has no room left. Go back: your text is still there.\n",
    HTTPStatus.REQUEST_TIMEOUT: "Cet envoi a mis trop longtemps à arriver. Revenez en arrière, et recommencez.\n"
    "What you sent took too long to arrive. Go back, and send it again.\n",
}


class RefusedBody(Exception):
    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class ClientGone(Exception):
    pass


class Pages:
    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int = THREADS) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as body:
            try:
                await read_body(scope, receive, into=body)
            except RefusedBody as refused:
                await refuse(refused.status, send)
            except ClientGone:
                pass
            except OSError:  # the disk of temporary files is full
                await refuse(HTTPStatus.INSUFFICIENT_STORAGE, send)
            else:
                await self.answer(environ(scope, body), send)

    async def answer(self, environ: Message, send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = Answer(lambda message: asyncio.run_coroutine_threadsafe(send(message), loop).result())
        await loop.run_in_executor(self.threads, with_room, answer.run, self.application, environ)
        for message in answer.held:
            await send(message)


class Answer:
    """One answer, made in a thread: its messages are held, and handed over on the way only when they grow."""

    def __init__(self, hand_over: Callable[[Message], None]) -> None:
        self.hand_over = hand_over
        self.held: list[Message] = []
        self.size = 0

    def run(self, application: Callable[..., Iterable[bytes]], environ: Message) -> None:
        chunks = application(environ, self.start)
        try:
            for chunk in chunks:
                self.add(chunk)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        self.held.append({"type": "http.response.body", "body": b""})

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        """Serve as WSGI's start_response; the write() that it may return is old, and nothing here calls it."""
        names = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.held = [{"type": "http.response.start", "status": int(status[:3]), "headers": names}]

    def add(self, chunk: bytes) -> None:
        self.held.append({"type": "http.response.body", "body": chunk, "more_body": True})
        self.size += len(chunk)
        if self.size > HELD_BACK:
            for message in self.held:
                self.hand_over(message)
            self.held, self.size = [], 0


async def read_body(scope: Message, receive: Receive, *, into: IO[bytes]) -> None:
    """Read the request's body, within bounds of size and time."""
    names = {name: value for name, value in scope["headers"] if name in (b"content-length", b"transfer-encoding")}
    if not names or names.get(b"content-length") == b"0":
        return
    if int(names.get(b"content-length", 0)) > LARGEST_HEARD:
        raise RefusedBody(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        async with asyncio.timeout(PATIENCE):
            size = await pour(receive, into=into)
    except TimeoutError:
        raise RefusedBody(HTTPStatus.REQUEST_TIMEOUT) from None
    if size > LARGEST_BODY:
        raise RefusedBody(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    into.seek(0)


async def pour(receive: Receive, *, into: IO[bytes]) -> int:
    """Return the size heard; keep what is allowed, and hear the rest: a browser reads no refusal before the end."""
    size, more = 0, True
    while more and size <= LARGEST_HEARD:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= LARGEST_BODY:
            into.write(chunk)
        more = message.get("more_body", False)
    return size


async def refuse(status: HTTPStatus, send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": WORDS[status].encode()})


def environ(scope: Message, body: IO[bytes]) -> Message:
    """Say an ASGI request in WSGI's words (PEP 3333: text is bytes decoded as Latin-1)."""
    host, port = scope.get("server") or ("localhost", 80)
    new = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        add_header(new, name.decode("latin-1"), value.decode("latin-1"))
    return new


def add_header(new: Message, name: str, value: str) -> None:
    if "_" in name:  # would be taken for the header spelled with a hyphen
        return
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    new[key] = f"{new[key]}{joint}{value}" if key in new else value
