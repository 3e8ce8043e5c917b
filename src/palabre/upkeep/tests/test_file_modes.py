"""Nobody else of the machine reads the data folder, whatever the umask of who started Palabre."""

import os
import stat
import subprocess
import sys

import pytest

from palabre.upkeep import file_modes

LOOSE = 0o022
FORMERLY = [
    "palabre.sqlite3",
    "palabre.sqlite3-wal",
    "backups/palabre-x.tar.gz",
    "attachments/ab/abcd",
    "notes.txt",
]


@pytest.fixture(autouse=True)
def _umask():
    before = os.umask(LOOSE)
    yield
    os.umask(before)


def loosened(data):
    """A folder as former versions left it, with a thing in it that is not Palabre's."""
    for name in FORMERLY:
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        path.chmod(0o644)
    data.chmod(0o755)
    return data


def open_to_others(data):
    return {str(path.relative_to(data)) for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077}


def test_what_is_there_is_mended_and_nothing_that_is_not_ours(tmp_path):
    data = loosened(tmp_path / "data")

    left = file_modes.keep_alone(data)

    assert (left, open_to_others(data)) == ([], {"notes.txt"})
    assert stat.S_IMODE((data / "backups").stat().st_mode) == 0o700


def test_what_is_made_from_then_on_is_its_owner_s_alone(tmp_path):
    file_modes.keep_alone(tmp_path / "data")

    (tmp_path / "data" / "palabre.sqlite3").touch()

    assert open_to_others(tmp_path / "data") == set()


def test_a_link_to_elsewhere_is_left_alone(tmp_path):
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir(mode=0o755)
    (elsewhere / "file").touch()
    (data / "attachments").symlink_to(elsewhere)

    file_modes.keep_alone(data)

    assert open_to_others(elsewhere) == {".", "file"}


def test_a_command_leaves_nothing_for_others_whatever_the_umask(tmp_path):
    own = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    asked = [sys.executable, "-m", "palabre.cli", "manage", "shell", "--no-imports", "-c", "import palabre"]

    subprocess.run(asked, env=own | {"PALABRE_DATA": str(tmp_path / "data")}, check=True, capture_output=True)

    assert open_to_others(tmp_path / "data") == set()


def test_what_cannot_be_mended_is_returned(tmp_path, monkeypatch):
    data = loosened(tmp_path / "data")
    monkeypatch.setattr(type(data), "chmod", denied)

    assert data in file_modes.keep_alone(data)


def denied(*_, **__):
    raise PermissionError
