"""Static files are collected once for each version of them, and made again when a collection was cut short."""

from pathlib import Path

import pytest

from palabre.web.assets import static_collection
from palabre.web.assets.static_collection import STAMP, collect_static_files


@pytest.fixture(autouse=True)
def root(settings, tmp_path, monkeypatch):
    """A folder of one's own, and a collection that writes one file."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    monkeypatch.setattr(
        static_collection, "call_command", lambda *_, **__: Path(settings.STATIC_ROOT, "made.css").write_text("made")
    )
    return settings.STATIC_ROOT


def test_a_second_start_collects_nothing(root):
    assert (collect_static_files(), collect_static_files()) == (True, False)


def test_another_version_of_a_file_is_collected(root, monkeypatch):
    collect_static_files()
    monkeypatch.setattr(static_collection, "digest", lambda: "another")

    assert (collect_static_files(), (root / STAMP).read_text()) == (True, "another")


def test_the_digest_changes_with_what_a_sheet_says(monkeypatch):
    before = static_collection.digest()
    monkeypatch.setattr("palabre.web.assets.stylesheets.join", lambda sheet: "p { color: red }")

    assert static_collection.digest() != before


def test_a_collection_cut_short_is_made_again(root, monkeypatch):
    collect_static_files()
    monkeypatch.setattr(static_collection, "digest", lambda: "another")
    with monkeypatch.context() as patch:
        patch.setattr(static_collection, "call_command", cut_short)
        with pytest.raises(KeyboardInterrupt):
            collect_static_files()

    assert not (root / STAMP).exists()


def cut_short(*_, **__):
    raise KeyboardInterrupt
