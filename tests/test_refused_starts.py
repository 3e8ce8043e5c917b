"""A start that cannot be says why in a sentence."""

import errno
import fcntl

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from palabre.serving import data_upgrade
from palabre.serving.__main__ import served
from palabre.upkeep import data_lock
from tests.test_copies_on_bad_days import child

AT_ONCE = fcntl.LOCK_EX | fcntl.LOCK_NB


def test_a_database_that_does_not_open_is_said(tmp_path):
    (tmp_path / "palabre.sqlite3").write_bytes(b"x" * 4096)

    done = child(tmp_path, "-m", "palabre.serving.data_upgrade")

    assert done.returncode
    assert "La base de données ne s’ouvre pas" in done.stderr
    assert "Traceback" not in done.stderr


class Away(Exception):
    sqlstate = None  # of a connection that was not made


def away():
    fault = OperationalError("the database system is starting up")
    fault.__cause__ = Away()
    return fault


class Minutes:
    """A clock on which only pauses take time."""

    def __init__(self):
        self.now, self.pauses = 0.0, 0

    def __call__(self):
        return self.now

    def pause(self, seconds):
        self.now, self.pauses = self.now + seconds, self.pauses + 1


def test_a_database_that_starts_with_palabre_is_waited_for(monkeypatch, capsys):
    clock, faults = Minutes(), [away(), away(), away()]

    def asked():
        if faults:
            raise faults.pop()
        return [["wiki", "0001_initial"]]

    monkeypatch.setattr(data_upgrade.migration_state, "migrations_in_hand", asked)

    done = data_upgrade.migrations_once_it_answers(clock=clock, pause=clock.pause)

    assert (done, clock.pauses) == ([["wiki", "0001_initial"]], 3)
    assert capsys.readouterr().err.count("PostgreSQL ne répond pas encore") == 1


def test_one_that_answers_nothing_for_a_minute_is_said_and_not_called_damaged(monkeypatch):
    clock = Minutes()

    def asked():
        raise away()

    monkeypatch.setattr(data_upgrade.migration_state, "migrations_in_hand", asked)

    with pytest.raises(SystemExit, match="PostgreSQL ne répond pas") as said:
        data_upgrade.migrations_once_it_answers(clock=clock, pause=clock.pause)

    assert "sauvegarde" not in str(said.value)
    assert clock.now == data_upgrade.PATIENCE


def test_one_that_is_damaged_is_not_waited_for(monkeypatch):
    clock = Minutes()

    def asked():
        raise OperationalError("file is not a database")

    monkeypatch.setattr(data_upgrade.migration_state, "migrations_in_hand", asked)

    with pytest.raises(SystemExit, match="reprenez une sauvegarde"):
        data_upgrade.migrations_once_it_answers(clock=clock, pause=clock.pause)

    assert clock.pauses == 0


def test_a_secret_that_a_power_cut_left_empty_is_said(tmp_path):
    (tmp_path / "secret").touch()

    done = child(tmp_path, "-m", "palabre.serving.data_upgrade")

    assert done.returncode
    assert "est vide. Effacez-le, puis reprenez une sauvegarde" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "is_said"), [("wiki", True), ("account", False)])
def test_data_of_a_later_version_are_not_written_by_this_one(app, is_said):
    MigrationRecorder(connection).record_applied(app, "0999_of_tomorrow")

    if is_said:
        with pytest.raises(SystemExit, match="version plus récente"):
            data_upgrade.refuse_other_data()
    else:
        data_upgrade.refuse_other_data()


def test_a_disk_that_locks_no_file_is_said(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(data_lock.fcntl, "flock", refuse)

    with pytest.raises(SystemExit, match="No locks available"), served(tmp_path):
        pass


@pytest.mark.parametrize("is_upgrade", [True, False])
def test_a_folder_where_nothing_is_written_is_said(tmp_path, is_upgrade):
    (tmp_path / ("upgrade.lock" if is_upgrade else "serving.lock")).mkdir()  # as root, who may write everywhere
    command = ("data_upgrade",) if is_upgrade else ("", "--port=0", f"--data={tmp_path}")

    done = child(tmp_path, "-m", f"palabre.serving.{command[0]}".rstrip("."), *command[1:])

    assert done.returncode
    assert f"Rien ne s’écrit dans {tmp_path}" in done.stderr
    assert "Traceback" not in done.stderr


def test_nor_is_a_disk_that_the_first_tables_fill(monkeypatch):
    def fill(*_, **__):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(data_upgrade, "call_command", fill)

    with pytest.raises(OSError, match="No space left"):
        data_upgrade.migrate()


@pytest.mark.django_db(transaction=True)
def test_two_that_start_together_bring_the_data_up_to_date_in_turn(settings, tmp_path, monkeypatch):
    settings.DATA, settings.COPIES, settings.DEBUG = tmp_path, False, True
    found = []

    def look(*_, **__):
        with pytest.raises(data_lock.HeldByOthers), data_lock.file_lock(tmp_path, "upgrade.lock", how=AT_ONCE):
            found.append("free")
        found.append("held")

    monkeypatch.setattr(data_upgrade, "call_command", look)

    data_upgrade.main()

    assert found == ["held"]
