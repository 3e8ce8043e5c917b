"""A copy is whole whatever happens while it is made, and comes back whole. Real databases, real deaths."""

import datetime
import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection

from palabre.notes.models import Revision
from palabre.people.erasure import erase
from palabre.people.models import Person, RefusedName
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep import archive, backing_up, copies, holding, sockets, sqlite_copy
from palabre.upkeep.backing_up import back_up, in_both_languages, when_due
from palabre.upkeep.restoring import restore
from palabre.wiki import writing
from tests import wholeness
from tests.builders import a_member, a_page, a_person, a_space

ROOT = Path(__file__).parents[1]
AT = datetime.datetime(2031, 5, 6, 1, 30, tzinfo=datetime.UTC)
WRITERS = 20


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
        number = 0
        while not self.enough.is_set():
            number += 1
            text = f"Ligne {number} de {self.page.title}."
            with suppress(OperationalError):  # too many at once for this machine: not acknowledged
                writing.write(self.page, text, base=self.page.note.revision, by=self.by)
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
        assert all(writer.begun.wait(60) for writer in writers)
        yield [text for writer in writers for text in list(writer.acknowledged)]
    finally:
        enough.set()
        for writer in writers:
            writer.join()


@pytest.mark.django_db(transaction=True)
def test_a_copy_made_while_twenty_write_comes_back_whole(data):
    with everybody_writing() as acknowledged:
        file = back_up(at=AT)
    Person.objects.update(name="Après")

    restore(file, at=AT)

    assert wholeness.broken() == []
    assert set(acknowledged) <= set(Revision.objects.values_list("body_md", flat=True))
    assert not Person.objects.filter(name="Après").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_copy_takes_the_place_of_is_kept_aside(data):
    file = back_up(at=AT)
    (data / "secret").write_text("le secret d’après")

    aside = restore(file, at=AT).aside

    assert (data / "secret").read_text() == "le secret d’avant"
    assert (aside / "secret").read_text() == "le secret d’après"
    assert any(aside.glob("*sqlite3*")) or any(aside.glob("database.dump"))


@pytest.mark.django_db(transaction=True)
def test_a_name_taken_away_since_is_taken_away_again(data):
    space = a_space()
    person = a_person(space, "Zéphyrine Tournebride")
    page = a_page(space, body="Zéphyrine Tournebride apporte le pain.")
    file = back_up(at=AT)
    erase(person, at=AT)

    done = restore(file, at=AT)

    assert done.carries
    assert Person.objects.get(pk=person.pk).erased_at == AT
    assert "Tournebride" not in Revision.objects.get(note=page.note).body_md
    assert RefusedName.objects.filter(space=space).exists()


@pytest.mark.django_db(transaction=True)
def test_a_copy_comes_back_in_the_place_of_a_database_that_nobody_can_read(data, monkeypatch):
    a_space("Ici")
    file = back_up(at=AT)
    monkeypatch.setattr(sockets, "carryings", [(unreadable, None)])

    done = restore(file, at=AT)

    assert (done.carries, Space.objects.get().name) == (False, "Ici")


def unreadable():
    raise DatabaseError


@pytest.mark.django_db(transaction=True)
def test_a_copy_does_not_come_back_under_a_palabre_that_runs(data):
    file = back_up(at=AT)

    with holding.serving(data), pytest.raises(Refusal, match="tourne") as no:
        restore(file, at=AT)

    assert "Stop it" in in_both_languages(no.value)


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_a_later_version_is_refused_and_nothing_changes(data, monkeypatch):
    a_space("Là")
    later = backing_up.facts(data, AT) | {"migrations": [["people", "9999_what_is_to_come"]]}
    monkeypatch.setattr(backing_up, "facts", lambda part, at: later)
    file = back_up(at=AT)

    with pytest.raises(Refusal, match="plus récente"):
        restore(file, at=AT)

    assert not (data / "restoring.part").exists()
    assert list(copies.folder().glob("aside-*")) == []


def cut(file):
    file.write_bytes(file.read_bytes()[:-300])


def turned(file):
    """One member says something else than its digest."""
    with tarfile.open(file) as tar:
        members = [(one, tar.extractfile(one).read()) for one in tar]
    with tarfile.open(file, "w:gz") as tar:
        for one, content in members:
            turned = content[::-1] if one.name == "secret" else content
            backing_up.archive.add(tar, one.name, io.BytesIO(turned), len(turned))


def emptied(file):
    file.write_bytes(b"")


def another(file):
    file.write_text("Bonjour")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spoil", [cut, turned, emptied, another])
def test_a_damaged_copy_is_refused(data, spoil):
    file = back_up(at=AT)
    spoil(file)

    with pytest.raises(Refusal, match="abîmé"):
        restore(file, at=AT)

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

    days = [copy.made_at - AT for copy in copies.copies_in(copies.folder())]
    assert days == [datetime.timedelta(0), datetime.timedelta(hours=24)]


@pytest.mark.django_db(transaction=True)
def test_old_copies_go_only_once_a_new_one_is_there(data, monkeypatch):
    for days in (0, 100):
        (data / "backups").mkdir(exist_ok=True)
        (data / "backups" / copies.name_for(AT - datetime.timedelta(days=days))).touch()
    monkeypatch.setattr(archive, "pack", full)

    with pytest.raises(Refusal, match="plein"):
        back_up(at=AT + datetime.timedelta(days=1))

    assert len(copies.copies_in(copies.folder())) == 2


def full(*_, **__):
    raise OSError(28, "No space left on device")


# Children, on a small database of their own


def a_folder(path, *, kilobytes=1):
    """A data folder whose database holds nothing but its migrations, and as many kilobytes."""
    path.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path / "palabre.sqlite3")) as made, made:
        made.execute("CREATE TABLE django_migrations (id integer primary key, app text, name text, applied text)")
        made.execute("INSERT INTO django_migrations (app, name) VALUES ('people', '0001_initial')")
        made.execute("CREATE TABLE weight (id integer primary key, bytes blob)")
        made.executemany("INSERT INTO weight (bytes) VALUES (?)", [(os.urandom(1024),) for _ in range(kilobytes)])
    return path


def child(folder, *command, limit=None):
    """Run Python on that folder; a file of more than `limit` bytes cannot be written by it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    own |= {"PALABRE_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}", "DJANGO_SETTINGS_MODULE": "palabre.settings"}
    bound = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
    return subprocess.run([sys.executable, *command], env=own, preexec_fn=bound, capture_output=True, text=True)


BACKUP = ("-m", "palabre.cli", "backup")


def test_the_disk_that_is_full_is_said_and_the_earlier_copies_stay(tmp_path):
    folder = a_folder(tmp_path / "data", kilobytes=400)
    first = child(folder, *BACKUP)

    second = child(folder, *BACKUP, limit=200_000)

    assert (first.returncode, second.returncode) == (0, 2)
    assert "le disque est plein" in second.stderr
    assert {path.suffix for path in (folder / "backups").iterdir()} == {".gz", ""}
    archive.unpack(Path(json.loads(first.stdout)["copy"]), into=tmp_path)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("il faut pouvoir monter un disque")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_true_disk_that_is_full_is_said_too(small_disk):
    folder = a_folder(small_disk, kilobytes=1700)

    done = child(folder, *BACKUP)

    assert (done.returncode, "le disque est plein" in done.stderr) == (2, True), done.stderr
    assert list((folder / "backups").glob("palabre-*")) == []


DYING = """
import os, signal, sys
from importlib import import_module
module, name = sys.argv[1].rsplit(".", 1)
setattr(import_module(module), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
from palabre.cli import main
main(["backup"])
"""


@pytest.mark.parametrize("instant", ["palabre.upkeep.sqlite_copy.check", "palabre.upkeep.archive.add", "os.replace"])
def test_a_copy_cut_short_never_counts_and_is_swept_away(tmp_path, instant):
    folder = a_folder(tmp_path / "data")

    died = child(folder, "-c", DYING, instant)
    left = [path.suffix for path in (folder / "backups").glob("palabre-*")]
    again = child(folder, *BACKUP)

    assert (died.returncode, left, again.returncode) == (-signal.SIGKILL, [".part"], 0)
    assert [path.suffix for path in (folder / "backups").glob("palabre-*")] == [".gz"]


def test_what_was_deleted_does_not_come_along(tmp_path):
    source = a_folder(tmp_path) / "palabre.sqlite3"
    with closing(sqlite3.connect(source)) as made, made:
        made.execute("INSERT INTO weight (bytes) VALUES ('Zéphyrine Tournebride')")
        made.execute("DELETE FROM weight WHERE bytes = 'Zéphyrine Tournebride'")

    sqlite_copy.copy(source, tmp_path / "copy")

    assert b"Tournebride" not in (tmp_path / "copy").read_bytes()


def test_a_database_with_a_key_that_leads_nowhere_is_not_kept(tmp_path):
    source = a_folder(tmp_path) / "palabre.sqlite3"
    with closing(sqlite3.connect(source)) as made, made:
        made.execute("CREATE TABLE lost (id integer primary key, weight_id integer REFERENCES weight(id))")
        made.execute("INSERT INTO lost (weight_id) VALUES (99999)")

    with pytest.raises(sqlite_copy.NotWhole):
        sqlite_copy.copy(source, tmp_path / "copy")


# An upgrade

EARLIER = """
INSERT INTO spaces_space (name, slug, licence, is_demonstration, made_at)
  VALUES ('Le val', 'le-val', 'CC', 0, '2031-05-06');
INSERT INTO people_person (space_id, name, named_at, joined_at) VALUES (1, 'Nadège', '2031-05-06', '2031-05-07');
"""


def test_an_upgrade_is_copied_first_and_members_keep_coming(tmp_path):
    earlier = child(tmp_path, "-m", "django", "migrate", "-v0", "people", "0001")
    assert earlier.returncode == 0, earlier.stderr
    with closing(sqlite3.connect(tmp_path / "palabre.sqlite3")) as database:
        database.executescript(EARLIER)

    done = [child(tmp_path, "-m", "palabre.serving.preparing") for _twice in range(2)]

    assert [one.returncode for one in done] == [0, 0], done[0].stderr
    [copy] = copies.copies_in(tmp_path / "backups")
    assert ["people", "0002_who_came_links_and_doubles"] not in manifest_of(copy)["migrations"]
    with closing(sqlite3.connect(tmp_path / "palabre.sqlite3")) as database:
        assert database.execute("SELECT came_at FROM people_person").fetchall() == [("2031-05-07",)]


def manifest_of(copy):
    with tarfile.open(copy.path) as tar:
        return json.load(tar.extractfile(archive.MANIFEST))


def tables(folder):
    with closing(sqlite3.connect(folder / "palabre.sqlite3")) as database:
        return database.execute("SELECT * FROM sqlite_master").fetchall()


def test_an_upgrade_without_room_for_its_copy_changes_nothing(tmp_path):
    folder = a_folder(tmp_path / "data", kilobytes=400)
    before = tables(folder)

    done = child(folder, "-m", "palabre.serving.preparing", limit=200_000)

    assert done.returncode
    assert "le disque est plein" in done.stderr
    assert "the disk is full" in done.stderr
    assert tables(folder) == before
