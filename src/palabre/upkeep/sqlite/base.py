"""Django's backend for SQLite, whose writers look every two milliseconds whether it is their turn.

SQLite's own busy handler sleeps longer each time: somebody who saves looks after 78 ms, then 103, 128, 178 and 228.
Beside a worker that writes a few milliseconds at a time, nearly all of that is waiting for nothing.

The same queries come again at each page: Django looks for the marks of their values at each run, here it is done once.
"""

import functools
import math
import os
import sqlite3
import time
from contextlib import suppress
from typing import Any, ClassVar
from weakref import WeakSet

from django.db.backends.sqlite3 import base

STEP = 0.002  # seconds between two looks
MOST, LONGEST = 512, 8_000  # queries whose conversion is remembered; characters of one


class DatabaseWrapper(base.DatabaseWrapper):
    pause = 0.0  # seconds after each transaction of this process, in which another one may begin
    connected: ClassVar[WeakSet["DatabaseWrapper"]] = WeakSet()  # in this process
    held_since = 0.0  # by the processor's clock of this thread: when its latest transaction began
    held_from = math.inf  # the same, by the clock of the wall
    file: tuple[int, int] | None = None  # that it has open; of a database in memory, None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        with suppress(OSError):
            self.file = file_at(str(self.settings_dict["NAME"]))
            self.connected.add(self)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        self.file = None

    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction as soon as nobody else writes; raise OperationalError after the busy timeout."""
        connection: sqlite3.Connection = self.connection
        start = f"BEGIN {self.transaction_mode or ''}"  # type: ignore[attr-defined]
        with self.wrap_database_errors:
            (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()  # milliseconds
            connection.execute("PRAGMA busy_timeout = 0")
            try:
                begin(connection, start, until=time.monotonic() + patience / 1000)
            finally:
                connection.execute(f"PRAGMA busy_timeout = {patience}")
        self.held_since, self.held_from = time.thread_time(), time.monotonic()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        if self.pause:
            time.sleep(self.pause)


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return with_marks(query)
        return super().convert_query(query, param_names=param_names)


@functools.lru_cache(maxsize=MOST)
def with_marks(query: str) -> str:
    """Return the query with SQLite's marks for its values."""
    return base.SQLiteCursorWrapper.convert_query(None, query)  # type: ignore[arg-type]


def file_at(name: str) -> tuple[int, int]:
    found = os.stat(name)
    return found.st_dev, found.st_ino


def was_replaced(name: str) -> bool:
    """Return whether another file has taken the place of one that this process has open. Raise OSError."""
    now = file_at(name)
    return any(
        one.file not in (None, now) for one in list(DatabaseWrapper.connected) if str(one.settings_dict["NAME"]) == name
    )


def give_way() -> None:
    """Have this process let somebody else write after each of its transactions: nobody should wait for the worker."""
    DatabaseWrapper.pause = 2 * STEP


def begin(connection: sqlite3.Connection, statement: str, *, until: float) -> None:
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(STEP)
        else:
            return
