"""Doors to modules that are no package: the comparer beside the tests, and the scorer of `tools/`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from palabre.pure import minutes

HERE = Path(__file__).parent
ROOT = HERE.parents[4]


@pytest.fixture(scope="session")
def expecting() -> ModuleType:
    return _load(HERE / "expecting.py")


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    return _load(ROOT / "tools" / "score_minutes.py")


@pytest.fixture(scope="session")
def engine() -> ModuleType:
    if not hasattr(minutes, "read_minutes"):
        pytest.skip("palabre.pure.minutes has no `read` yet")
    return minutes


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module
