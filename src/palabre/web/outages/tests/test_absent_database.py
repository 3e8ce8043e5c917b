"""PostgreSQL that is away: what was typed comes back, and scripts hear when to try again."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from palabre.people.devices import person_middleware
from palabre.web.outages.absent_database import is_away
from palabre.web.outages.tests.postgresql_faults import said_by_postgresql
from tests.builders import a_member, a_page, a_space, entered

TYPED = "Une phrase à garder."


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def absent_database(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite n’est jamais absent")
    yield lambda: (connection.close(), monkeypatch.setitem(connection.settings_dict, "PORT", "1"))
    connection.close()


def posted(client, page):
    answer = client.post(page.get_absolute_url() + "text/", {"text": TYPED, "base": 1})
    return answer.status_code, answer.headers.get("Retry-After"), TYPED in answer.content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_was_typed_while_the_database_is_away_is_shown_again(client, absent_database, monkeypatch):
    space = a_space()
    page, _ = a_page(space), entered(client, a_member(space))
    absent_database()

    told = posted(client, page)
    monkeypatch.undo()

    assert told == (503, "15", True)
    assert posted(client, page)[0] == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status"), [(said_by_postgresql(None, "la connexion est coupée"), 503), (ValueError("panne"), 500)]
)
def test_what_was_typed_is_shown_again_whatever_broke(client, monkeypatch, fault, status):
    space = a_space()
    page, _ = a_page(space), entered(client, a_member(space))

    def broken(*_):
        raise fault

    monkeypatch.setattr(person_middleware, "known_here", broken)

    assert posted(client, page) == (status, "15" if status == 503 else None, True)


def test_a_form_that_cannot_be_read_is_no_second_fault(client, monkeypatch):
    monkeypatch.setattr(person_middleware, "ReaderParts", lambda _: 1 / 0)

    answer = client.post("/", b"--", content_type="multipart/form-data; boundary=" + "x" * 300)

    assert (answer.status_code, "Quelque chose s’est cassé" in answer.content.decode()) == (500, True)


@pytest.mark.parametrize(
    ("fault", "away"),
    [
        (said_by_postgresql(None, "la connexion est coupée"), True),
        (said_by_postgresql("57P01", "arrêt des connexions suite à la demande de l’administrateur"), True),
        (said_by_postgresql("57P03", "le système de bases de données se lance"), True),
        (said_by_postgresql("53300", "trop de connexions"), True),
        (said_by_postgresql("57014", "annulation de la requête"), False),
        (said_by_postgresql("40P01", "interblocage détecté"), False),
        (OperationalError("no such table: wiki_page"), False),
        (InterfaceError("bad parameter"), False),
        (None, False),
    ],
)
def test_only_an_absent_database_is_called_so(fault, away):
    assert is_away(fault) is away
