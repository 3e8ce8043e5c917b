"""How long a run is. By default it is short; `--all` runs every product and tries random cases as often as they say.

The marker `long` stands for what only `--all` runs: products (a screen in each language, light and width), or what
SQLite alone already tells. `--part HASH` adds one part of 28, another one for each commit: .ci/run does so. With
it the tests of slow files take turns: a commit has a sixth of them, beside all quick ones and what is EACH_TIME.
The marker `postgres` stands for what is run on PostgreSQL by default: what depends on the database. There, a file
without it is read by `--all`, or goes as a whole into a part: to import all of them takes each worker ten seconds.
"""

from __future__ import annotations

import csv
import os
import zlib
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHORTER, PARTS, TURNS = 5, 28, 6
SLOW = 0.1  # seconds a test, in tests/durations.csv: the tests of such a file take turns where a commit is named
EACH_TIME = (  # journeys from door to door, the projector, rights
    "tests/browser/test_journeys.py",
    "tests/browser/test_room_fits.py",
    "tests/test_audiences.py",
    "tests/test_tenancy.py",
)
LONG_FILE = 20.0  # seconds: such a file has products, and each of 28 commits runs some of them
DURATIONS = ROOT / "tests/durations.csv"
is_whole = False  # set by conftest.py from --all, before any test module is imported


def often(times: int) -> int:
    """Return how often to try: `times` with --all, a fifth of it otherwise, never less than twice."""
    return times if is_whole else max(2, times // SHORTER)


def short_by[Value](values: Iterable[Value], shown: Container[Value]) -> list[Any]:
    """Return these parameters: those of `shown` are for every run, the others are long."""
    return [value if value in shown else pytest.param(value, marks=pytest.mark.long) for value in values]


def is_run(item: pytest.Item, *, commit: str = "") -> bool:
    """Return whether this run has the test: by default, or in the part of this commit."""
    if on_postgres() and item.get_closest_marker("browser"):
        return False
    return is_whole or is_in_part(item, commit) or (is_short(item) and is_in_turn(item, commit))


def is_short(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    return "long" not in marks and ("postgres" in marks or not on_postgres())


def is_in_part(item: pytest.Item, commit: str) -> bool:
    file = item.nodeid.partition("::")[0]
    return commit != "" and is_of(file if on_postgres() and goes_whole(file) else item.nodeid, commit)


def is_in_turn(item: pytest.Item, commit: str) -> bool:
    """Return whether this commit runs that short test: all do, but for those of slow files."""
    file = item.nodeid.partition("::")[0]
    quick = file in EACH_TIME or seconds_of_one(file) < SLOW
    return quick or commit == "" or is_of(item.nodeid, commit, parts=TURNS)


def is_read(path: Path, *, commit: str = "") -> bool:
    """Return whether this run imports that file of tests, since it may have some of them."""
    file = path.relative_to(ROOT).as_posix()
    return not on_postgres() or is_whole or not goes_whole(file) or is_of(file, commit)


@cache
def goes_whole(file: str) -> bool:
    """Return whether all tests of the file are of one part on PostgreSQL: quick ones, none of which is marked."""
    return seconds_of(file) < LONG_FILE and "mark.postgres" not in (ROOT / file).read_text()


def is_of(name: str, commit: str, *, parts: int = PARTS) -> bool:
    """Return whether this file, or test, is in the part of this commit."""
    return commit != "" and zlib.crc32(name.encode()) % parts == int(commit, 16) % parts


def seconds_of(file: str) -> float:
    """Return how long a file took, on this database, when tests/durations.csv was made."""
    return measured("_on_postgres" if on_postgres() else "").get(file, (1, 1.0))[1]


def seconds_of_one(file: str) -> float:
    """Return how long a test of that file took; a file that was not measured is quick."""
    tests, seconds = measured("_on_postgres" if on_postgres() else "").get(file, (1, SLOW / 2))
    return seconds / max(1, tests)


@cache
def measured(database: str) -> dict[str, tuple[int, float]]:
    """Return by file how many tests it had on that database, and how many seconds they took."""
    with DURATIONS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["file"]: (int(row[f"tests{database}"]), float(row[f"seconds{database}"])) for row in rows}


def on_postgres() -> bool:
    return os.environ.get("PALABRE_DATABASE_URL", "").startswith("postgres")
