"""How the server is doing: quick words for machines, a page for people, details for who looks after it."""

import datetime
import errno
import os
import shutil
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.journal import worker_health
from palabre.journal.models import Tick
from palabre.post.models import Letter
from palabre.upkeep import health_checks, hooks
from palabre.upkeep.backups import copy_folder
from palabre.upkeep.hooks import Sign
from palabre.upkeep.sqlite.base import DatabaseWrapper
from tests.builders import a_letter, a_person, a_space

pytestmark = pytest.mark.django_db
SQLITE = {"CONN_HEALTH_CHECKS": False, "CONN_MAX_AGE": None, "AUTOCOMMIT": True, "OPTIONS": {}, "TIME_ZONE": None}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    return tmp_path


def with_free(monkeypatch, megabytes):
    told = SimpleNamespace(free=megabytes * health_checks.MB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: told)


def copied(data, *, ago):
    (data / "backups").mkdir(exist_ok=True)
    (data / "backups" / copy_folder.name_for(timezone.now() - ago)).touch()


def beaten(*, ago):
    Tick.objects.create(name=worker_health.NAME, due_at=timezone.now() - ago + worker_health.EVERY)


def test_all_is_well_where_the_worker_was_seen_and_a_copy_made(client, data):
    copied(data, ago=DAY / 2)
    beaten(ago=datetime.timedelta(seconds=70))

    answer = client.get("/health/")

    told = answer.json()
    assert answer.status_code == 200
    assert [told[name] for name in ("ok", "database", "disk", "backup", "worker")] == [True] * 5


def test_a_worker_unseen_for_two_minutes_is_told_and_pages_go_on(client, data):
    beaten(ago=datetime.timedelta(seconds=130))

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["ok"], answer.json()["worker"]) == (200, True, False)


@pytest.mark.parametrize(("ago", "well"), [(DAY, True), (27 * DAY / 24, False), (None, False)])
def test_the_copy_of_the_day_is_missed_after_two_hours_more(client, data, ago, well):
    if ago:
        copied(data, ago=ago)

    assert client.get("/health/").json()["backup"] is well


@pytest.mark.parametrize(("megabytes", "status", "well"), [(9, 503, False), (400, 200, False), (600, 200, True)])
def test_a_full_disk_is_503_and_one_almost_full_is_told(client, data, monkeypatch, megabytes, status, well):
    with_free(monkeypatch, megabytes)

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["disk"]) == (status, well)


def test_a_disk_that_takes_no_writing_is_503(client, data, monkeypatch):
    monkeypatch.setattr(os, "utime", Mock(side_effect=OSError(errno.EROFS, "lecture seule")))

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["disk"]) == (503, False)
    assert "Le disque refuse d’écrire" in client.get("/health/page/").content.decode()


@pytest.mark.postgres
def test_a_database_that_takes_no_writing_is_503(client, data):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite est dans le dossier des données")
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.fixture
def file(monkeypatch, tmp_path):
    """The file of a SQLite database that answers; the checks are made over it."""
    file = tmp_path / "palabre.sqlite3"
    opened = DatabaseWrapper(SQLITE | {"NAME": str(file)})
    opened.cursor().execute("PRAGMA journal_mode = wal")
    opened.cursor().execute("CREATE TABLE one (word TEXT)")
    monkeypatch.setattr(health_checks, "connection", opened)
    assert health_checks.database(timezone.now()).well
    yield file
    opened.close()


def test_a_database_whose_file_is_damaged_is_said_not_to_answer(file):
    file.write_bytes(b"x" * 4096)
    file.with_name(f"{file.name}-wal").write_bytes(b"")

    sign = health_checks.database(timezone.now())

    assert (sign.well, sign.vital) == (False, True)


def test_nor_does_one_whose_file_is_gone(file):
    file.unlink()

    sign = health_checks.database(timezone.now())

    assert (sign.well, sign.vital) == (False, True)


def test_one_that_another_file_took_the_place_of_is_told_and_not_opened(file):
    copied = file.with_name("copied")
    with closing(sqlite3.connect(copied)) as other:
        other.execute("PRAGMA user_version = 7")
    copied.replace(file)
    log = file.with_name(f"{file.name}-wal").read_bytes()

    sign = health_checks.database(timezone.now())

    assert (sign.well, sign.vital, "remplacé" in str(sign.sentence)) == (False, True, True)
    assert file.with_name(f"{file.name}-wal").read_bytes() == log


def test_nor_is_one_told_that_was_made_anew_once_nobody_had_the_former_open(file):
    health_checks.connection.close()
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        name.unlink(missing_ok=True)
    health_checks.connection.cursor().execute("CREATE TABLE one (word TEXT)")

    assert health_checks.database(timezone.now()).well


def test_a_log_that_a_forgotten_reader_has_grow_is_told(file, monkeypatch):
    monkeypatch.setattr(health_checks, "LARGE_LOG", 1)

    sign = health_checks.database(timezone.now())

    assert (sign.well, sign.vital) == (False, False)


def away(*_, **__):
    raise OperationalError


@pytest.mark.parametrize("page", ["/health/", "/health/page/"])
def test_a_database_that_is_away_is_told_by_all_means(client, data, monkeypatch, page):
    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(Tick.objects, "filter", away)

    answer = client.get(page)

    assert answer.status_code == 503
    assert b"health" in answer.content or answer.json()["database"] is False


def test_health_asks_little(client, data, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/health/")


@pytest.mark.parametrize(("trouble", "well"), [("", True), ("later", True), ("away", False), ("us", False)])
def test_mail_that_does_not_leave_because_of_us_is_told(client, data, settings, trouble, well):
    settings.MAIL_IS_CONFIGURED = True
    person = a_person(a_space())
    letter = a_letter(person, "Bonjour", by=person)
    instant = timezone.now() - DAY
    Letter.objects.filter(pk=letter.pk).update(approved_at=instant, due_at=instant, trouble=trouble)

    assert client.get("/health/").json()["mail"] is well


def test_a_server_without_mail_is_well(client, data, settings):
    settings.MAIL_IS_CONFIGURED = False

    assert client.get("/health/").json()["mail"] is True


def test_the_page_says_it_in_both_languages_without_details(client, data, monkeypatch):
    with_free(monkeypatch, 3)

    french, english = (client.get(f"/health/page/?langue={name}").content.decode() for name in ("fr", "en"))

    assert "Le disque est plein" in french
    assert "The disk is full" in english
    assert "Mio" not in french
    assert "SQLite" not in french


def test_who_looks_after_the_server_reads_details(client, data):
    keeper = Account.objects.open("gardienne@exemple.example")
    keeper.is_instance_admin = True
    keeper.save()
    client.force_login(keeper)

    assert connection.display_name in client.get("/health/page/").content.decode()


def test_an_account_like_any_other_reads_none(client, data):
    client.force_login(Account.objects.open("passante@exemple.example"))

    assert connection.display_name not in client.get("/health/page/").content.decode()


def test_where_only_this_machine_reaches_the_pages_details_are_shown(client, data, settings):
    settings.OPEN_DOOR = True

    assert connection.display_name in client.get("/health/page/").content.decode()


def test_each_thing_is_looked_at_once():
    with pytest.raises(ValueError, match="twice"):
        hooks.register_sign("disk", "Disk", lambda at: Sign(True, ""))
