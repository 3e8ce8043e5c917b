"""What SQLite knows of how many rows there are, by which it chooses its indexes: the worker has it counted anew.

Without it, a page among twenty thousand looks through every link of its space. PostgreSQL counts by itself.
"""

import datetime

from django.db import connection

EVERY = datetime.timedelta(hours=1)
MOST = 1_000  # rows of an index that are looked at: nobody waits for it, and with a bound no sample of words is kept
ALL_TABLES = 0x10002  # those that this connection never read, too


def count_anew(now: datetime.datetime) -> None:
    """Count the rows of the tables that grew or shrank much since the last time."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={MOST}")
            cursor.execute(f"PRAGMA optimize={ALL_TABLES}")
