"""Conveners' minutes yield all that a careful reader finds: an invented twin, and the real ones if here."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[4]
SHARED = Path(os.environ.get("PALABRE_SHARED", ROOT.parent / "shared"))
FOUNDING = SHARED / "inputs" / "reunion-des-porteurs.md"
LINES_OF_NEEDS = [[50], [79], [85, 86], [106], [110], [118], [129]]


def test_the_twin_yields_everything_expected(engine, expecting):
    expected = json.loads((HERE / "twin.expected.json").read_text())

    found = engine.as_json(engine.read_minutes((HERE / "twin.md").read_text()))

    assert expecting.missing_from(found, expected) == []


def test_a_reading_that_found_nothing_lacks_each_thing(expecting):
    expected = json.loads((HERE / "twin.expected.json").read_text())
    nothing = {key: [] for key in (*expected, "agenda")} | {"title": None, "date": None}

    lacks = expecting.missing_from(nothing, expected)

    lists = [value for value in expected.values() if isinstance(value, list)]
    assert len(lacks) == sum(map(len, lists)) + len(["title", "date", "agenda_count", "agenda_first"])


def test_the_founding_minutes_yield_everything_expected(engine, expecting):
    if not FOUNDING.exists():
        pytest.skip(f"the founding minutes are not here: {FOUNDING} (say where with PALABRE_SHARED)")
    expected = json.loads(FOUNDING.with_suffix(".expected.json").read_text())
    expected["needs"] = [
        {"lines": lines, "who": _names_in_brackets(need)}
        for need, lines in zip(expected["needs"], LINES_OF_NEEDS, strict=True)
    ]

    found = engine.as_json(engine.read_minutes(FOUNDING.read_text()))

    assert expecting.missing_from(found, expected) == []


def _names_in_brackets(need: str) -> list[str]:
    """The founding list tells needs in English, with the people who have them in brackets at the end."""
    brackets = re.search(r"\(([^)]*)\)$", need)
    return re.split(r", ", brackets[1]) if brackets else []
