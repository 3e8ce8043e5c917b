"""Redaction of logs: a URL holds a name, a title or a key, which readers of the log must not learn."""

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
FORGERY = "Forbidden (%s): %s"  # palabre.web.form.form_origin: the reason, then the URL
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
LONGEST = 1000  # characters of a line
MOST_FAULTS = 5  # exceptions in a chain
MOST_PLACES = 30  # frames of one exception, the last ones: infinite recursion has a thousand
LONGEST_STACK = 16_000  # characters


class Line(logging.Formatter):
    """Formatter whose lines begin with a UTC timestamp."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, logging's own
        return time.strftime(INSTANT, time.gmtime(record.created))


class Discretion(logging.Filter):
    """Log the route of a request instead of its URL; truncate long lines; remove the messages of exceptions.

    An expected refusal (403, 404…) has no stack trace.
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
    """Yield each exception of a chain by type and places. Its message may quote a row, with names and addresses."""
    while fault is not None:
        stack = traceback.format_tb(fault.__traceback__, limit=-MOST_PLACES)
        yield [f"{type(fault).__module__}.{type(fault).__qualname__}", *(line.rstrip("\n") for line in stack)]
        fault = fault.__cause__ or fault.__context__


def log_answer(request: Any, status: int, record: logging.LogRecord) -> str:
    """Return the response's status and route; and the reason of a CSRF failure."""
    match = request.resolver_match
    route = (match.view_name or match.route) if match else "-"
    why = str(record.args[0]).partition(" - ")[0] if record.msg == FORGERY and isinstance(record.args, tuple) else ""
    return f"{status} {request.method} {route}" + (f" ({why.rstrip('.')})" if why else "")


def discreet(line: str) -> str:
    """Return the line with URLs cut after their beginning."""
    told = ADDRESS.sub(r"\1…", line)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
