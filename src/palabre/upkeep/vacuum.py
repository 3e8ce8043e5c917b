"""What a database keeps of a row that was changed, swept away; kept screens too.

SQLite overwrites what is deleted (`secure_delete`), but its write-ahead log holds former pages until it is emptied,
and free pages may date from before. PostgreSQL keeps former rows until they are vacuumed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress

from django.db import OperationalError, connection

from palabre.web import page_cache

EVERY = datetime.timedelta(hours=1)
ATTEMPTS = 3
PATIENCE = 1_000  # milliseconds each time, while somebody reads
LARGEST = 256 * 1024 * 1024  # bytes: rewriting a larger file would keep others waiting


def sweep(tables: Iterable[str]) -> None:
    """Sweep after an act that took rows of these tables away for good. What cannot be done now is done by the clock."""
    page_cache.clear()
    if connection.in_atomic_block:
        return
    if connection.vendor != "sqlite":
        vacuum(tables)
        return
    with suppress(OperationalError):  # somebody writes for long
        rewrite()
    empty_the_log()


def sweep_again(at: datetime.datetime) -> None:
    """Empty the log, should somebody have read for too long when it was due. Done by the clock."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        empty_the_log()


def rewrite() -> None:
    """Write the whole file anew, without what its free pages held, unless it is very large."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] <= LARGEST:
            cursor.execute("VACUUM")


def empty_the_log() -> bool:
    """Bring the write-ahead log into the database and cut it to nothing; say whether nobody hindered it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            return any(was_emptied(cursor) for _attempt in range(ATTEMPTS))
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def was_emptied(cursor: object) -> bool:
    with suppress(OperationalError):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
        return cursor.fetchone()[0] == 0  # type: ignore[attr-defined,no-any-return]
    return False


def vacuum(tables: Iterable[str]) -> None:
    """Have PostgreSQL set free what former rows held. A server that forbids it does it by itself, later."""
    with connection.cursor() as cursor, suppress(OperationalError):
        cursor.execute(f"VACUUM {', '.join(connection.ops.quote_name(name) for name in sorted(set(tables)))}")
