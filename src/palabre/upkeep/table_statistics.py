"""Row counts that SQLite uses to choose its indexes: the worker updates them.

Without them, a page among twenty thousand scans every link of its space. PostgreSQL counts by itself.
"""

import datetime

from django.db import connection

EVERY = datetime.timedelta(hours=1)
MOST = 1_000  # rows sampled of an index: fast, and with a limit no sample of words is stored
ALL_TABLES = 0x10002  # including those that this connection never read


def count_anew(now: datetime.datetime) -> None:
    """Count the rows of the tables whose size changed much since the last count."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={MOST}")
            cursor.execute(f"PRAGMA optimize={ALL_TABLES}")
