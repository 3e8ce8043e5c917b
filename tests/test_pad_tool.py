"""When the tool that builds the live editor may say that nothing changed, on a made-up folder."""

import pytest

from tools import pad

SOURCE, BUNDLE, LOCK = "frontend/pad/index.js", "built/pad.js", "frontend/package-lock.json"
MORPH = "built/idiomorph.js"


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A folder with a source, a lockfile and a bundle, as a build left them."""
    monkeypatch.setattr(pad, "FRONTEND", tmp_path / "frontend")
    monkeypatch.setattr(pad, "PLACES", dict.fromkeys(pad.PLACES, tmp_path / "built"))
    monkeypatch.setattr(pad, "STAMP", tmp_path / "frontend/built.sha256")
    for name in (SOURCE, LOCK, *(f"built/{name}" for name in pad.PLACES)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    pad.STAMP.write_text(pad.digest())
    return tmp_path


def test_what_was_built_stands(built):
    (built / "frontend/node_modules").mkdir()
    (built / "frontend/node_modules/left.js").write_text("not ours")

    assert pad.is_as_built()


@pytest.mark.parametrize("name", [SOURCE, BUNDLE, LOCK, MORPH, "frontend/pad/new.js"])
def test_whatever_changed_since_is_built_and_compared(built, name):
    (built / name).write_text("2")

    assert not pad.is_as_built()


def test_a_source_that_is_gone_or_a_build_that_never_was_is_built_and_compared(built):
    (built / LOCK).unlink()
    without_a_source = pad.is_as_built()
    pad.STAMP.unlink()

    assert (without_a_source, pad.is_as_built()) == (False, False)
