"""An upgrade that is killed between two statements goes on at the next start."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from palabre.wiki.models import Comment

BEFORE = "0002_removed_pages"


class Death(BaseException):
    """The process stops here."""


@pytest.fixture
def _comments_to_come():
    call_command("migrate", "wiki", BEFORE, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_comments_to_come")
def test_a_migration_that_was_not_noted_was_not_done(monkeypatch):
    def die(*_):
        raise Death

    with monkeypatch.context() as patched:
        patched.setattr(MigrationRecorder, "record_applied", die)
        with pytest.raises(Death):
            call_command("migrate", verbosity=0)
    there = Comment._meta.db_table in connection.introspection.table_names()
    with connection.cursor() as cursor:
        keys = connection.vendor != "sqlite" or cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    call_command("migrate", verbosity=0)

    assert (there, bool(keys), Comment.objects.count()) == (False, True, 0)
