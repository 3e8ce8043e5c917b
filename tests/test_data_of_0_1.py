"""What version 0.1 made is refused in a sentence, and not a byte of it changes. Commit 4fea3f2 made the copy."""

import hashlib
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.test_copies_on_bad_days import a_folder, child

COPY = Path(__file__).with_name("palabre-0.1.tar.gz")
NEW = ("secret", "serving.lock", "unpacking.lock", "upgrade.lock")
SENTENCES = ("version 0.1 de Palabre", "version 0.1 of Palabre")


@pytest.fixture
def folder(tmp_path):
    with tarfile.open(COPY) as tar:
        (tmp_path / "palabre.sqlite3").write_bytes(tar.extractfile("database.sqlite3").read())
    with closing(sqlite3.connect(tmp_path / "palabre.sqlite3")) as database:
        database.execute("PRAGMA journal_mode = wal")  # as that version left it
    return tmp_path


def digests(folder):
    """Of all files but those that any command of Palabre makes where they are not."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in NEW]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_start_refuses_a_folder_of_0_1_and_touches_nothing(folder):
    before = digests(folder)

    done = child(folder, "-m", "palabre.serving", "--port", "0", "--data", str(folder))

    assert done.returncode
    assert all(sentence in done.stderr for sentence in SENTENCES)
    assert "Traceback" not in done.stderr
    assert digests(folder) == before


@pytest.mark.long
def test_restore_refuses_a_copy_of_0_1_and_touches_nothing(tmp_path):
    folder = a_folder(tmp_path)
    before = digests(folder)

    done = child(folder, "-m", "palabre.cli", "restore", str(COPY), "--yes")

    assert done.returncode == 2
    assert any(sentence in done.stderr for sentence in SENTENCES)
    assert digests(folder) == before
