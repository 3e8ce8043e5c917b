"""A copy is whole whatever happens while it is made, and comes back whole. Real databases, real deaths."""

import datetime
import io
import tarfile
import threading
from contextlib import contextmanager, suppress

import pytest
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory

from palabre.accounts.models import Account
from palabre.notes.models import Revision
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Person, RefusedName
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep import data_lock, hooks
from palabre.upkeep.backups import backup, copy_archive, copy_folder, postgres_copy, restore
from palabre.upkeep.backups.backup import back_up, in_both_languages, when_due
from palabre.upkeep.backups.restore import look_into, removals, restore_backup
from palabre.wiki import page_text
from tests import lengths, wholeness
from tests.at_once import wait_for_long
from tests.builders import a_member, a_page, a_person, a_space
from tests.erasing import erase

AT = datetime.datetime(2031, 5, 6, 1, 30, tzinfo=datetime.UTC)
WRITERS = lengths.often(20)


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    (tmp_path / "secret").write_text("le secret d’avant")
    return tmp_path


class Writer(threading.Thread):
    """Somebody who writes on and on in a page, and remembers what was acknowledged."""

    def __init__(self, page, by, enough):
        super().__init__()
        self.page, self.by, self.enough = page, by, enough
        self.acknowledged: list[str] = []
        self.begun = threading.Event()

    def run(self):
        wait_for_long()
        number = 0
        while not self.enough.is_set():
            number += 1
            text = f"Ligne {number} de {self.page.title}."
            with suppress(OperationalError):  # too many at once for this machine: not acknowledged
                page_text.save_page_text(self.page, text, base=self.page.note.revision, by=self.by)
                self.acknowledged.append(text)
                self.begun.set()
        connection.close()


@contextmanager
def everybody_writing():
    """Have many write at once; give what was acknowledged before the block began."""
    space, enough = a_space(), threading.Event()
    by = [a_member(space, f"Personne {number}") for number in range(WRITERS)]
    writers = [Writer(a_page(space, f"Page {one}", slug=f"page-{one.pk}"), one, enough) for one in by]
    for writer in writers:
        writer.start()
    try:
        assert all(writer.begun.wait(300) for writer in writers)
        yield [text for writer in writers for text in list(writer.acknowledged)]
    finally:
        enough.set()
        for writer in writers:
            writer.join()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_copy_made_while_many_write_comes_back_whole(data):
    with everybody_writing() as acknowledged:
        file = back_up(at=AT)
    Person.objects.update(name="Après")

    restore_backup(file, at=AT)

    assert wholeness.broken() == []
    assert set(acknowledged) <= set(Revision.objects.values_list("body_md", flat=True))
    assert not Person.objects.filter(name="Après").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_copy_takes_the_place_of_is_kept_aside(data):
    file = back_up(at=AT)
    (data / "secret").write_text("le secret d’après")

    aside = restore_backup(file, at=AT).aside

    assert (data / "secret").read_text().splitlines() == ["le secret d’avant", "le secret d’après"]
    assert (aside / "secret").read_text() == "le secret d’après"
    assert any(aside.glob("*sqlite3*")) or any(aside.glob("database.dump"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_restoration_leaves_a_server_as_it_is_installed_a_third_of_its_locks(data, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite verrouille un fichier")
    file, run = back_up(at=AT), postgres_copy.run
    counting = f"--command=\\copy (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()) TO '{data / 'locks'}'"

    def run_and_count(tool, *arguments, **environment):
        run(tool, *arguments, *([counting] if "--single-transaction" in arguments else []), **environment)

    monkeypatch.setattr(postgres_copy, "run", run_and_count)
    restore_backup(file, at=AT)

    assert int((data / "locks").read_text()) < 64 * 100 * 2 / 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [postgres_copy.FORMER])
        assert cursor.fetchone() == (0,)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_name_taken_away_since_is_taken_away_again(data):
    space = a_space()
    person = a_person(space, "Zéphyrine Tournebride")
    page = a_page(space, body="Zéphyrine Tournebride apporte le pain.")
    file = back_up(at=AT)
    erase(person, at=AT)

    done = restore_backup(file, at=AT)

    assert done.carries
    assert Person.objects.get(pk=person.pk).erased_at == AT
    assert "Tournebride" not in Revision.objects.get(note=page.note).body_md
    assert RefusedName.objects.filter(space=space).exists()


ADDED_SINCE = {
    "people_refusedname": ["is_typed"],
    "people_erasure": ["borne_since", "files_read", "found", "own_files", "own_rows", "said"],
    "people_person": ["account_at", "by_two_at", "left_at"],
}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_so_it_is_where_the_data_in_place_are_of_an_earlier_version(data):
    person = a_person(a_space(), "Zéphyrine Tournebride")
    file = back_up(at=AT)
    erase(person, at=AT)
    with connection.cursor() as cursor:
        for table, columns in ADDED_SINCE.items():
            for column in columns:
                cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people' AND name > '0005'")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name > '0002'")

    done = restore_backup(file, at=AT)

    assert done.carries
    assert Person.objects.get(pk=person.pk).erased_at == AT


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [InconsistentMigrationHistory, ValueError, KeyError])
def test_data_in_place_that_cannot_be_upgraded_stop_no_restore(data, monkeypatch, caplog, fault):
    person = a_person(a_space(), "Zéphyrine Tournebride")
    file = back_up(at=AT)
    erase(person, at=AT)
    upgrade = restore.call_command

    def fail_once(*args, **options):
        monkeypatch.setattr(restore, "call_command", upgrade)
        raise fault("Zéphyrine Tournebride")

    monkeypatch.setattr(restore.migration_state, "wait", lambda: True)
    monkeypatch.setattr(restore, "call_command", fail_once)

    done = restore_backup(file, at=AT)

    assert (done.carries, Person.objects.get(pk=person.pk).erased_at) == (True, AT)
    assert fault.__name__ in caplog.text
    assert "Zéphyrine" not in caplog.text


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_no_screen_kept_before_is_taken_for_one_of_the_restored_space(data):
    space = a_space()
    file = back_up(at=AT)
    Space.touch(space.pk)
    cache.set("screen", "fait avant")

    restore_backup(file, at=AT)

    assert cache.get("screen") is None  # in this process
    assert Space.objects.get(pk=space.pk).version > 1  # in others


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_copy_of_another_server_loses_no_name(data):
    person = a_person(a_space(), "Zéphyrine Tournebride")
    file = back_up(at=AT)
    Person.objects.update(named_at=AT)  # here, this number is somebody else's
    erase(Person.objects.get(), at=AT)

    restore_backup(file, at=AT)

    assert Person.objects.get(pk=person.pk).name == "Zéphyrine Tournebride"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_unreadable", lengths.short_by([False, True], [True]))
def test_who_comes_after_a_copy_came_back_is_nobody_whom_a_device_knows(data, monkeypatch, is_unreadable):
    space = a_space()
    file = back_up(at=AT)
    later = a_person(space, "Venue après la copie"), Account.objects.open("apres@exemple.example")
    if is_unreadable:
        monkeypatch.setattr(hooks, "carryings", [(unreadable, None)])

    restore_backup(file, at=after(*later))

    since = a_person(space, "Venue ensuite"), Account.objects.open("ensuite@exemple.example")
    assert [new.pk > old.pk for old, new in zip(later, since, strict=True)] == [True, True]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_copy_comes_back_in_the_place_of_a_database_that_nobody_can_read(data, monkeypatch):
    a_space("Ici")
    file = back_up(at=AT)
    monkeypatch.setattr(hooks, "carryings", [(unreadable, None)])

    done = restore_backup(file, at=AT)

    assert (done.carries, Space.objects.get().name) == (False, "Ici")


def after(*rows):
    """Return an instant that is later than that of any former test which brought a copy back."""
    seconds = max(AT.timestamp(), *(row.pk for row in rows))
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC) + datetime.timedelta(hours=1)


def unreadable(leaving_out):
    raise DatabaseError


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_copy_does_not_come_back_under_a_palabre_that_runs(data):
    file = back_up(at=AT)

    with data_lock.shared_data_lock(data), pytest.raises(Refusal, match="tourne") as no:
        restore_backup(file, at=AT)

    assert "Stop it" in in_both_languages(no.value)


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_a_later_version_is_refused_and_nothing_changes(data, monkeypatch):
    a_space("Là")
    later = backup.facts(data, AT) | {"migrations": [["people", "9999_what_is_to_come"]]}
    monkeypatch.setattr(backup, "facts", lambda part, at: later)
    file = back_up(at=AT)

    with pytest.raises(Refusal, match="plus récente"):
        restore_backup(file, at=AT)

    assert list(data.glob("restoring-*")) == []
    assert list(copy_folder.folder().glob("aside-*")) == []


def cut(file):
    file.write_bytes(file.read_bytes()[:-300])


def turned(file):
    """One member says something else than its digest."""
    with tarfile.open(file) as tar:
        members = [(one, tar.extractfile(one).read()) for one in tar]
    with tarfile.open(file, "w:gz") as tar:
        for one, content in members:
            turned = content[::-1] if one.name == "secret" else content
            backup.copy_archive.add_archive_member(tar, one.name, io.BytesIO(turned), len(turned))


def emptied(file):
    file.write_bytes(b"")


def another(file):
    file.write_text("Bonjour")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spoil", lengths.short_by([cut, turned, emptied, another], [turned]))
def test_a_damaged_copy_is_refused(data, spoil):
    file = back_up(at=AT)
    spoil(file)

    with pytest.raises(Refusal, match="abîmé"):
        restore_backup(file, at=AT)

    assert (data / "secret").read_text() == "le secret d’avant"


@pytest.mark.django_db(transaction=True)
def test_a_copy_is_for_its_owner_alone(data):
    file = back_up(at=AT)

    assert file.name == "palabre-2031-05-06T013000Z.tar.gz"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.django_db(transaction=True)
def test_the_copy_of_the_day_is_made_once_after_three_in_the_morning(data):
    for hours in (0, 1, 2, 12, 23, 24):  # from half past three in Paris
        when_due(AT + datetime.timedelta(hours=hours))

    days = [copy.made_at - AT for copy in copy_folder.copies_in(copy_folder.folder())]
    assert days == [datetime.timedelta(0), datetime.timedelta(hours=24)]


@pytest.mark.django_db(transaction=True)
def test_old_copies_go_only_once_a_new_one_is_there(data, monkeypatch):
    for days in (0, 100):
        (data / "backups").mkdir(exist_ok=True)
        (data / "backups" / copy_folder.name_for(AT - datetime.timedelta(days=days))).touch()
    monkeypatch.setattr(copy_archive, "pack", full)

    with pytest.raises(Refusal, match="plein"):
        back_up(at=AT + datetime.timedelta(days=1))

    assert len(copy_folder.copies_in(copy_folder.folder())) == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_put_aside_stays_a_month(data):
    for days in (29, 31):
        copy_folder.aside_for(AT - datetime.timedelta(days=days)).mkdir(parents=True)

    for days in (0, 1):
        back_up(at=AT + datetime.timedelta(days=days))

    assert [path.name for path in copy_folder.folder().glob("aside-*")] == ["aside-2031-04-07T013000Z"]


@pytest.mark.django_db(transaction=True)
def test_a_copy_is_checked_without_changing_anything(data):
    file = back_up(at=AT)
    before = sorted(path.name for path in data.rglob("*"))

    assert look_into(file) == AT.isoformat()
    assert sorted(path.name for path in data.rglob("*")) == sorted([*before, "unpacking.lock"])


def full(*_, **__):
    raise OSError(28, "No space left on device")


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_one_name_taken_away_since_may_be_left_out(data):
    space = a_space()
    left_out, other = a_person(space, "Budget Tournebride"), a_person(space, "Zéphyrine Lavandier")
    page = a_page(space, body="Budget Tournebride et Zéphyrine Lavandier.")
    file = back_up(at=AT)
    for person in (left_out, other):
        erase(person, at=AT)
    listed = [one["number"] for one in removals()]

    restore_backup(file, at=AT, leaving_out=[left_out.pk])

    assert listed == [left_out.pk, other.pk]
    assert Revision.objects.get(note=page.note).body_md == "Budget Tournebride et une personne."
    assert Person.objects.get(pk=left_out.pk).erased_at is None


@pytest.mark.django_db(transaction=True)
def test_words_that_their_readers_kept_are_kept_when_a_copy_comes_back(data):
    space = a_space()
    person, page = a_person(space, "Budget Tournebride"), a_page(space, body="Budget Tournebride.")
    file = back_up(at=AT)
    name_erasure.erase(person, at=AT)
    delayed_erasure.keep_page_words(space, by=a_member(space))

    restore_backup(file, at=AT + name_erasure.A_DAY)

    assert Revision.objects.get(note=page.note).body_md == "Budget Tournebride."
