"""What a log never tells: an address holds a name, a title or a key, and whoever reads the log is not its holder."""

import itertools
import logging
import re
import time
import traceback
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

ADDRESS = re.compile(r"(/(?:s|entrance|door|links|calendar|stop)/|/room/(?=[A-Z]{4})|/opened/(?=\d))[^\s'\"]+")
KEY = re.compile(r"(/(?:entrance|door|links|calendar|stop)/|/room/[A-Z]{4,}/)[^/\s]+")
FORGERY = "Forbidden (%s): %s"  # as Django says it: why, then the address
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
LONGEST = 1000  # characters of a line
MOST_FAULTS = 5  # that one came from
MOST_PLACES = 30  # of one fault, the last ones: what calls itself without end has a thousand
LONGEST_STACK = 16_000  # characters


class Line(logging.Formatter):
    """A line begins with its instant, in UTC."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, logging's own
        return time.strftime(INSTANT, time.gmtime(record.created))


class Discretion(logging.Filter):
    """Name the route of a request, never its address; cut what is too long, and what faults quote.

    A refusal that is expected (403, 404…) has no stack.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if hasattr(request, "resolver_match"):
            status = getattr(record, "status_code", HTTPStatus.BAD_REQUEST)
            record.msg, record.args, record.request = log_answer(request, status, record), (), None
            record.exc_info = record.exc_info if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
        else:
            record.msg, record.args = discreet(record.getMessage()), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text, record.exc_info = stack_of(record.exc_info[1]), None
        return True


def stack_of(fault: BaseException) -> str:
    told = "\n".join(itertools.chain.from_iterable(itertools.islice(places(fault), MOST_FAULTS)))
    return told if len(told) <= LONGEST_STACK else f"{told[:LONGEST_STACK]}…"


def places(fault: BaseException | None) -> Iterator[list[str]]:
    """Name a fault, and what it came from, by types and places. Its words may quote a row, with names and addresses."""
    while fault is not None:
        stack = traceback.format_tb(fault.__traceback__, limit=-MOST_PLACES)
        yield [f"{type(fault).__module__}.{type(fault).__qualname__}", *(line.rstrip("\n") for line in stack)]
        fault = fault.__cause__ or fault.__context__


def log_answer(request: Any, status: int, record: logging.LogRecord) -> str:
    """Say what was answered, by the name of the route; and why, where a form came from elsewhere."""
    match = request.resolver_match
    route = (match.view_name or match.route) if match else "-"
    why = str(record.args[0]).partition(" - ")[0] if record.msg == FORGERY and isinstance(record.args, tuple) else ""
    return f"{status} {request.method} {route}" + (f" ({why.rstrip('.')})" if why else "")


def discreet(line: str) -> str:
    """Return the line without what follows the beginning of an address."""
    told = ADDRESS.sub(r"\1…", line)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
