"""« Retirer mon nom », in the bytes: the database, its write-ahead log, kept screens, the server's own words."""

import datetime
import logging
import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.models import Person
from palabre.upkeep import vacuum
from palabre.upkeep.backups import backup, copy_archive
from tests.builders import a_member, a_space
from tests.erasing import erase
from tests.traces import holds, traces_in_files, traces_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)
NAME = "Zéphyrine Quillévéré"
MINUTES = f"""# Réunion des porteurs, mardi 2 avril 2024

Présents : {NAME} (Mairie de Brennes), Malo Tual (Les Glycines)

- [ ] Zéphyrine appelle la mairie avant le 9 avril
"""


def named():
    """Somebody whom minutes name, in a database that is on the disk."""
    by = a_member(a_space(), "Malo Tual")
    import_minutes(by.space, MINUTES, by=by, on=NOW.date())
    cache.set("kept", NAME)
    return Person.objects.get(name=NAME)


def test_the_helper_sees_a_name_where_it_stands():
    named()

    found = traces_of(NAME)

    assert {"people_person.name", "notes_note.body_md", "notes_note.body_html", "minutes_import.text"} <= set(found)
    assert connection.vendor != "sqlite" or any("sqlite3" in place for place in found)


def test_not_a_byte_is_left_of_a_name_that_occurs_nowhere_else(caplog):
    caplog.set_level(logging.DEBUG)
    her = named()

    erase(her, at=NOW)

    assert traces_of(NAME) == []
    assert cache.get("kept") is None
    assert [
        record for record in caplog.records if record.name != "django.db.backends" and holds(str(record), NAME)
    ] == []


on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL vacuums by itself")


@on_sqlite
def test_a_name_that_went_before_is_overwritten_too():
    """Rows deleted by a server that overwrote nothing leave their bytes in free pages."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        her = named()
        Person.objects.create(space=her.space, name=f"{NAME} {'x' * 100}").delete()
        cursor.execute("PRAGMA secure_delete = ON")

    erase(her, at=NOW)

    assert traces_of(NAME) == []


@on_sqlite
def test_somebody_who_reads_for_long_does_not_hold_the_act_up_and_the_clock_ends_it(monkeypatch):
    monkeypatch.setattr(vacuum, "PATIENCE", 10)
    her = named()

    with somebody_reads():
        erase(her, at=NOW)
        left = traces_of(NAME)

    vacuum.sweep_again(NOW)
    assert all("sqlite3" in place for place in left)
    assert left
    assert traces_of(NAME) == []


@on_sqlite
def test_a_larger_file_is_not_rewritten_while_people_write_but_once_by_the_clock_at_night(monkeypatch):
    """Nobody writes while it is: whoever removes one name after the other would stop everybody."""
    monkeypatch.setattr(vacuum, "SMALL", 0)
    her = named()
    night = timezone.localtime(timezone.now()).replace(hour=3)

    def rewritten(act, *arguments):
        with CaptureQueriesContext(connection) as told:
            act(*arguments)
        return [query["sql"] for query in told].count("VACUUM")

    by_the_act = rewritten(lambda: erase(her, at=NOW))
    by_day, by_night, once_more = (
        rewritten(vacuum.sweep_again, at) for at in (night.replace(hour=12), night, night + datetime.timedelta(days=2))
    )

    assert (by_the_act, by_day, by_night, once_more) == (0, 0, 1, 0)
    assert traces_of(NAME) == []


@on_sqlite
def test_a_machine_that_is_off_at_night_rewrites_its_file_after_a_day(monkeypatch):
    monkeypatch.setattr(vacuum, "SMALL", 0)
    erase(named(), at=NOW)

    vacuum.sweep_again(timezone.localtime(timezone.now()).replace(hour=12) + datetime.timedelta(days=2))

    assert vacuum.marked_at() == 0


@contextmanager
def somebody_reads():
    """Hold what the database was, as a long page does."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM people_person").fetchone()
        yield


@on_sqlite
def test_the_next_copy_does_not_hold_it(tmp_path):
    erase(named(), at=NOW)

    copied = backup.back_up(at=NOW, to=tmp_path)

    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    copy_archive.unpack(copied, into=unpacked)
    assert traces_in_files(NAME, [copied, *unpacked.iterdir()]) == []
