"""Copies on bad days: a disk that is full, a death in the middle, an upgrade. Real children, on small databases."""

import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest

from palabre.upkeep.backups import copy_archive, copy_folder, sqlite_copy
from tests.template_database import copy_to

ROOT = Path(__file__).parents[1]


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
    copy_archive.unpack(Path(json.loads(first.stdout)["copy"]), into=tmp_path)


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


@pytest.mark.long
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


@pytest.mark.parametrize(
    "instant",
    [
        pytest.param("palabre.upkeep.backups.sqlite_copy.check", marks=pytest.mark.long),
        "palabre.upkeep.backups.copy_archive.add_archive_member",
        pytest.param("os.replace", marks=pytest.mark.long),
    ],
)
def test_a_copy_cut_short_never_counts_and_is_swept_away(tmp_path, instant):
    folder = a_folder(tmp_path / "data")

    died = child(folder, "-c", DYING, instant)
    left = [path.suffix for path in (folder / "backups").glob("palabre-*")]
    again = child(folder, *BACKUP)

    assert (died.returncode, left, again.returncode) == (-signal.SIGKILL, [".part"], 0)
    assert [path.suffix for path in (folder / "backups").glob("palabre-*")] == [".gz"]


WRITING = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.executescript("PRAGMA journal_mode=WAL; INSERT INTO weight (bytes) VALUES ('dit enregistré')")
os._exit(0)
"""


def test_a_restoration_without_room_leaves_the_last_writings_in_their_log(tmp_path, monkeypatch):
    """A full disk lets neither the log be brought in nor the database be copied aside."""
    folder, aside, full = a_folder(tmp_path / "data"), tmp_path / "aside", OSError(errno.ENOSPC, "plein")
    copied, there = a_folder(tmp_path / "copied") / "palabre.sqlite3", folder / "palabre.sqlite3"
    aside.mkdir()
    child(folder, "-c", WRITING, str(there))
    monkeypatch.setattr(sqlite_copy, "checkpoint_file", lambda path: None)
    monkeypatch.setattr(shutil, "copy2", Mock(side_effect=full))

    with pytest.raises(OSError, match="plein"):
        sqlite_copy.restore_sqlite(copied, to=there, aside=aside)

    with closing(sqlite3.connect(there)) as database:
        assert database.execute("SELECT count(*) FROM weight WHERE bytes = 'dit enregistré'").fetchone() == (1,)


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
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", "search", "0001", verbosity=0)
from palabre.people.models import Person
from palabre.spaces.models import Space
space = Space.objects.create(name="Le val", slug="le-val")
Person.objects.create(space=space, name="Nadège", came_at=timezone.now(), joined_at=timezone.now())
"""


@pytest.mark.long
def test_an_upgrade_is_copied_first_and_members_keep_coming(tmp_path):
    copy_to(tmp_path / "palabre.sqlite3")
    earlier = child(tmp_path, "-c", EARLIER)
    assert earlier.returncode == 0, earlier.stderr

    done = [child(tmp_path, "-m", "palabre.serving.data_upgrade") for _twice in range(2)]

    assert [one.returncode for one in done] == [0, 0], done[0].stderr
    [copy] = copy_folder.copies_in(tmp_path / "backups")
    assert ["search", "0002_marks"] not in manifest_of(copy)["migrations"]
    with closing(sqlite3.connect(tmp_path / "palabre.sqlite3")) as database:
        assert database.execute("SELECT name FROM people_person WHERE joined_at IS NOT NULL").fetchall() == [
            ("Nadège",)
        ]


def manifest_of(copy):
    with tarfile.open(copy.path) as tar:
        return json.load(tar.extractfile(copy_archive.MANIFEST))


def tables(folder):
    with closing(sqlite3.connect(folder / "palabre.sqlite3")) as database:
        return database.execute("SELECT * FROM sqlite_master").fetchall()


def test_an_upgrade_without_room_for_its_copy_changes_nothing(tmp_path):
    folder = a_folder(tmp_path / "data", kilobytes=400)
    before = tables(folder)

    done = child(folder, "-m", "palabre.serving.data_upgrade", limit=200_000)

    assert done.returncode
    assert "le disque est plein" in done.stderr
    assert "the disk is full" in done.stderr
    assert tables(folder) == before
