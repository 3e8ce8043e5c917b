"""The pages' door: an ASGI application that lets a pool of threads answer by WSGI.

Django's own ASGI handler is two to three times slower for synchronous pages (docs/decisions/0003). A body is
read whole before a thread is taken, so that a slow sender holds none; an answer leaves the thread in one
piece where it is small, so that it costs one crossing between threads. What is left of a long one is read piece by
piece in threads of its own, and none of them waits for the client: a slow reader holds none either.

Who reads, writes or has no cookie has threads of a lane (serving/priority_queue.py), and holds back no other lane.
What may take many seconds (documents, pictures, archives, copies) has threads of its own (serving/slow_queues.py).
"""

import asyncio
import contextlib
import dataclasses
import functools
import logging
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any

from palabre.serving import slow_queues
from palabre.serving.client_departure import ClientGone, Departure, Message, Receive, watch
from palabre.serving.deep_stack import with_deep_stack
from palabre.serving.priority_queue import (
    MOST_WRITING,
    RETRY_AFTER,
    LaneFull,
    PriorityThreads,
    Requester,
    RequestPriority,
    SetApart,
)
from palabre.serving.processor_bound import (
    MUCH_READING,
    MUCH_WRITING,
    SPENT_HOLDING,
    SPENT_READING,
    SPENT_WRITING,
    HeavyAskers,
    HeavyScreens,
    MemberAskers,
    run_within,
)
from palabre.serving.reading_turn import ReadingTurn
from palabre.serving.request_body import HOLDER, READING, Body, Memory, RefusedBody, read_body
from palabre.serving.slow_queues import Queue, QueueFull, Queues
from palabre.serving.waiting_line import Standing
from palabre.web.form.gesture_form import WITHOUT_FILES
from palabre.web.outages.time_limits import HeldTooLong, OutOfTime
from palabre.web.visitor_cookie import AS_MEMBER, IS_NEW, network_of, network_told

logger = logging.getLogger(__name__)

type Send = Callable[[Message], Coroutine[Any, Any, None]]

HELD_BACK = 256 * 1024  # bytes of an answer that leave the thread at once; what is left is sent piece by piece
PIECE = 64 * 1024  # bytes of what is left, in memory at a time
LARGE = 1024 * 1024  # bytes of an answer in one piece: a larger one waits for its client on the disk
THREADS = 8
MEMBERS = (Standing.NAMED, Standing.JOINED)
SENDERS = 2  # threads that read pieces of files that are being sent

WORDS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Cet envoi dépasse 12 Mo. Revenez en arrière : votre texte y est encore.\n"
    "What you sent is larger than 12 MB. Go back: your text is still there.\n",
    HTTPStatus.INSUFFICIENT_STORAGE: "Le serveur n’a plus de place. Revenez en arrière : votre texte y est encore.\n"
    "The server has no room left. Go back: your text is still there.\n",
    HTTPStatus.TOO_MANY_REQUESTS: f"Beaucoup de monde arrive en même temps. Revenez dans {RETRY_AFTER} secondes.\n"
    "Le carré affiché dans une salle ouvre tout de suite.\n"
    f"A great many people are coming at once. Come back in {RETRY_AFTER} seconds.\n"
    "The square on the screen of a room opens at once.\n",
    HTTPStatus.REQUEST_TIMEOUT: "Cet envoi a mis trop longtemps à arriver. Revenez en arrière, et recommencez.\n"
    "What you sent took too long to arrive. Go back, and send it again.\n",
    HTTPStatus.BAD_REQUEST: "Un texte accompagne cette demande, et aucune page ne le lit. Ouvrez l’adresse seule.\n"
    "A text comes with this request, and no page reads it. Open the address alone.\n",
}
TOO_LONG = (
    "Cette page demande trop de travail au serveur : il s’est arrêté, pour servir les autres.\n"
    "Les autres pages s’ouvrent. Si cela recommence, dites-le à la personne qui a installé Palabre.\n"
    "This page asks too much of the server: it stopped, to serve the others.\n"
    "Other pages open. If it happens again, tell the person who installed Palabre.\n"
)
TOO_LONG_TO_WRITE = (
    "Cet envoi demande trop de travail au serveur : il s’est arrêté. Ce qui n’était pas fini n’est pas gardé.\n"
    "Revenez en arrière : votre texte y est encore. Envoyez-en moins à la fois.\n"
    "What you sent asks too much of the server: it stopped. What was not finished is not kept.\n"
    "Go back: your text is still there. Send less of it at a time.\n"
)
TOO_BUSY = (
    "Le serveur est très occupé : votre demande durait trop longtemps, et il s’est arrêté. "
    "Ce qui n’était pas fini n’est pas gardé.\n"
    f"Revenez en arrière : votre texte y est encore. Recommencez dans {RETRY_AFTER} secondes.\n"
    "The server is very busy: what you asked for took too long, and it stopped. What was not finished is not kept.\n"
    f"Go back: your text is still there. Begin again in {RETRY_AFTER} seconds.\n"
)
FULL_OF_READERS = (
    f"Beaucoup de monde ouvre des pages en ce moment. Revenez dans {RETRY_AFTER} secondes.\n"
    f"A great many people are opening pages just now. Come back in {RETRY_AFTER} seconds.\n"
)
FULL_LANES = {
    RequestPriority.MEMBER: FULL_OF_READERS,
    RequestPriority.KNOWN: FULL_OF_READERS,
    RequestPriority.WRITING: "Beaucoup de monde écrit en ce moment. Revenez en arrière : votre texte y est encore. "
    f"Envoyez-le de nouveau dans {RETRY_AFTER} secondes.\n"
    "A great many people are writing just now. Go back: your text is still there. "
    f"Send it again in {RETRY_AFTER} seconds.\n",
}


def whoever(method: str, _path: str, _cookies: str) -> Requester:
    return Requester(RequestPriority.KNOWN if method in READING else RequestPriority.WRITING)


class Pages:
    """`asker_of` says, from its method, its path and its cookies, who goes before whom.

    `in_turn`: readers go one at a time.
    """

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        *,
        threads: int = THREADS,
        writing: int = MOST_WRITING,
        asker_of: Callable[[str, str, str], Requester] = whoever,
        in_turn: bool = False,
    ) -> None:
        self.application, self.asker_of = application, asker_of
        self.queues, self.memory = Queues(), Memory()
        self.lanes = PriorityThreads(threads, writing=writing, runs_alone=self.queues.runs_alone)
        self.reading = ReadingTurn(self.lanes.pool) if in_turn else None
        self.heavy = {True: HeavyAskers(), False: HeavyAskers()}  # who reads, and who writes
        self.heavy_screens = HeavyScreens()  # read by who passes
        self.members, self.settled = MemberAskers(), MemberAskers()
        self.senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="sender")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with Body(self.memory) as body:
            asker = self.asker_of(scope["method"], path_of(scope), header_of(scope, b"cookie", "; "))
            scope[HOLDER] = self.holder_of(scope, asker.number)
            try:
                size = await read_body(scope, receive, into=body)
            except RefusedBody as refused:
                await refuse(refused.status, send)
            except ClientGone:
                pass
            except OSError:  # the disk of temporary files is full
                await refuse(HTTPStatus.INSUFFICIENT_STORAGE, send)
            else:
                gone = watch(receive)
                try:
                    await self.answer(environ(scope, body, size), asker, send, gone)
                finally:
                    gone.cancel()

    def holder_of(self, scope: Message, number: str) -> tuple[str, str]:
        """Return the network of a request, and the number of a member, else "": all others there are one."""
        address, forwarded_for = (scope.get("client") or ("",))[0], header_of(scope, b"x-forwarded-for", ",")
        return network_told(address, forwarded_for) or network_of(address), number if number in self.members else ""

    async def answer(self, environ: Message, asker: Requester, send: Send, gone: Departure) -> None:
        answer = Answer()
        try:
            await self.make(answer, environ, asker, gone)
        except LaneFull as full:
            words = FULL_LANES.get(full.lane, "")
            status = HTTPStatus.SERVICE_UNAVAILABLE if words else HTTPStatus.TOO_MANY_REQUESTS
            await refuse(status, send, words=words, retry_after=RETRY_AFTER)
            return
        except QueueFull as full:
            await refuse(full.status, send, words=full.words, retry_after=full.retry_after)
            return
        except ClientGone:
            return
        except HeldTooLong:
            logger.error("A request held a transaction for too long beside others, and was stopped")
            await refuse(HTTPStatus.SERVICE_UNAVAILABLE, send, words=TOO_BUSY, retry_after=RETRY_AFTER)
            return
        except OutOfTime:
            logger.error("A request spent all its processor time, and was stopped")
            is_read = environ["REQUEST_METHOD"] in READING
            await refuse(HTTPStatus.SERVICE_UNAVAILABLE, send, words=TOO_LONG if is_read else TOO_LONG_TO_WRITE)
            return
        try:
            for message in answer.held:
                await send(message)
            if not answer.is_whole:
                await self.send_rest(answer, send, gone)
        finally:
            answer.close()

    async def make(self, answer: "Answer", environ: Message, asker: Requester, gone: Departure) -> None:
        """Run the application in a thread that suits the request. Raise LaneFull, QueueFull, ClientGone."""
        queue, is_read = self.queues.queue_for(environ), environ["REQUEST_METHOD"] in READING
        environ[WITHOUT_FILES] = not slow_queues.may_bring_files(queue)
        if asker.lane in (RequestPriority.WITHOUT, RequestPriority.HEALTH):
            address, forwarded_for = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
            asker = dataclasses.replace(asker, network=network_told(address, forwarded_for) or network_of(address))
        elif asker.standing is Standing.NAMED and asker.number not in self.members:
            asker = dataclasses.replace(asker, standing=Standing.RETURNING)
        elif asker.standing is Standing.NAMED:
            standing = Standing.NAMED if asker.number in self.settled else Standing.JOINED
            lane = RequestPriority.MEMBER if asker.lane is RequestPriority.KNOWN else asker.lane
            asker = dataclasses.replace(asker, lane=lane, standing=standing)
        most = queue.kind.most_spent if queue is not None else SPENT_READING if is_read else SPENT_WRITING
        held = queue.kind.most_held if queue is not None else SPENT_HOLDING
        call = functools.partial(with_deep_stack, answer.run, self.application, environ, most, held)
        is_passing = asker.standing not in MEMBERS and asker.lane is not RequestPriority.HEALTH
        passing = slow_queues.screen_of(environ["PATH_INFO"]) if queue is None and is_read and is_passing else ""
        try:
            with self.heavy_screens.watched(passing, answer.spent_until_now):
                await self.run(call, asker, queue, gone, is_read=is_read, passing=passing)
        finally:
            if queue is None and answer.spent > (MUCH_READING if is_read else MUCH_WRITING):
                self.heavy[is_read].add(asker.number)
            if environ.get(AS_MEMBER):
                self.members.add(asker.number)
                if not environ.get(IS_NEW):
                    self.settled.add(asker.number)

    async def run(
        self,
        call: Callable[[], None],
        asker: Requester,
        queue: Queue | None,
        gone: Departure,
        *,
        is_read: bool,
        passing: str,
    ) -> None:
        """Run the call. `passing` is the screen that somebody who passes reads, else ""."""
        if queue is None:
            reads = is_read and asker.lane is not RequestPriority.HEALTH
            within = self.reading.run if reads and self.reading else None

            def is_heavy() -> bool:
                return asker.number in self.heavy[is_read] or passing in self.heavy_screens

            try:
                await self.lanes.run(asker, call, gone=gone, within=within, is_apart=is_heavy)
            except SetApart:
                is_like = asker.number not in self.heavy[is_read] and self.heavy_screens.is_like_others(passing)
                queue = self.queues.of[slow_queues.heavy_kind(is_read=is_read, is_like=is_like)]
                asker = dataclasses.replace(asker, number=asker.number or asker.network)  # many have no cookie: robots
        if queue is not None:
            await queue.run(asker.number, call, asker.standing, gone=gone, is_crowded=self.lanes.is_crowded)

    async def send_rest(self, answer: "Answer", send: Send, gone: Departure) -> None:
        """Send a piece, then read the next one. A client that takes nothing is put off by serving/bounded_http.py."""
        loop = asyncio.get_running_loop()
        while not gone.done():
            piece = await loop.run_in_executor(self.senders, answer.next_piece)
            await send({"type": "http.response.body", "body": piece, "more_body": bool(piece)})
            if not piece:
                break


class Answer:
    """One answer: begun in a thread, which holds its first messages; what is left is read piece by piece."""

    def __init__(self) -> None:
        self.held: list[Message] = []
        self.chunks: Iterator[bytes] = iter(())
        self.close: Callable[[], None] = lambda: None
        self.is_whole, self.spent = False, 0.0
        self.begun: tuple[int, float] | None = None  # the processor's clock of its thread, and what it said

    def spent_until_now(self) -> float:
        """Return the seconds of processor that it took, asked in any thread while it is made."""
        if self.begun is None or self.spent:
            return self.spent
        clock, since = self.begun
        return time.clock_gettime(clock) - since

    def run(self, application: Callable[..., Iterable[bytes]], environ: Message, most: float, held: float) -> None:
        """Make the answer within `most` seconds of processor, `held` in a transaction. Raise OutOfTime.

        `spent` is what it took.
        """
        begun = time.thread_time()
        if hasattr(time, "pthread_getcpuclockid"):  # not on macOS: there, it counts once it is made
            self.begun = time.pthread_getcpuclockid(threading.get_ident()), begun
        try:
            run_within(functools.partial(self.begin, application, environ), most, holding=held)
        finally:
            self.spent = time.thread_time() - begun

    def begin(self, application: Callable[..., Iterable[bytes]], environ: Message) -> None:
        """Make the answer, at least its beginning. A short one is closed here, in the thread that made it."""
        made = application(environ, self.start)
        self.close, self.chunks, size = getattr(made, "close", self.close), iter(made), 0
        try:
            for chunk in self.chunks:
                if len(chunk) > LARGE:
                    self.wait_on_disk(chunk)
                    return
                self.held.append({"type": "http.response.body", "body": chunk, "more_body": True})
                size += len(chunk)
                if size > HELD_BACK:
                    return
        except BaseException:
            self.close()
            raise
        if len(self.held) == 1:
            self.held.append({"type": "http.response.body", "body": b""})
        self.held[-1]["more_body"] = False  # no message of its own says that this was the last
        self.is_whole = True
        self.close()
        self.close = lambda: None

    def wait_on_disk(self, chunk: bytes) -> None:
        """Have what is left of the answer wait on the disk: each slow reader of it would hold it in memory."""
        file = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            file.write(chunk)
            file.writelines(self.chunks)
            file.seek(0)
        except OSError:  # the disk is full
            with contextlib.suppress(OSError):
                file.close()
            self.chunks = iter((chunk,))
            return
        self.close()
        self.close, self.chunks = file.close, iter(functools.partial(file.read, PIECE), b"")

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        """Serve as WSGI's start_response; the write() that it may return is old, and nothing here calls it."""
        names = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.held = [{"type": "http.response.start", "status": int(status[:3]), "headers": names}]

    def next_piece(self) -> bytes:
        """Return some more of the answer, b"" at its end."""
        piece = bytearray()
        for chunk in self.chunks:
            piece += chunk
            if len(piece) >= PIECE:
                break
        return bytes(piece)


async def refuse(status: HTTPStatus, send: Send, *, words: str = "", retry_after: int = 0) -> None:
    """Say why not; `words` where those of the status do not fit."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    if status is HTTPStatus.TOO_MANY_REQUESTS or retry_after:
        headers.append((b"retry-after", str(retry_after or RETRY_AFTER).encode()))
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": (words or WORDS[status]).encode()})


def environ(scope: Message, body: IO[bytes], size: int) -> Message:
    """Say an ASGI request in WSGI's words (PEP 3333: text is bytes decoded as Latin-1)."""
    host, port = scope.get("server") or ("localhost", 80)
    new = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path_of(scope),
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
    if new.pop("HTTP_TRANSFER_ENCODING", None) or "CONTENT_LENGTH" in new:
        new["CONTENT_LENGTH"] = str(size)  # one in chunks announced none, that of a reader was thrown away
    return new


def path_of(scope: Message) -> str:
    return urllib.parse.unquote_to_bytes(scope["raw_path"]).decode("latin-1")


def header_of(scope: Message, header: bytes, joint: str) -> str:
    """Return the values of this header, joined."""
    return joint.join(value.decode("latin-1") for name, value in scope["headers"] if name == header)


def add_header(new: Message, name: str, value: str) -> None:
    if "_" in name:  # would be taken for the header spelled with a hyphen
        return
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    new[key] = f"{new[key]}{joint}{value}" if key in new else value
