"""A database that something else holds for long: a sentence, and what was typed."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from palabre.web.held_database import HeldDatabaseMiddleware, is_held
from tests.builders import a_member, a_page, a_space, entered


@pytest.fixture
def held_database():
    """Another process writes for long; nobody waits for it here."""
    if connection.vendor != "sqlite":
        pytest.skip("un verrou de PostgreSQL ne tient pas toute la base")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        yield
        other.execute("ROLLBACK")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_saved_is_shown_again_with_a_sentence(request):
    space = a_space()
    page, client = a_page(space), entered(Client(), a_member(space))
    request.getfixturevalue("held_database")

    answer = client.post(page.get_absolute_url() + "text/", {"text": "Une phrase à garder.", "base": 1})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "le serveur est occupé" in answer.content.decode()
    assert "Une phrase à garder." in answer.content.decode()
    assert client.get(page.get_absolute_url()).status_code == 200


def test_nobody_waits_for_long():
    assert settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 0) <= 3


@pytest.mark.parametrize(
    ("fault", "held"),
    [
        (OperationalError("database is locked"), True),
        (OperationalError("database table is locked: wiki_page"), True),
        (OperationalError("canceling statement due to lock timeout"), True),
        (OperationalError("database or disk is full"), False),
        (ValueError("database is locked"), False),
    ],
)
def test_only_a_held_database_is_called_so(fault, held):
    assert is_held(fault) is held


def test_another_fault_goes_its_way():
    assert HeldDatabaseMiddleware(lambda _: None).process_exception(RequestFactory().get("/"), ValueError()) is None
