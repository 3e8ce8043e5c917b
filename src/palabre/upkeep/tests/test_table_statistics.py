"""SQLite counts its rows now and then, so that it chooses the right index."""

import pytest
from django.db import connection
from django.utils import timezone

from palabre.journal import hooks
from palabre.upkeep.table_statistics import EVERY, count_anew
from tests.builders import a_space

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does it by itself")


@pytest.mark.django_db(transaction=True)
def test_rows_are_counted_and_none_of_their_words_is_kept():
    a_space("Un nom que seul ce test écrit")

    count_anew(timezone.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")
        known = {name: cursor.execute(f"SELECT * FROM {name}").fetchall() for (name,) in cursor.fetchall()}
        cursor.execute("DELETE FROM sqlite_stat1")
    assert any(row[0] == "spaces_space" for row in known["sqlite_stat1"])
    assert not known.get("sqlite_stat4")


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_counted(django_assert_num_queries):
    with django_assert_num_queries(0):
        count_anew(timezone.now())


def test_the_worker_does_it_by_the_clock():
    assert (hooks.clocks["row-counts"].every, hooks.clocks["row-counts"].act) == (EVERY, count_anew)
