"""On SQLite, a writer waits for another one in small steps, and not for ever."""

import sqlite3
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction

from palabre.upkeep.sqlite import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets several write"),
]


@pytest.fixture
def other():
    """Somebody else, who writes."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        yield another


@pytest.fixture
def slept(monkeypatch):
    """The seconds that were slept, one after the other, in a time that passes only so."""
    naps = []
    monkeypatch.setattr(base.time, "sleep", naps.append)
    monkeypatch.setattr(base.time, "monotonic", lambda: 1000 + sum(naps))
    return naps


def patience():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_a_writer_begins_at_the_first_look_after_the_other_one_ended(other, monkeypatch):
    naps = []

    def sleep(seconds):
        naps.append(seconds)
        if len(naps) == 40:
            other.execute("COMMIT")

    monkeypatch.setattr(base.time, "sleep", sleep)
    with transaction.atomic():
        assert naps == [base.STEP] * 40
    assert patience() == 3000


def test_a_writer_gives_up_after_the_busy_timeout(other, slept):
    with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
        pytest.fail("two write at once")

    assert sum(slept) == pytest.approx(3, abs=2 * base.STEP)
    assert patience() == 3000


def test_a_connection_that_is_to_wait_for_nobody_does_not(other, slept):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")

    with pytest.raises(OperationalError), transaction.atomic():
        pytest.fail("two write at once")

    assert slept == []
    connection.close()


def test_a_process_that_gives_way_rests_after_each_transaction(slept, monkeypatch):
    monkeypatch.setattr(base.DatabaseWrapper, "pause", 0.0)
    with transaction.atomic():
        pass
    assert slept == []

    base.give_way()

    with transaction.atomic():
        pass
    assert slept == [2 * base.STEP]
