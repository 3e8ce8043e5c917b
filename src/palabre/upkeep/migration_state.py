"""Migrations applied to a database, compared with those of this version; each is applied and noted at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal

OF_0_1 = ["forums", "0001_initial"]  # its questions had another table: migrations started again with 0.2
DONE = "SELECT app, name FROM django_migrations ORDER BY app, name"

type Migrations = list[list[str]]


class OneStepExecutor(MigrationExecutor):
    """Django's, but each migration is done and noted as done in one transaction.

    Django notes one that makes a foreign key or an index after it is committed: killed in between, it would be done
    again at each start, on tables that are there already, and nothing would start any more.
    """

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **facts: Any) -> ProjectState:
        if not migration.atomic:
            return super().apply_migration(state, migration, *args, **facts)
        # SQLite rewrites whole tables: it checks their keys at the end, and is no longer asked within a transaction.
        with self.connection.constraint_checks_disabled(), transaction.atomic(self.connection.alias):
            return super().apply_migration(state, migration, *args, **facts)


def migrations_of(copied: Path) -> Migrations:
    """Return those of a SQLite file."""
    with closing(sqlite3.connect(copied)) as database:
        return [list(row) for row in database.execute(DONE)]


def migrations_in_hand() -> Migrations:
    """Return those of the database in use; none for an empty one."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def unknown(done: Migrations) -> Migrations:
    """Return those that this version does not have: the database is of a later one."""
    known = MigrationLoader(None).disk_migrations
    return [[app, name] for app, name in done if (app, name) not in known]


def unknown_of_ours(done: Migrations) -> Migrations:
    """Return those of them that are of Palabre: a library may take its own away."""
    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("palabre.")}
    return [[app, name] for app, name in unknown(done) if app in ours]


def are_of_0_1(done: Migrations) -> bool:
    """Return whether they are of version 0.1, whose data no later version reads."""
    return OF_0_1 in done


def of_0_1() -> Refusal:
    return Refusal(
        _("This data comes from version 0.1 of Palabre, before its first release."),
        instead=_("Nothing was changed. Begin with an empty folder, or go on with that version."),
    )


def wait() -> bool:
    """Return whether this version has migrations that a non-empty database lacks."""
    done = migrations_in_hand()
    return bool(done) and bool(MigrationLoader(None).disk_migrations.keys() - {(app, name) for app, name in done})
