"""SQLite's write-ahead log, brought into the database by the worker: otherwise whoever saves a page pays for it.

The pages' own connections do it too, but only past PRAGMA wal_autocheckpoint (settings.py), when no worker runs.
"""

import datetime

from django.db import connection


def bring_in(now: datetime.datetime) -> int:
    """Copy what nobody reads in the log any longer; nobody waits meanwhile. It is no work that waits: return 0."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return 0
