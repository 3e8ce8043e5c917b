"""PostgreSQL asks its index which texts say something, and never reads all texts for it.

It reckons that to read a whole table costs little, for it does not count the long values that stand outside of it; among
20 000 texts that took 50 ms instead of 2. A function has a setting of its own for that, and nothing else changes.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION search_said(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 500
SET enable_seqscan = off SET jit = off
AS 'SELECT document_id FROM search_text WHERE words @@ asked'
"""
UNMAKE = "DROP FUNCTION search_said(tsquery)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNMAKE)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_which_days_are_said")]

    operations = [migrations.RunPython(make, unmake)]
