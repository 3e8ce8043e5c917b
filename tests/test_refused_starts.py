"""A start that cannot be says why in a sentence."""

import errno

import pytest

from palabre.serving.__main__ import served
from palabre.upkeep import data_lock
from tests.test_copies_on_bad_days import child


def test_a_database_that_does_not_open_is_said(tmp_path):
    (tmp_path / "palabre.sqlite3").write_bytes(b"x" * 4096)

    done = child(tmp_path, "-m", "palabre.serving.data_upgrade")

    assert done.returncode
    assert "La base de données ne s’ouvre pas" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_locks_no_file_is_said(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(data_lock.fcntl, "flock", refuse)

    with pytest.raises(SystemExit, match="No locks available"), served(tmp_path):
        pass
