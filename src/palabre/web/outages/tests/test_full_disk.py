"""A disk that is full: a sentence, and what was typed."""

import errno

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from palabre.web.outages.full_disk import FullDiskMiddleware, is_full, refusal_of
from palabre.web.outages.tests.postgresql_faults import said_by_postgresql
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.postgres


@pytest.fixture
def full_database(settings):
    """SQLite says that the disk is full once it may not take one more page."""
    if connection.vendor != "sqlite":
        pytest.skip("le disque de PostgreSQL ne se remplit pas d’ici")
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_saved_is_shown_again_with_a_sentence(request):
    space = a_space()
    page, client = a_page(space), entered(Client(), a_member(space))
    request.getfixturevalue("full_database")

    typed = "Une phrase à garder. " * 3000
    answer = client.post(page.get_absolute_url() + "text/", {"text": typed, "base": 1})

    words = answer.content.decode()
    assert answer.status_code == 507
    assert "le serveur n’a plus de place" in words
    assert typed.strip() in words
    assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_a_disk_gone_read_only_refused_is_shown_again_too(client):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL le dit par un code")
    space = a_space()
    page, typed = a_page(space), "Une phrase à garder. " * 30
    entered(client, a_member(space))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        try:
            answer = client.post(page.get_absolute_url() + "text/", {"text": typed, "base": 1})
        finally:
            cursor.execute("PRAGMA query_only = 0")

    words = answer.content.decode()
    assert (answer.status_code, "le disque du serveur refuse d’écrire" in words) == (503, True)
    assert typed.strip() in words


@pytest.mark.parametrize("fault", [OSError(errno.EROFS, "lecture seule"), OperationalError("disk I/O error")])
def test_a_disk_that_takes_nothing_is_told_of(fault):
    told = str(refusal_of(fault))

    assert "refuse d’écrire" in told


@pytest.mark.parametrize(
    ("fault", "full"),
    [
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1/2": No space left on device'), True),
        (said_by_postgresql("53100", "n’a pas pu étendre le fichier : Aucun espace disponible"), True),
        (said_by_postgresql("53300", "trop de connexions"), False),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OperationalError("database is locked"), False),
        (OSError(errno.ENOENT, "No such file"), False),
        (ValueError("database or disk is full"), False),
    ],
)
def test_only_a_full_disk_is_called_so(fault, full):
    assert is_full(fault) is full


def test_another_fault_goes_its_way():
    assert FullDiskMiddleware(lambda _: None).process_exception(RequestFactory().get("/"), ValueError()) is None
