"""The scorer of dates in `tools/`, on made-up findings; and the form of the tables that it reads."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("score_dates_under_test", ROOT / "tools" / "score_dates.py")
scorer = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = scorer
SPEC.loader.exec_module(scorer)
TABLES = sorted((ROOT / "src" / "palabre" / "pure" / "dates" / "tests").glob("independent_*.jsonl"))
KINDS = {"date", "datetime", "recurrence", "range", "vague"}


@dataclass(frozen=True)
class Finding:
    text: str
    start: int
    end: int
    kind: str
    value: str | None
    until: str | None
    rrule: str | None


def found(text, words, kind, value=None, *, until=None, rrule=None):
    start = text.index(words)
    return Finding(words, start, start + len(words), kind, value, until, rrule)


def wanted(words, kind, value=None, *, until=None, rrule=None):
    return {"text": words, "kind": kind, "value": value, "until": until, "rrule": rrule}


def test_a_finding_that_touches_the_words_and_agrees_is_right():
    text = "Rendu pour le 12 mai au plus tard"

    right = scorer.is_right(
        text, [wanted("12 mai", "date", "2025-05-12")], [found(text, "pour le 12 mai", "date", "2025-05-12")]
    )

    assert right is True


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [("Rendu", "date", "2025-05-12"), ("12 mai", "datetime", "2025-05-12"), ("12 mai", "date", "2025-05-13")],
)
def test_other_words_another_kind_or_another_day_is_wrong(words, kind, value):
    text = "Rendu pour le 12 mai"

    right = scorer.is_right(text, [wanted("12 mai", "date", "2025-05-12")], [found(text, words, kind, value)])

    assert right is False


def test_two_days_want_two_findings():
    text = "les 12 et 13 mai"
    days = [wanted("12", "date", "2025-05-12"), wanted("13 mai", "date", "2025-05-13")]
    second, first = found(text, text, "date", "2025-05-13"), found(text, text, "date", "2025-05-12")

    verdicts = [scorer.is_right(text, days, findings) for findings in ([second, first], [first], [first, first])]

    assert verdicts == [True, False, False]


@pytest.mark.parametrize(("kind", "verdict"), [("vague", True), ("date", False)])
def test_only_something_vague_may_be_left_over(kind, verdict):
    text = "bientôt"

    right = scorer.is_right(text, [], [found(text, text, kind)])

    assert right is verdict


@pytest.mark.parametrize(
    ("kind", "until", "verdict"),
    [
        ("range", "2025-05-12T16:00", True),
        ("datetime", None, True),
        ("datetime", "2025-05-12T16:00", True),
        ("datetime", "2025-05-12T17:00", False),
        ("range", None, False),
    ],
)
def test_hours_of_one_day_may_be_a_range_or_their_beginning(kind, until, verdict):
    text = "le 12 mai de 14h à 16h"
    hours = wanted("12 mai de 14h à 16h", "range", "2025-05-12T14:00", until="2025-05-12T16:00")

    right = scorer.is_right(text, [hours], [found(text, text, kind, "2025-05-12T14:00", until=until)])

    assert right is verdict


def test_days_need_their_end():
    text = "du 3 au 5 mars"
    days = wanted("3 au 5 mars", "range", "2025-03-03", until="2025-03-05")

    right = scorer.is_right(text, [days], [found(text, "3", "date", "2025-03-03")])

    assert right is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FREQ=WEEKLY;BYDAY=TH,MO;INTERVAL=1", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("BYDAY=1TH;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1"),
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9", "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_a_rule_is_the_same_however_it_is_written(one, other):
    assert scorer.rule(one) == scorer.rule(other)


@pytest.mark.parametrize(
    ("value", "first", "verdict"),
    [
        ("2025-03-10", "2025-03-10T18:00", True),
        ("2025-03-10", "2025-03-17", False),
        ("2025-03-10", None, False),
        (None, "2025-03-06", True),
    ],
)
def test_the_first_time_of_a_rhythm_counts_where_it_is_wanted(value, first, verdict):
    text = "tous les lundis"
    weekly = "FREQ=WEEKLY;BYDAY=MO"

    right = scorer.is_right(
        text,
        [wanted(text, "recurrence", value, rrule=weekly)],
        [found(text, text, "recurrence", first, rrule=weekly)],
    )

    assert right is verdict


def test_any_answer_of_a_list_is_right():
    text = "sous huitaine"
    either = [wanted(text, "date", ["2025-03-13", "2025-03-14"])]

    days = ["2025-03-12", "2025-03-13", "2025-03-14"]
    verdicts = [scorer.is_right(text, either, [found(text, text, "date", day)]) for day in days]

    assert verdicts == [False, True, True]


def test_the_report_tells_the_misses_then_the_score():
    rows = [{"text": "demain", "on": "2025-03-06", "expect": [wanted("demain", "date", "2025-03-07")]}]

    lines = list(scorer.report(rows, [[]], misses=True))

    assert lines == ["1  2025-03-06  'demain'", "    wanted  'demain'  date  2025-03-07", "0/1 right (0.0 %)"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_the_tables_are_well_formed(table):
    rows = scorer.read(table)

    expected = [(row, item) for row in rows for item in row["expect"]]

    assert len({row["text"] for row in rows}) == 130
    assert [date.fromisoformat(row["on"]).isoformat() for row in rows] == [row["on"] for row in rows]
    assert [item for row, item in expected if row["text"].count(item["text"]) != 1] == []
    assert {kind for _, item in expected for kind in scorer.choices(item["kind"])} == KINDS


def test_both_tables_are_there():
    assert [table.name for table in TABLES] == ["independent_a.jsonl", "independent_b.jsonl"]
