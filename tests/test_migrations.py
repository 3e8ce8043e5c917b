"""A new database is made all at once, one that began earlier step by step: both are the same in the end."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader


def test_all_at_once_and_step_by_step_make_the_same_tables():
    at_once, step_by_step = (
        MigrationLoader(None, replace_migrations=True),
        MigrationLoader(None, replace_migrations=False),
    )

    left = MigrationAutodetector(step_by_step.project_state(), at_once.project_state())._detect_changes()

    assert {app: [one.operations for one in changes] for app, changes in left.items()} == {}
