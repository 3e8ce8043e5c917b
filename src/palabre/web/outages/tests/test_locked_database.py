"""A database that something else holds for long: a sentence, and what was typed."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from palabre.people.devices import person_middleware
from palabre.settings import database
from palabre.web.outages.locked_database import HeldDatabaseMiddleware, is_held
from palabre.web.outages.tests.postgresql_faults import said_by_postgresql
from palabre.wiki import page_text
from tests.builders import a_member, a_page, a_space, entered

HELD_BY_POSTGRESQL = said_by_postgresql("55P03", "annulation de la requête à cause du délai de verrou")
CANCELLED = said_by_postgresql("57014", "annulation de la requête à la demande de l’utilisateur")


@pytest.fixture
def held_database():
    """Another process writes for long; nobody waits for it here."""
    with held_sqlite() if connection.vendor == "sqlite" else held_postgresql():
        yield
    connection.close()


@contextmanager
def held_sqlite():
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        yield
        other.execute("ROLLBACK")


@contextmanager
def held_postgresql():
    """Only what is written may be held there, not the whole base: here, the texts."""
    with closing(connection.get_new_connection(connection.get_connection_params())) as other:
        other.execute("LOCK TABLE notes_note IN EXCLUSIVE MODE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 1")  # millisecond
        yield


@pytest.mark.postgres
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


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault", [OperationalError("database is locked"), HELD_BY_POSTGRESQL, CANCELLED], ids=["sqlite", "lock", "cancel"]
)
@pytest.mark.parametrize("place", [(person_middleware, "known_here"), (page_text, "save_page_text")])
def test_what_was_typed_is_given_back_wherever_the_base_is_found_held(monkeypatch, fault, place):
    """The person is found before any middleware hears of a fault."""
    page, client = a_page(space := a_space()), Client(raise_request_exception=False)
    entered(client, a_member(space))
    monkeypatch.setattr(*place, raising(fault))

    answer = client.post(page.get_absolute_url() + "text/", {"text": "Une phrase à garder.", "base": 1})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "le serveur est occupé" in answer.content.decode()
    assert "Une phrase à garder." in answer.content.decode()


def raising(fault):
    def broken(*_, **__):
        raise fault

    return broken


@pytest.mark.postgres
@pytest.mark.django_db
def test_nobody_waits_for_long():
    asked = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"

    with connection.cursor() as cursor:
        cursor.execute(asked)
        (most,) = cursor.fetchone()

    assert most in (3000, "3s")


@pytest.mark.parametrize(
    ("fault", "held"),
    [
        (OperationalError("database is locked"), True),
        (OperationalError("database table is locked: wiki_page"), True),
        (HELD_BY_POSTGRESQL, True),
        (CANCELLED, False),
        (OperationalError("database or disk is full"), False),
        (ValueError("database is locked"), False),
    ],
)
def test_only_a_held_database_is_called_so(fault, held):
    assert is_held(fault) is held


def test_another_fault_goes_its_way():
    assert HeldDatabaseMiddleware(lambda _: None).process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_machine_of_the_database_that_falls_silent_holds_no_request_for_long(monkeypatch):
    """Without these, the system waits for two hours: whoever asked when it lost its power takes the place of others."""
    monkeypatch.setenv("PALABRE_DATABASE_URL", "postgresql://palabre@10.0.0.2/palabre")

    told = database()["OPTIONS"]

    idle, between, times = (told.get(f"keepalives_{name}", 7200) for name in ("idle", "interval", "count"))
    assert idle + between * times <= 60
    assert (told["connect_timeout"] <= 10, told["tcp_user_timeout"] <= 60_000) == (True, True)
