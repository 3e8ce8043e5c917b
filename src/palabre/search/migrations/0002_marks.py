"""Where the marks of documents are kept: a table of FTS5, or a column of PostgreSQL's own kind. Django knows neither.

A later migration that makes SQLite write search_text anew (most changes of its columns do) has to make the trigger
again. PostgreSQL asks its index which texts say something, and never reads all texts for it: it reckons that to read a
whole table costs little, for it does not count the long values that stand outside of it; among 20 000 texts that took
50 ms instead of 2. A function has a setting of its own for that, and nothing else changes.
"""

from django.db import migrations

ON_SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(marks, detail=none, columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER search_words_go AFTER DELETE ON search_text "
    "BEGIN DELETE FROM search_words WHERE rowid = old.document_id; END",
]
AWAY_FROM_SQLITE = ["DROP TRIGGER search_words_go", "DROP TABLE search_words"]
# The rows of search_text stay narrow: what is long goes out of them, so that a search reads few pages.
ON_POSTGRES = [
    "ALTER TABLE search_text ADD COLUMN words tsvector",
    "ALTER TABLE search_text SET (toast_tuple_target = 128)",
    "CREATE INDEX search_text_words ON search_text USING gin (words) WITH (fastupdate = off)",
    "CREATE FUNCTION search_said(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 500 "
    "SET enable_seqscan = off SET jit = off "
    "AS 'SELECT document_id FROM search_text WHERE words @@ asked'",
]
AWAY_FROM_POSTGRES = [
    "DROP FUNCTION search_said(tsquery)",
    "DROP INDEX search_text_words",
    "ALTER TABLE search_text DROP COLUMN words",
    "ALTER TABLE search_text RESET (toast_tuple_target)",
]


def make(apps, schema_editor):
    run(schema_editor, ON_POSTGRES if schema_editor.connection.vendor == "postgresql" else ON_SQLITE)


def unmake(apps, schema_editor):
    run(schema_editor, AWAY_FROM_POSTGRES if schema_editor.connection.vendor == "postgresql" else AWAY_FROM_SQLITE)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
