"""Marks in a `tsvector` beside the text, with a GIN index: no positions, no dictionary of PostgreSQL's own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

MATCHING = "SELECT said AS id FROM search_said(%s::tsquery) AS said"  # migration 0004 says why
ORDER = '"C"'  # how kinds are put in order
TRIGGERS = (
    "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgname LIKE %s AND pg_table_is_visible(tgrelid)"
)


def index_query(conditions: Sequence[tuple[tuple[str, ...], ...]]) -> str:
    return " & ".join(f"({' | '.join(map(together, condition))})" for condition in conditions)


def together(marks: tuple[str, ...]) -> str:
    return f"({' & '.join(map(quoted_tsquery_mark, marks))})" if len(marks) > 1 else quoted_tsquery_mark(marks[0])


def quoted_tsquery_mark(mark: str) -> str:
    return f"'{mark[:-1]}':*" if mark.endswith("*") else f"'{mark}'"


def write_documents(rows: Sequence[tuple[int, str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text (document_id, title, body, words) VALUES (%s, %s, %s, %s::tsvector) "
            "ON CONFLICT (document_id) "
            "DO UPDATE SET title = excluded.title, body = excluded.body, words = excluded.words",
            list(rows),
        )


def forget_for_good() -> None:
    """Former rows go when the tables of texts are vacuumed (upkeep/vacuum.py), the index with them."""


def trigger(name: str, table: str, event: str, when: str, act: str) -> list[str]:
    condition = f"WHEN ({when})" if when else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {act}; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()",
    ]


def without_trigger(name: str, table: str) -> str:
    return f"DROP FUNCTION {name} CASCADE"
