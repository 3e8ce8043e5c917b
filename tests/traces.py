"""Where a name still stands in what an instance keeps: for the tests of « Retirer mon nom »."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection

from palabre.pure.french import flat


def traces_of(name: str) -> list[str]:
    """Return each column of each table, and each file of the database, in which a word of `name` stands.

    The index of the search too: it has tables that no model knows.
    """
    return [*traces_in_tables(name), *traces_in_files(name, files_of_the_database())]


def traces_in_tables(name: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        for table in sorted(known | set(connection.introspection.table_names(cursor))):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{column}" for column, value in zip(columns, row) if holds(str(value), name)]
    return found


def traces_in_files(name: str, files: list[Path]) -> list[str]:
    """Return the names of the files (a copy, an export, a log) whose bytes hold a word of `name`."""
    return [path.name for path in files if path.exists() and holds(path.read_bytes().decode(errors="ignore"), name)]


def files_of_the_database() -> list[Path]:
    if connection.vendor != "sqlite":
        return []
    whole = str(connection.settings_dict["NAME"])
    return [Path(f"{whole}{tail}") for tail in ("", "-wal", "-shm")]


def holds(text: str, name: str) -> bool:
    """Accents and case are forgiven; so is the way in which JSON writes them."""
    plain = flat(text).text.lower()
    return any(word in plain for word in spellings(name))


def spellings(name: str) -> Iterator[str]:
    for word in name.split():
        yield flat(word).text.lower()
        yield json.dumps(word)[1:-1].lower()
