"""Erases the traces of changed and deleted rows from the database and the page cache.

SQLite overwrites deleted content (`secure_delete`), but its write-ahead log holds former pages until it is truncated,
and free pages may be older than the setting. PostgreSQL keeps former rows until a vacuum.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress

from django.db import OperationalError, connection

from palabre.web import page_cache

EVERY = datetime.timedelta(hours=1)
ATTEMPTS = 3
PATIENCE = 1_000  # milliseconds each time, while someone reads
LARGEST = 256 * 1024 * 1024  # bytes: rewriting a larger file would block others for too long


def sweep(tables: Iterable[str]) -> None:
    """Erase traces after rows of these tables were deleted for good. What fails now is retried by the clock."""
    page_cache.clear()
    if connection.in_atomic_block:
        return
    if connection.vendor != "sqlite":
        vacuum(tables)
        return
    with suppress(OperationalError):  # a long write is in progress
        rewrite()
    empty_the_log()


def sweep_again(at: datetime.datetime) -> None:
    """Truncate the log again, in case a long read prevented it. Run by the clock."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        empty_the_log()


def rewrite() -> None:
    """Rewrite the whole file without the content of its free pages, unless it is very large."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] <= LARGEST:
            cursor.execute("VACUUM")


def empty_the_log() -> bool:
    """Checkpoint the write-ahead log into the database and truncate it; return whether that succeeded."""
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
    """Make PostgreSQL free former rows. A server that forbids it does so by itself, later."""
    with connection.cursor() as cursor, suppress(OperationalError):
        cursor.execute(f"VACUUM {', '.join(connection.ops.quote_name(name) for name in sorted(set(tables)))}")
