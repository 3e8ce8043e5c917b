"""How long a run is. By default it is short; `--all` runs every product and tries random cases as often as they say.

The marker `long` stands for what only `--all` runs: products (a screen in each language, light and width), or what
SQLite alone already tells. `--seventh HASH` adds one seventh of it, another one for each commit: .ci/run does so.
The marker `postgres` stands for what is run on PostgreSQL by default: what depends on the database.
"""

from __future__ import annotations

import os
import zlib

import pytest

SHORTER, PARTS = 5, 7
is_whole = False  # set by conftest.py from --all, before any test module is imported


def often(times: int) -> int:
    """Return how often to try: `times` with --all, a fifth of it otherwise, never less than twice."""
    return times if is_whole else max(2, times // SHORTER)


def is_run(item: pytest.Item, *, commit: str = "") -> bool:
    """Return whether this run has the test: by default, or as a part of the seventh of this commit."""
    if on_postgres() and item.get_closest_marker("browser"):
        return False
    return is_whole or is_short(item) or (commit != "" and part_of(item.nodeid) == int(commit, 16) % PARTS)


def is_short(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    return "long" not in marks and ("postgres" in marks or not on_postgres())


def part_of(nodeid: str) -> int:
    return zlib.crc32(nodeid.encode()) % PARTS


def on_postgres() -> bool:
    return os.environ.get("PALABRE_DATABASE_URL", "").startswith("postgres")
