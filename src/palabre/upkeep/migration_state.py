"""Which migrations a database has had, and whether this version knows them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

DONE = "SELECT app, name FROM django_migrations ORDER BY app, name"

type Migrations = list[list[str]]


def migrations_of(copied: Path) -> Migrations:
    """Return those of a SQLite file."""
    with closing(sqlite3.connect(copied)) as database:
        return [list(row) for row in database.execute(DONE)]


def migrations_in_hand() -> Migrations:
    """Return those of the database in use; none where nothing was ever put in it."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def unknown(done: Migrations) -> Migrations:
    """Return those that this version does not have: a later one wrote that database."""
    known = MigrationLoader(None).disk_migrations
    return [[app, name] for app, name in done if (app, name) not in known]


def wait() -> bool:
    """Whether this version brings migrations to a database that has had some."""
    done = migrations_in_hand()
    return bool(done) and bool(MigrationLoader(None).disk_migrations.keys() - {(app, name) for app, name in done})
