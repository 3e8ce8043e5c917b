"""Connections to the database that threads keep between two requests: so many of one process.

Django keeps one for each thread that ever asked, for as long as the thread lives: after a crowd, those of threads that
do nothing any longer use up what PostgreSQL allows, and nobody else connects. The threads beyond close theirs.
"""

from __future__ import annotations

import threading

from django.db import connection

MOST = 12  # as many as answer at once on an ordinary day


class KeptConnections:
    """Threads that keep their connection, by their numbers: a number that a new thread takes over is kept too."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.threads, self.lock = most, set[int](), threading.Lock()

    def let_go(self) -> None:
        """Close the connection of this thread, unless it keeps it. Called at the end of each request."""
        if not self.may_keep(threading.get_ident()) and not connection.in_atomic_block:
            connection.close()

    def may_keep(self, thread: int) -> bool:
        with self.lock:
            if len(self.threads) < self.most:
                self.threads.add(thread)
            return thread in self.threads
