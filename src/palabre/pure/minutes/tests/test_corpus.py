"""The engine on invented minutes, written without it: both corpora are gates.

What is held out is only measured, and on demand: `python tools/score_minutes.py …/tests/held_out`. Who works on the
engine does not look.

`corpus_two` is by another writer than `corpus` and `held_out`: it shows what was learnt by heart.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEYS = {
    "title", "date", "participants", "agenda", "objectives", "decisions", "tasks", "next_meetings", "needs",
    "questions", "not_tasks", "on", "locale",
}  # fmt: skip
TASK_KEYS = {"text", "owners", "due", "due_words", "done"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?")
FIRST_WRITER = sorted([*HERE.glob("corpus/*.json"), *HERE.glob("held_out/*.json")])
SECOND_WRITER = sorted(HERE.glob("corpus_two/*.json"))
EXPECTED = [*FIRST_WRITER, *SECOND_WRITER]
GATED = (
    "title", "date", "participants", "organisation", "presence", "agenda", "objectives", "decisions", "tasks",
    "owners", "due", "next meeting",
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus_totals(engine, scorer):
    return scorer.total(scorer.score_folder(HERE / "corpus", scorer.read_with_palabre).values())


@pytest.fixture(scope="module")
def corpus_two_totals(engine, scorer):
    return scorer.total(scorer.score_folder(HERE / "corpus_two", scorer.read_with_palabre).values())


def test_each_text_stands_beside_its_expectations():
    texts = {path.with_suffix("") for path in HERE.glob("*/*") if path.suffix in {".md", ".txt"}}

    assert texts == {path.with_name(path.name.removesuffix(".expected.json")) for path in EXPECTED}


def test_a_third_of_what_the_first_writer_wrote_is_held_out():
    held_out = [path for path in FIRST_WRITER if path.parent.name == "held_out"]

    assert len(held_out) * 3 >= len(FIRST_WRITER) >= 46


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_expectations_are_well_formed(path):
    expected = json.loads(path.read_text())

    assert set(expected) <= KEYS
    assert all(DAY.fullmatch(expected[key]) for key in ("date", "on") if expected.get(key))
    assert all(one["when"] is None or MOMENT.fullmatch(one["when"]) for one in expected.get("next_meetings", []))
    assert all(set(task) == TASK_KEYS for task in expected.get("tasks", []))
    assert all(task["due"] is None or DAY.fullmatch(task["due"]) for task in expected.get("tasks", []))
    assert all(
        one["presence"] in {"present", "excused", "invited", "unknown"} for one in expected.get("participants", [])
    )


@pytest.mark.parametrize("folder", ["corpus", "corpus_two", "held_out"])
def test_what_is_expected_would_earn_full_marks(scorer, folder):
    totals = scorer.total(scorer.score_folder(HERE / folder, lambda text, facts: as_found(facts)).values())

    assert {name: (tally.missed, tally.wrong) for name, tally in totals.items()} == dict.fromkeys(
        scorer.FIELDS, ([], [])
    )


def as_found(facts):
    title = facts.get("title")
    texts = {key: [{"text": text} for text in facts.get(key, [])] for key in ("agenda", "objectives", "decisions")}
    asked = {key: [{"text": text} for text in facts.get(key, [])] for key in ("needs", "questions")}
    return {**facts, **texts, **asked, "title": title[-1] if isinstance(title, list) else title}


@pytest.mark.parametrize("field", GATED)
def test_the_corpus_is_read_precisely_enough(corpus_totals, field):
    tally = corpus_totals[field]

    assert tally.precision >= 0.95, f"{tally.precision:.3f}, wrong: {tally.wrong}"


@pytest.mark.parametrize("field", GATED)
def test_the_corpus_is_read_fully_enough(corpus_totals, field):
    tally = corpus_totals[field]

    assert tally.recall >= 0.90, f"{tally.recall:.3f}, missed: {tally.missed}"


def test_no_task_of_the_corpus_comes_out_open_though_done(corpus_totals, scorer):
    assert corpus_totals[scorer.OPEN_THOUGH_DONE].wrong == []


@pytest.mark.parametrize("field", GATED)
def test_the_corpus_of_a_second_writer_is_read_precisely_enough(corpus_two_totals, field):
    tally = corpus_two_totals[field]

    assert tally.precision >= 0.95, f"{tally.precision:.3f}, wrong: {tally.wrong}"


@pytest.mark.parametrize("field", GATED)
def test_the_corpus_of_a_second_writer_is_read_fully_enough(corpus_two_totals, field):
    tally = corpus_two_totals[field]

    assert tally.recall >= 0.90, f"{tally.recall:.3f}, missed: {tally.missed}"


def test_no_task_of_the_corpus_of_a_second_writer_comes_out_open_though_done(corpus_two_totals, scorer):
    assert corpus_two_totals[scorer.OPEN_THOUGH_DONE].wrong == []
