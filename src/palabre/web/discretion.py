"""What a log never tells: a link that opens a space is a key, and whoever reads the log is not its holder."""

import logging
import re
import traceback
from collections.abc import Iterator

KEY = re.compile(r"(/(?:entrance|door|links|calendar|stop)/)[^/\s]+")
LONGEST = 1000  # characters of a line


class Discretion(logging.Filter):
    """Take keys out of the addresses that a line tells, the end of those that are too long, and what faults quote."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = discreet(record.getMessage()), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text, record.exc_info = "\n".join(places(record.exc_info[1])), None
        return True


def places(fault: BaseException | None) -> Iterator[str]:
    """Name a fault, and what it came from, by types and places. Its words may quote a row, with names and addresses."""
    while fault is not None:
        yield f"{type(fault).__module__}.{type(fault).__qualname__}"
        yield from (line.rstrip("\n") for line in traceback.format_tb(fault.__traceback__))
        fault = fault.__cause__ or fault.__context__


def discreet(line: str) -> str:
    """Return the line without keys."""
    told = KEY.sub(r"\1…", line)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
