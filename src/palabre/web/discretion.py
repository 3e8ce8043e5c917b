"""What a log never tells: a link that opens a space is a key, and whoever reads the log is not its holder."""

import logging
import re

KEY = re.compile(r"(/(?:entrance|door|links)/)[^/\s]+")
LONGEST = 1000  # characters of a line


class Discretion(logging.Filter):
    """Take keys out of the addresses that a line tells, and the end of those that are too long."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = discreet(record.getMessage()), ()
        return True


def discreet(line: str) -> str:
    """Return the line without keys."""
    told = KEY.sub(r"\1…", line)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
