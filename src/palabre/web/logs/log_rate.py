"""A bound on what may be written in the log: a flood of lines fills a disk in minutes, and anybody may cause one."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable

MOST = 10  # lines of one logger in a window; as many errors beside, so that a flood of refusals hides none
WINDOW = 60  # seconds


class LogRate(logging.Filter):
    """Let a few lines of each logger through per minute; the next one says how many were left out.

    It comes after what makes a line discreet, which writes it anew.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.windows: dict[tuple[str, bool], tuple[int, int]] = {}  # of each logger: the current one, and its lines

    def filter(self, record: logging.LogRecord) -> bool | logging.LogRecord:
        """Return a record of its own where it says more: other handlers have theirs."""
        now, kind = int(self.clock() // WINDOW), (record.name, record.levelno >= logging.ERROR)
        window, lines = self.windows.get(kind, (now, 0))
        left_out = max(0, lines - MOST)
        if window != now:
            self.windows[kind] = now, 1
            if left_out:
                said = copy.copy(record)
                said.msg, said.args = f"({left_out} lines left out) {record.getMessage()}", ()
                return said
            return True
        self.windows[kind] = now, lines + 1
        return lines < MOST
