"""Erases the traces of changed and deleted rows from the database and the page cache.

SQLite overwrites deleted content (`secure_delete`), but its write-ahead log holds former pages until it is truncated,
and a page whose rows moved to another may still hold them: the whole file is rewritten. Nobody writes meanwhile. So the
act itself rewrites a small file only; the clock rewrites a larger one, once, at night. Until then, the file bears the
minute of the last removal in its header (`user_version`). PostgreSQL keeps former rows until a vacuum.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from palabre.web import page_cache

EVERY = datetime.timedelta(hours=1)
ATTEMPTS = 3
PATIENCE = 1_000  # milliseconds each time, while someone reads
SMALL = 16 * 1024 * 1024  # bytes: rewriting such a file takes an instant
LARGEST = 256 * 1024 * 1024  # bytes: rewriting a larger file would block others for too long, even at night
NIGHT = range(2, 5)  # hours in which the clock rewrites a file
A_DAY = 24 * 60  # minutes after which it does so at any hour: the machine may be off at night


def mark(at: datetime.datetime) -> None:
    """Say in the file that it is to be rewritten, in the transaction that takes something away for good."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA user_version = {minute_of(at)}")


def minute_of(at: datetime.datetime) -> int:
    return int(at.timestamp()) // 60


def sweep(tables: Iterable[str]) -> None:
    """Erase traces after rows of these tables were deleted for good. What fails now is retried by the clock."""
    page_cache.clear()
    if connection.in_atomic_block:
        return
    if connection.vendor != "sqlite":
        vacuum(tables)
        return
    rewrite(SMALL)
    empty_the_log()


def sweep_again(at: datetime.datetime) -> None:
    """Rewrite a larger file, and truncate the log again, in case a long read prevented it. Run by the clock."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        is_time = timezone.localtime(at).hour in NIGHT or abs(minute_of(at) - marked_at()) >= A_DAY
        rewrite(LARGEST if is_time else SMALL)
        empty_the_log()


def rewrite(largest: int) -> None:
    """Rewrite the whole file without what is left of former rows, if it is marked, and not larger."""
    marked = marked_at()
    with suppress(OperationalError), connection.cursor() as cursor:  # a long write is in progress, or the disk is full
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if not marked or cursor.fetchone()[0] > largest:
            return
        cursor.execute("VACUUM")
        with transaction.atomic():
            if marked_at() == marked:  # nothing was taken away meanwhile
                cursor.execute("PRAGMA user_version = 0")


def marked_at() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return int(cursor.fetchone()[0])


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
