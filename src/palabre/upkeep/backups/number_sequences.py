"""Numbers that browsers remember are given once, even when an earlier copy came back in between.

A cookie says « I am person 57 ». Whoever came after a copy was made is not in it: without care, her number would be
the next stranger's, whom her device would then be taken for.
"""

from __future__ import annotations

import datetime

from django.db import connection

from palabre.upkeep import hooks


def begin_beyond(at: datetime.datetime) -> None:
    """Go on with numbers beyond any that was given: as many as there are seconds, fewer came than that."""
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
