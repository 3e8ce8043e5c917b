"""Marks in a table of FTS5: no positions, no columns, no cutting of words but at blanks."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

MATCHING = "SELECT rowid AS id FROM search_words WHERE search_words MATCH %s"
ORDER = "BINARY"  # how kinds are put in order
TRIGGERS = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"


def index_query(conditions: Sequence[tuple[tuple[str, ...], ...]]) -> str:
    return " AND ".join(f"({' OR '.join(map(together, condition))})" for condition in conditions)


def together(marks: tuple[str, ...]) -> str:
    return f"({' AND '.join(map(quoted_fts_mark, marks))})" if len(marks) > 1 else quoted_fts_mark(marks[0])


def quoted_fts_mark(mark: str) -> str:
    return f'"{mark[:-1]}" *' if mark.endswith("*") else f'"{mark}"'


def write_documents(rows: Sequence[tuple[int, str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text (document_id, title, body) VALUES (%s, %s, %s) "
            "ON CONFLICT (document_id) DO UPDATE SET title = excluded.title, body = excluded.body",
            [row[:3] for row in rows],
        )
        cursor.executemany(
            "INSERT OR REPLACE INTO search_words (rowid, marks) VALUES (%s, %s)", [(row[0], row[3]) for row in rows]
        )


def forget_for_good() -> None:
    """Have FTS5 write its index anew: what is deleted in it is only crossed out until then."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


def trigger(name: str, table: str, event: str, when: str, act: str) -> list[str]:
    condition = f"WHEN {when}" if when else ""
    return [f"CREATE TRIGGER {name} AFTER {event} ON {table} {condition} BEGIN {act}; END"]


def without_trigger(name: str, table: str) -> str:
    return f"DROP TRIGGER {name}"
