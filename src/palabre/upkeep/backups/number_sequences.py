"""Ids that browsers remember are never reused, even after an older backup is restored.

A cookie says « I am person 57 ». A person created after the backup is not in it: without this, their id would be given
to the next stranger, and their device would be taken for the stranger's.
"""

from __future__ import annotations

import datetime

from django.db import connection

from palabre.upkeep import hooks


def begin_beyond(at: datetime.datetime) -> None:
    """Restart sequences at the Unix time in seconds: fewer ids were ever given."""
    for table in hooks.numbered:
        go_on(table, int(at.timestamp()))


def go_on(table: str, number: int) -> None:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table])
            if cursor.rowcount == 0:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            return
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(%s, coalesce(max(id), 1))) FROM {name}",
            [table, number],
        )
