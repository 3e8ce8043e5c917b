"""The comparer of conveners' minutes is neither blind nor stubborn: a full reading lacks nothing, a spoilt one does."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

EXPECTED = json.loads((Path(__file__).parent / "twin.expected.json").read_text())
IDS = [question["id"] for question in EXPECTED["questions"]]


def full_reading():
    """What an engine would find that found each expected thing, in the shape of the contract."""
    agenda = [EXPECTED["agenda_first"], *map(str, range(1, EXPECTED["agenda_count"]))]
    return copy.deepcopy(
        {
            **{key: EXPECTED[key] for key in ("title", "date", "series", "links")},
            "participants": [one | {"questions": indices(one["questions"])} for one in EXPECTED["participants"]],
            "questions": EXPECTED["questions"],
            "reformulations": [
                {"text": one["as"], "by": one["by"], "of": indices(one["of"])} for one in EXPECTED["reformulations"]
            ],
            "objectives": [{"text": text} for text in EXPECTED["objectives"]],
            "agenda": [{"text": text} for text in agenda],
            "updates": [one | {"points": points(one)} for one in EXPECTED["updates"]],
            "meetings": [one | {"when": one["date"], "expected": bounds(one)} for one in EXPECTED["meetings"]],
            "needs": [
                {"text": " ".join(one["words"]), "who": one.get("who", []), "lines": [index, index]}
                for index, one in enumerate(EXPECTED["needs"])
            ],
            "tasks": [{"children": [], "done": False} | one for one in EXPECTED["tasks"]],
            "merges": [{"what": one["source"], "into": one["into_group_of"]} for one in EXPECTED["merges"]],
            "carried_on": [{"text": text} for text in EXPECTED["carried_on"]],
        }
    )


def indices(ids):
    return [IDS.index(one) for one in ids]


def points(update):
    leads = ["piste"] * update.get("leads", 0)
    return [{"text": "point", "children": leads if index == 0 else []} for index in range(update["points"])]


def bounds(meeting):
    return meeting["expected"] and [meeting["expected"] - 1, meeting["expected"]]


def test_a_full_reading_lacks_nothing(expecting):
    assert expecting.missing_from(full_reading(), EXPECTED) == []


@pytest.mark.parametrize(
    ("key", "index", "part", "value"),
    [
        ("participants", 1, "organisation", None),
        ("participants", 2, "questions", [1]),
        ("questions", 2, "hosts", ["Bastien Lorrimer"]),
        ("reformulations", 0, "of", [3]),
        ("reformulations", 0, "by", "Bastien Lorrimer"),
        ("agenda", 0, "text", "Bouclage"),
        ("updates", 0, "who", ["Nadège"]),
        ("updates", 2, "points", [{"children": ["une seule"]}]),
        ("meetings", 0, "when", "2024-04-07"),
        ("meetings", 0, "expected", [5, 9]),
        ("meetings", 3, "expected", [1, 1]),
        ("needs", 1, "who", []),
        ("needs", 5, "text", "Besoin de temps"),
        ("tasks", 0, "heading", "Pour le Printemps des communs"),
        ("tasks", 3, "children", ["Une photo"]),
        ("tasks", 5, "done", True),
        ("merges", 0, "into", "groupe de Bastien"),
        ("carried_on", 0, "text", "les jardins"),
    ],
)
def test_a_spoilt_reading_lacks_one_thing(expecting, key, index, part, value):
    found = full_reading()
    found[key][index][part] = value

    assert len(expecting.missing_from(found, EXPECTED)) == 1


@pytest.mark.parametrize(("lines", "lacking"), [([3, 4], 0), ([5, 6], 0), ([90], 1), ([6, 90], 1)])
def test_needs_told_by_lines_must_cover_each_of_them(expecting, lines, lacking):
    found = {"needs": [{"text": "tables", "who": [], "lines": [3, 5]}, {"text": "x", "who": [], "lines": [6, 6]}]}

    assert len(expecting.missing_from(found, {"needs": [{"lines": lines, "who": []}]})) == lacking
