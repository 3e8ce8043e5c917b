"""What may take many seconds has threads of its own, by kind: none of the kinds waits for another.

A document that is sent never waits behind copies, which anybody may ask for of a page that everybody reads. Few of one
visitor wait there, then few of all together; whoever is beyond is told so at once, and holds nothing.
"""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

BEGINNING = 512 * 1024  # bytes of a form in which the name of a file is looked for
COPY = re.compile(r"/copies/(?:odt|pdf)/$")  # a document is made: wiki/urls.py
ARCHIVE = re.compile(r"/export/$")  # members alone, once in a while: home/urls.py
MAILING = "/account/sign-in/"  # a form that waits for the mail server: accounts/urls.py
A_FILE = re.compile(rb'filename\*?\s*=\s*(?!"")', re.IGNORECASE)

RETRY_AFTER = 30  # seconds: what one copy takes at most
OF_ONE = (
    "Ce que vous avez déjà demandé n’est pas encore prêt. "
    f"Attendez un peu, puis recommencez dans {RETRY_AFTER} secondes.\n"
    "What you asked for before is not ready yet. "
    f"Wait a little, then begin again in {RETRY_AFTER} seconds.\n"
)
OF_ALL = (
    f"Beaucoup de copies se font en ce moment. Revenez dans {RETRY_AFTER} secondes.\n"
    "La page elle-même s’ouvre et s’imprime tout de suite ; en HTML ou en Markdown, elle se prend sans attendre.\n"
    f"Many copies are being made just now. Come back in {RETRY_AFTER} seconds.\n"
    "The page itself opens and prints at once; as HTML or Markdown it is taken without waiting.\n"
)


class QueueFull(Exception):
    """`status` and `words` are the answer."""

    def __init__(self, status: HTTPStatus, words: str) -> None:
        self.status, self.words = status, words


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """Bounds count what is under way and what waits: of one visitor (all who have no cookie are one), then of all."""

    name: str
    threads: int
    most_of_one: int
    most: int = 1_000_000


DOCUMENTS = Kind("slow", 3, 40)  # one of them is read at a time (web/sandbox.py); a browser sends six at once
MAIL = Kind("mail", 2, 10)
COPIES = Kind("copy", 1, 3, 12)


class Queue:
    """It belongs to one loop."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.pool = ThreadPoolExecutor(kind.threads, thread_name_prefix=kind.name)
        self.under_way: Counter[str] = Counter()

    async def run(self, number: str, call: Callable[[], Any]) -> Any:
        """Call it in a thread, for the visitor of this number, when it is her turn. Raises QueueFull."""
        if self.under_way[number] >= self.kind.most_of_one:
            raise QueueFull(HTTPStatus.TOO_MANY_REQUESTS, OF_ONE)
        if self.under_way.total() >= self.kind.most:
            raise QueueFull(HTTPStatus.SERVICE_UNAVAILABLE, OF_ALL)
        self.under_way[number] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, call)
        finally:
            self.under_way[number] -= 1
            if not self.under_way[number]:
                del self.under_way[number]


class Queues:
    def __init__(self) -> None:
        self.of = {kind: Queue(kind) for kind in (DOCUMENTS, MAIL, COPIES)}

    def queue_for(self, environ: dict[str, Any]) -> Queue | None:
        """Return where this request is answered; None where it takes no longer than a page."""
        kind = kind_of(environ)
        return self.of[kind] if kind else None


def kind_of(environ: dict[str, Any]) -> Kind | None:
    path = environ["PATH_INFO"]
    if COPY.search(path):
        return COPIES
    if (path, environ["REQUEST_METHOD"]) == (MAILING, "POST"):
        return MAIL
    return DOCUMENTS if ARCHIVE.search(path) or holds_a_file(environ) else None


def holds_a_file(environ: dict[str, Any]) -> bool:
    """Say whether a document or a picture is sent, or a form as large as one."""
    if not environ.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data"):
        return False
    beginning = environ["wsgi.input"].read(BEGINNING + 1)
    environ["wsgi.input"].seek(0)
    return len(beginning) > BEGINNING or bool(A_FILE.search(beginning))
