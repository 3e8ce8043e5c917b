"""The scorer of `tools/`, on made-up findings."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[1] / "tools" / "score_minutes.py"
SPEC = importlib.util.spec_from_file_location("score_minutes_under_test", TOOL)
scorer = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = scorer
SPEC.loader.exec_module(scorer)


def task(text, owners=(), *, due=None, due_words=None, done=False, sure=True):
    return {
        "text": text,
        "owners": list(owners),
        "due": due,
        "due_words": due_words,
        "done": done,
        "sure": sure,
    }


def person(name, organisation=None, presence="present"):
    return {"name": name, "organisation": organisation, "presence": presence}


def counts(tally):
    return tally.hits, len(tally.missed), len(tally.wrong)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Réparer la **pompe**", "reparer la pompe."),
        ("Écrire aux écoles de la vallée haute", "écrire aux écoles de la vallée"),
        ("[@noe](https://pads.example/@noe)", "@noe"),
    ],
)
def test_texts_are_alike_but_for_markup_accents_and_a_few_words(one, other):
    assert scorer.alike(one, other, aside=["haute"])


@pytest.mark.parametrize(("one", "other"), [("Réparer la pompe", "Réparer la porte"), ("Écrire", "Écrire aux écoles")])
def test_short_texts_must_have_the_same_telling_words(one, other):
    assert not scorer.alike(one, other)


def test_an_absent_key_is_not_scored():
    tallies = scorer.score({"title": "Un titre", "tasks": [task("Ranger")]}, {})

    assert {counts(tally) for tally in tallies.values()} == {(0, 0, 0)}


@pytest.mark.parametrize(
    ("found", "expected", "counted"),
    [
        ("Le puits", "Le puits", (1, 0, 0)),
        ("La grange", ["Le puits", "La grange"], (1, 0, 0)),
        (None, "Le puits", (0, 1, 0)),
        ("Le puits", None, (0, 0, 1)),
        (None, None, (0, 0, 0)),
        ("La mare", "Le puits", (0, 1, 1)),
    ],
)
def test_a_title_may_be_right_missed_invented_or_both(found, expected, counted):
    tallies = scorer.score({"title": found}, {"title": expected})

    assert counts(tallies["title"]) == counted


def test_organisation_and_presence_count_only_on_people_who_were_found():
    expected = [person("Mme Odette Rivoire", "La Ruche"), person("Paul Sénac", None, "excused"), person("Zoé")]
    found = [person("RIVOIRE Odette", "La ruche"), person("Paul Sénac", "Trésorier"), person("Jean")]

    tallies = scorer.score({"participants": found}, {"participants": expected})

    assert counts(tallies["participants"]) == (2, 1, 1)
    assert counts(tallies["organisation"]) == (1, 0, 1)
    assert counts(tallies["presence"]) == (1, 1, 1)


def test_an_agenda_item_may_keep_or_lose_its_speaker():
    expected = {"agenda": ["Budget (Paul, 10 min)", "Toiture"]}

    tallies = scorer.score({"agenda": [{"text": "Budget"}, {"text": "Toitures"}]}, expected)

    assert counts(tallies["agenda"]) == (1, 1, 1)


def test_a_proposal_is_not_a_finding():
    tallies = scorer.score({"tasks": [task("Ranger la cave", sure=False)]}, {"tasks": [task("Ranger la cave")]})

    assert counts(tallies["tasks"]) == (0, 1, 0)


def test_owner_and_due_words_in_the_text_of_a_task_do_not_matter():
    wanted = task("Peindre le portail", ["Noé", "tous"], due="2024-05-31", due_words="fin mai")
    found = task("Peindre le portail fin mai (Noé)", ["Noé"], due="2024-05-31", due_words="fin mai")

    tallies = scorer.score({"tasks": [found]}, {"tasks": [wanted]})

    assert counts(tallies["tasks"]) == (1, 0, 0)
    assert counts(tallies["owners"]) == (1, 1, 0)
    assert counts(tallies["due"]) == (1, 0, 0)


def test_vague_due_words_are_right_when_one_holds_the_other_and_no_day_is_invented():
    wanted = task("Trier", due_words="avant l'hiver")
    vague, invented = task("Trier", due_words="l'hiver"), task("Trier", due="2024-12-21", due_words="l'hiver")

    figures = [counts(scorer.score({"tasks": [one]}, {"tasks": [wanted]})["due"]) for one in (vague, invented)]

    assert figures == [(1, 0, 0), (0, 1, 1)]


def test_a_done_task_found_open_is_told():
    expected = {"tasks": [task("Payer le loyer", done=True)], "not_tasks": ["Fêter la fin du chantier"]}
    found = {"tasks": [task("Payer le loyer", ["Ève"]), task("Fêter la fin du chantier")]}

    tallies = scorer.score(found, expected)

    assert tallies[scorer.OPEN_THOUGH_DONE].wrong == ["Payer le loyer", "Fêter la fin du chantier"]
    assert counts(tallies["tasks"]) == (0, 1, 2)


def test_a_done_task_found_done_is_right():
    done = task("Payer le loyer", done=True)

    tallies = scorer.score({"tasks": [done]}, {"tasks": [done]})

    assert counts(tallies["tasks"]) == (1, 0, 0)
    assert tallies[scorer.OPEN_THOUGH_DONE].wrong == []


def test_a_done_task_that_nobody_expected_does_no_harm():
    tallies = scorer.score({"tasks": [task("Payer le loyer", done=True)]}, {"tasks": []})

    assert counts(tallies["tasks"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "when", "counted"),
    [
        ("2024-05-03T18:00", "2024-05-03", (1, 0, 0)),
        ("2024-05-03T18:00", "2024-05-03T19:00", (0, 1, 1)),
        (None, None, (1, 0, 0)),
        (None, "2024-05-03", (0, 1, 1)),
    ],
)
def test_a_next_meeting_has_the_same_day_and_hour(wanted, when, counted):
    found = {"next_meetings": [{"when": when, "text": "bientôt"}]}

    tallies = scorer.score(found, {"next_meetings": [{"when": wanted}]})

    assert counts(tallies["next meeting"]) == counted


def test_files_are_summed_item_by_item(tmp_path):
    for name, agenda in (("a", ["Pluie", "Vent"]), ("b", ["Neige"])):
        (tmp_path / f"{name}.md").write_text(name)
        (tmp_path / f"{name}.expected.json").write_text(json.dumps({"agenda": agenda}))
    findings = {"a": {"agenda": [{"text": "Pluie"}]}, "b": {"agenda": [{"text": "Neige"}, {"text": "Grêle"}]}}

    by_file = scorer.score_folder(tmp_path, lambda text, facts: findings[text])
    agenda = scorer.total(by_file.values())["agenda"]

    assert (agenda.precision, agenda.recall) == (2 / 3, 2 / 3)
    assert [line.strip() for line in scorer.misses(by_file).splitlines()] == [
        "a.md",
        "agenda - Vent  (found: None)",
        "b.md",
        "agenda + Grêle  (expected: None)",
    ]
