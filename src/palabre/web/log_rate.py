"""A bound on what a library may write in the log: a flood of lines fills a disk in minutes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

MOST = 10  # lines of one logger in a window
WINDOW = 60  # seconds


class LogRate(logging.Filter):
    """Let a few lines of each logger through per minute; the next one says how many were left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.windows: dict[str, tuple[int, int]] = {}  # of each logger: the current one, and its lines

    def filter(self, record: logging.LogRecord) -> bool:
        now = int(self.clock() // WINDOW)
        window, lines = self.windows.get(record.name, (now, 0))
        left_out = max(0, lines - MOST)
        if window != now:
            self.windows[record.name] = now, 1
            if left_out:
                record.msg, record.args = f"({left_out} lines left out) {record.getMessage()}", ()
            return True
        self.windows[record.name] = now, lines + 1
        return lines < MOST
