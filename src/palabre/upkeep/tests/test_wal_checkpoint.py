"""Bringing SQLite's write-ahead log into the database is the worker's work, not that of whoever saves a page."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from palabre.journal import hooks
from palabre.upkeep.sqlite.wal_checkpoint import bring_in
from tests.builders import a_space

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does it by itself")


def pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_whoever_saves_does_it_only_once_nobody_else_has_for_long():
    assert pragma("wal_autocheckpoint") == 10_000


@pytest.mark.django_db(transaction=True)
def test_the_worker_brings_in_all_that_is_written():
    name = "Un nom que seul ce test écrit"
    a_space(name)
    file = Path(connection.settings_dict["NAME"])
    before = name.encode() in file.read_bytes()

    bring_in(timezone.now())

    assert (before, name.encode() in file.read_bytes()) == (False, True)


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        bring_in(timezone.now())


def test_the_worker_does_it_at_each_round():
    assert hooks.rounds["write-ahead"] is bring_in
