"""Separate threads for requests that may take many seconds, by kind: no kind waits for another.

An uploaded document never waits behind copies, which anybody may request of a public page. Each queue has a limit per
visitor, then a total one; requests beyond are refused at once, and hold no thread. Visitors have their turns one after
another (serving/waiting_line.py). Those of one visitor run one after another, whatever their kinds: ten threads of one
person would share the processor, and the only writer of SQLite, with the one of somebody who saves.
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from django.urls import Resolver404, resolve

from palabre.serving.client_departure import Departure
from palabre.serving.processor_bound import (
    SPENT_HOLDING,
    SPENT_READING,
    SPENT_WRITING,
    LateAskers,
)
from palabre.serving.waiting_line import Crowded, Standing, WaitingLine
from palabre.web.outages.time_limits import HeldTooLong, OutOfTime

BEGINNING = 512 * 1024  # bytes of a form searched for the name of a file
COPY = re.compile(r"/copies/(?:odt|pdf)/$|/proceedings/copies/")  # a document is made: wiki/urls.py, forums/urls.py
A_NAME = re.compile(r"/(?:you|opened/\d+)/name/$")  # reads every text of a space: home/you, home/personal_links
ARCHIVE = re.compile(r"/export/$")  # made at once in a small space, by members only: home/urls.py
READ = re.compile(r"^/minutes/$|/imports/(?:new|[^/]+/putting-back)/$")  # minutes are read: minutes/urls.py
READ_ANEW = re.compile(  # the same text, or that of a meeting; undoing, which takes as long, is no act of who saves
    r"/imports/[^/]+/(?:opening|publication|presences|text|everything|removal|return|words|undoing|former)/$|"
    r"/pages/[^/]+/(?:margin/answer|margin/\d+/undoing|readings|minutes|revisions/\d+/restoration)/$|"
    r"/notes/\d+/sync/$|"  # renders the whole note
    r"/meetings/[^/]+/minutes/(?:afterwards|giving|publication|looks(?:/\d+/undoing)?)/$"
)
BROUGHT = re.compile(r"/forums/homecomings/\d+/(?:undoing/)?$")  # a whole forum comes, or goes: forums/urls.py
MAILING = "/account/sign-in/"  # a form that waits for the mail server: accounts/urls.py
LONGEST_PATH = 1000  # characters
LONG_FORM = 1024 * 1024  # bytes: to parse twelve times as many takes five seconds, to show them again as long
LONG_PASTE = 20 * 1024  # bytes of a form with minutes: a longer text is tried apart first (minutes_import)
LONG_TEXT = 64 * 1024  # bytes of a form: longer than nearly all texts; one made to be slow takes a second
A_FORM = ("application/x-www-form-urlencoded", "multipart/form-data")
A_FILE = re.compile(rb'filename(?!=""(?:\r\n|;|$))', re.IGNORECASE)  # but the empty one that browsers send

RETRY_AFTER = 30  # seconds: the maximum for one copy
LOOKS, BETWEEN_LOOKS = 40, 0.05  # whether many still read, at most, before what runs alone; seconds
PAUSE = 10 * 60  # seconds for who asked for what was stopped
OF_ONE = (
    "Ce que vous avez déjà demandé n’est pas encore prêt. "
    f"Attendez un peu, puis recommencez dans {RETRY_AFTER} secondes.\n"
    "What you asked for before is not ready yet. "
    f"Wait a little, then begin again in {RETRY_AFTER} seconds.\n"
)
OF_STOPPED = (
    "Ce que vous avez demandé prenait trop de temps : le serveur s’est arrêté, pour servir les autres. "
    f"Recommencez dans {PAUSE // 60} minutes. Le reste de l’espace s’ouvre.\n"
    "What you asked for took too long: the server stopped, to serve the others. "
    f"Begin again in {PAUSE // 60} minutes. Everything else in the space opens.\n"
)
OF_ALL = (
    f"Beaucoup de copies se font en ce moment. Revenez dans {RETRY_AFTER} secondes.\n"
    "La page elle-même s’ouvre et s’imprime tout de suite ; en HTML ou en Markdown, elle se prend sans attendre.\n"
    f"Many copies are being made just now. Come back in {RETRY_AFTER} seconds.\n"
    "The page itself opens and prints at once; as HTML or Markdown it is taken without waiting.\n"
)
OF_ALL_DOCUMENTS = (
    f"Beaucoup de documents arrivent en ce moment. Revenez en arrière, et recommencez dans {RETRY_AFTER} secondes.\n"
    f"Many documents are coming just now. Go back, and begin again in {RETRY_AFTER} seconds.\n"
)
OF_ALL_MAIL = (
    f"Beaucoup de monde se connecte en ce moment. Revenez en arrière, et recommencez dans {RETRY_AFTER} secondes.\n"
    f"Many people are signing in just now. Go back, and begin again in {RETRY_AFTER} seconds.\n"
)
NO_ADDRESS = (
    "Cet envoi est trop long pour une adresse électronique. Ouvrez de nouveau la page pour vous connecter.\n"
    "What you sent is too long for an email address. Open the page again to sign in.\n"
)
OF_ALL_NAMES = (
    f"Plusieurs personnes retirent leur nom en ce moment. Revenez dans {RETRY_AFTER} secondes.\n"
    f"Several people are removing their names just now. Come back in {RETRY_AFTER} seconds.\n"
)

OF_ALL_FORMS = (
    "De très longs textes arrivent en ce moment. Revenez en arrière : le vôtre y est encore. "
    f"Envoyez-le de nouveau dans {RETRY_AFTER} secondes.\n"
    f"Very long texts are coming just now. Go back: yours is still there. Send it again in {RETRY_AFTER} seconds.\n"
)
OF_ALL_HEAVY = (
    f"Des pages longues à faire attendent déjà. Revenez dans {RETRY_AFTER} secondes.\n"
    f"Pages that take long to make are waiting already. Come back in {RETRY_AFTER} seconds.\n"
)


class QueueFull(Exception):
    """No thread takes this request. `status` and `words` are the response."""

    def __init__(self, status: HTTPStatus, words: str, *, retry_after: int = RETRY_AFTER) -> None:
        self.status, self.words, self.retry_after = status, words, retry_after


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """Limits of running and waiting requests: of one visitor (all without a cookie are one), then of all.

    `most_spent` is the processor time of one, in seconds, and `most_held` that of one transaction.
    `is_elsewhere`: another process works, and those of one visitor run beside others of theirs. `is_alone`: few read
    meanwhile, whoever they are; who asked for one that was stopped, as it spent too much, pauses.
    """

    name: str
    threads: int
    most_of_one: int
    most: int
    of_all: str
    most_spent: float = SPENT_WRITING
    most_held: float = SPENT_HOLDING
    is_elsewhere: bool = False
    is_alone: bool = False


# One is parsed at a time (web/sandbox.py); a browser sends six, and none but the first keeps a thread from others.
DOCUMENTS = Kind("slow", 3, 40, 120, OF_ALL_DOCUMENTS)
MINUTES = Kind("minutes", 1, 10, 60, OF_ALL_DOCUMENTS)  # pasted: three read at once would take as long together
# Each draws many photos, and writes a whole forum at once, or deletes it.
HOMECOMINGS = Kind("homecoming", 1, 2, 20, OF_ALL_DOCUMENTS, is_alone=True)
LONG_MINUTES = Kind("long-minutes", 1, 10, 60, OF_ALL_DOCUMENTS)  # tried apart; made to be slow, eight seconds
# A click, after which a long text is read anew: those who save would wait behind it, and those who paste too.
MENDED = Kind("mended", 2, 10, 60, OF_ALL_DOCUMENTS)
TEXTS = Kind("text", 1, 4, 80, OF_ALL_FORMS)  # a hundred of them, one after another, hold back no short form
FORMS = Kind("form", 1, 2, 40, OF_ALL_FORMS)  # each longer than nearly any text that somebody types
MAIL = Kind("mail", 2, 10, 500, OF_ALL_MAIL, is_elsewhere=True)
COPIES = Kind("copy", 1, 3, 12, OF_ALL, is_elsewhere=True)
NAMES = Kind("name", 1, 2, 20, OF_ALL_NAMES, SPENT_READING)  # the page, which reads for a bounded time
REMOVALS = Kind("removal", 1, 2, 20, OF_ALL_NAMES, 6 * SPENT_WRITING, SPENT_WRITING, is_alone=True)
# For a while, what is read, or written, by who asked for much: a page with many pictures waits, and is refused none.
HEAVY = Kind("heavy", 1, 200, 1000, OF_ALL_HEAVY, SPENT_READING)
LIKE_HEAVY = Kind("like-heavy", 1, 200, 1000, OF_ALL_HEAVY, SPENT_READING)  # short ones wait for no long one
HEAVY_FORMS = Kind("heavy-form", 1, 40, 400, OF_ALL_FORMS)


class StoppedAskers(LateAskers):
    """Those who asked for what was stopped, out of time."""

    FOR, MOST = PAUSE, 1_000


class Queue:
    """Bound to one event loop. `running`: the visitors who run something in any of the `family`, shared by it."""

    def __init__(self, kind: Kind, running: set[Hashable] | None = None, family: list[Queue] | None = None) -> None:
        self.kind, self.busy = kind, 0
        self.running = set[Hashable]() if running is None else running
        self.family = [self] if family is None else family
        self.pool = ThreadPoolExecutor(kind.threads, thread_name_prefix=kind.name)
        self.under_way: Counter[str] = Counter()
        self.waiting = WaitingLine(kind.most - kind.threads)
        self.stopped = StoppedAskers()

    async def run(
        self,
        number: str,
        call: Callable[[], Any],
        standing: Standing = Standing.RETURNING,
        *,
        gone: Departure | None = None,
        is_crowded: Callable[[], bool] = lambda: False,
    ) -> Any:
        """Run the call in a thread, in turn, for the visitor with this number. Raise QueueFull, ClientGone.

        One that runs alone waits while `is_crowded`: until what many read already has ended.
        """
        if number in self.stopped:
            raise QueueFull(HTTPStatus.TOO_MANY_REQUESTS, OF_STOPPED, retry_after=PAUSE)
        if self.under_way[number] >= self.kind.most_of_one:
            raise QueueFull(HTTPStatus.TOO_MANY_REQUESTS, OF_ONE)
        self.under_way[number] += 1
        try:
            await self.take_turn(number, gone, standing)
            return await self.run_in_thread(number, call, is_crowded)
        except Crowded:
            raise QueueFull(HTTPStatus.SERVICE_UNAVAILABLE, self.kind.of_all) from None
        except OutOfTime as stopped:
            if self.kind.is_alone and not isinstance(stopped, HeldTooLong):
                self.stopped.add(number)
            raise
        finally:
            self.under_way[number] -= 1
            if not self.under_way[number]:
                del self.under_way[number]

    async def wait_while(self, is_crowded: Callable[[], bool]) -> None:
        """Wait, two seconds at most."""
        for _look in range(LOOKS if self.kind.is_alone else 0):
            if not is_crowded():
                return
            await asyncio.sleep(BETWEEN_LOOKS)

    async def run_in_thread(self, number: str, call: Callable[[], Any], is_crowded: Callable[[], bool]) -> Any:
        try:
            await self.wait_while(is_crowded)
            return await asyncio.get_running_loop().run_in_executor(self.pool, call)
        finally:
            self.give_back(number)

    async def take_turn(self, number: str, gone: Departure | None, standing: Standing = Standing.RETURNING) -> None:
        if self.busy == self.kind.threads or number in self.running:
            turn = self.waiting.join(number, standing)
            try:
                await self.waiting.wait(turn, gone)
            except asyncio.CancelledError:
                if turn.is_granted:
                    self.give_back(number)
                raise
        else:
            self.busy += 1
            self.waiting.served = number
            self.runs(number)

    def give_back(self, number: Hashable) -> None:
        """Let the next one have this thread, and whoever waited for this visitor's turn to end another."""
        self.running.discard(number)
        self.busy -= 1
        for queue in self.family:
            queue.grant()

    def grant(self) -> None:
        """Begin those who wait, as far as threads are free."""
        while self.busy < self.kind.threads and (turn := self.waiting.grant_next(self.running)) is not None:
            self.busy += 1
            self.runs(turn.visitor)

    def runs(self, number: Hashable) -> None:
        if not self.kind.is_elsewhere:
            self.running.add(number)


class Queues:
    def __init__(self) -> None:
        kinds = (TEXTS, FORMS, MINUTES, LONG_MINUTES, MENDED, DOCUMENTS, HOMECOMINGS, MAIL, COPIES, NAMES)
        running, family = set[Hashable](), list[Queue]()
        self.of = {
            kind: Queue(kind) if kind.is_elsewhere else Queue(kind, running, family)
            for kind in (*kinds, REMOVALS, HEAVY, LIKE_HEAVY, HEAVY_FORMS)
        }
        family += [queue for kind, queue in self.of.items() if not kind.is_elsewhere]
        self.alone = [queue for kind, queue in self.of.items() if kind.is_alone]

    def queue_for(self, environ: dict[str, Any]) -> Queue | None:
        """Return the queue of this request; None for an ordinary page."""
        kind = kind_of(environ)
        return self.of[kind] if kind else None

    def runs_alone(self) -> bool:
        """Return whether something that runs alone has its turn: each page read beside makes others wait for it."""
        return any(queue.busy for queue in self.alone)


def kind_of(environ: dict[str, Any]) -> Kind | None:
    """Return its kind. Raise QueueFull for a form that would hold threads of others while the mail server is slow."""
    path = environ["PATH_INFO"]
    length = length_of_form(environ)
    is_posted = environ["REQUEST_METHOD"] == "POST"
    if is_posted and path == MAILING:
        if length > LONG_TEXT:
            raise QueueFull(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, NO_ADDRESS)
        return MAIL
    if length > LONG_FORM:
        return DOCUMENTS if holds_a_file(environ) and reads_a_file(path) else FORMS
    if COPY.search(path):
        return COPIES
    if A_NAME.search(path):
        return REMOVALS if is_posted else NAMES
    if is_posted and BROUGHT.search(path):
        return HOMECOMINGS
    if (is_posted and ARCHIVE.search(path)) or (holds_a_file(environ) and reads_a_file(path)):
        return DOCUMENTS
    if is_posted and READ.search(path):
        return LONG_MINUTES if length > LONG_PASTE else MINUTES
    if is_posted and READ_ANEW.search(path):
        return MENDED
    return TEXTS if length > LONG_TEXT else None


def heavy_kind(*, is_read: bool, is_like: bool) -> Kind:
    """Return the kind of what is set apart; `is_like`: only since other screens of its kind spent much."""
    if not is_read:
        return HEAVY_FORMS
    return LIKE_HEAVY if is_like else HEAVY


def length_of_form(environ: dict[str, Any]) -> int:
    """Return the bytes of the form that Django will parse; 0 for anything else."""
    kind = environ.get("CONTENT_TYPE", "").strip().lower()
    return int(environ.get("CONTENT_LENGTH") or 0) if kind.startswith(A_FORM) else 0


def may_bring_files(queue: Queue | None) -> bool:
    """Return whether a form of this queue, None for an ordinary page, brings files: elsewhere they are not read."""
    return queue is not None and queue.kind in (DOCUMENTS, HOMECOMINGS)


def reads_a_file(path: str) -> bool:
    """Return whether the view of this address is one that reads files (`reads_files`), whatever is sent to others.

    To look for that of a very long address holds the loop: it may be one.
    """
    if len(path) > LONGEST_PATH:
        return True
    try:
        return getattr(resolve(path).func, "reads_files", False)
    except Resolver404:
        return False


@functools.lru_cache(maxsize=4096)
def screen_of(path: str) -> str:
    """Return which screen of which space, and of what there, this path of WSGI leads to, in three lines.

    A long page may have any number of addresses, as those of its lines: its own name is the first part that varies. ""
    where the path leads nowhere.
    """
    try:
        found = resolve(path.encode("latin-1", "replace").decode("utf-8", "replace")[:LONGEST_PATH])
    except Resolver404:
        return ""
    parts = {**found.kwargs}
    space, thing = parts.pop("space", ""), str(next(iter(parts.values()), ""))
    return "\n".join((space, found.route, thing.replace("\n", " ")))


def holds_a_file(environ: dict[str, Any]) -> bool:
    """Return whether the form holds a document or a picture, or is as large as one."""
    if not environ.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data"):
        return False
    beginning = environ["wsgi.input"].read(BEGINNING + 1)
    environ["wsgi.input"].seek(0)
    return len(beginning) > BEGINNING or bool(A_FILE.search(beginning))
