"""What is made to be slow is no slower to read: steps are counted, never time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from palabre.pure.minutes import agenda, decisions, heading, meetings, questions, read_minutes
from palabre.pure.minutes.days import Days
from palabre.pure.minutes.deeds import tasks
from palabre.pure.minutes.deeds.one_task import Under
from palabre.pure.minutes.deeds.owners import Owners
from palabre.pure.minutes.deeds.tasks import _with_children
from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.text.blanks import MOST_BLANKS
from palabre.pure.minutes.text.blocks import Block, read_blocks
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lines import Line
from palabre.pure.minutes.text.normalisation import normalise
from palabre.pure.minutes.text.sections import cut_sections


class Walked(list):
    """Counts how many of its items were looked at."""

    steps = 0

    def __iter__(self):
        for one in super().__iter__():
            self.steps += 1
            yield one


@pytest.mark.parametrize("head", ["# a", "= a", "| a", "a [[https://a", "- a", "<b>a</b>"])
@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", " \u200b", "<u></u> ", "&nbsp;"])
def test_a_long_blank_within_a_line_is_a_short_one(head, blank):
    (line,) = normalise(f"{head}{blank * 4_000}b").lines

    assert len(line.text) <= len(head) + MOST_BLANKS + 1


def test_a_long_blank_at_the_head_of_a_line_tells_how_deep_it_stands():
    assert normalise(f"{' ' * 300}- a").lines == (Line(f"{' ' * 300}- a", 1),)


@pytest.mark.parametrize(
    ("line", "kind", "words", "level"),
    [
        ("## Budget ##  ", "heading", "Budget", 2),
        ("# C#", "heading", "C", 1),
        ("#Budget", "heading", "Budget", 1),
        ("# a ## b #", "heading", "a ## b", 1),
        ("== Budget ==  ", "heading", "Budget", 2),
        ("==Budget===", "heading", "Budget=", 2),
        ("== Budget =", "line", "== Budget =", 0),
        ("= a = b =", "heading", "a = b", 1),
        ("| a | b |  ", "row", "a | b", 0),
        ("| a | b", "row", "a | b", 0),
        ("| a | b ||", "row", "a | b |", 0),
    ],
)
def test_signs_at_the_end_of_a_line_are_none_of_its_words(line, kind, words, level):
    (block,) = read_blocks((Line(line, 1),))

    assert (block.kind, block.text, block.level) == (kind, words, level)


@pytest.mark.parametrize("head", ["Ana", "Fête :"])
def test_the_items_below_one_are_walked_a_few_times(head):
    below = Walked(Block("item", f"point {n}", f"point {n}", n, n, level=1) for n in range(2, 302))
    sheet, owners = (
        Sheet((), "fr", Days(None, "fr"), Roster(["Ana Gil"])),
        Owners(Roster(["Ana Gil"]), Days(None, "fr")),
    )

    list(_with_children(Block("item", head, head, 1, 1), below, Under("tasks"), sheet, owners))

    assert below.steps <= 5 * len(below)


def test_items_nested_below_a_theme_stay_with_their_own():
    found = read_minutes("À faire :\n- Fête :\n  - tables\n    - quatre\n    - cinq\n  - chaises\n").tasks

    assert [(one.text, one.heading, one.children) for one in found] == [
        ("tables", "Fête", ("quatre", "cinq")),
        ("chaises", "Fête", ()),
    ]


def test_who_is_expected_is_looked_for_once_in_a_block(monkeypatch):
    looked = []
    monkeypatch.setattr(meetings, "expected_in", lambda text: looked.append(text))

    found = read_minutes("12 mai 2023\n\n" + "Une réunion aura lieu le mardi 6 juin 2023. " * 50).meetings

    assert len(found) == 50
    assert len(looked) == 1


def test_a_task_of_many_brackets_is_read_as_its_words():
    found = read_minutes("À faire :\n- peindre " + "(fin mars) " * 400 + "\n").tasks

    assert [one.text.partition(" ")[0] for one in found] == ["peindre"]


@pytest.mark.parametrize("sign", ["✅", "¨"])
def test_signs_that_become_blanks_make_no_long_run_of_them(sign):
    (block,) = read_blocks((Line(f"- Ana {sign * 500} Gil", 1),))

    assert " " * (MOST_BLANKS + 1) not in fold(block.text)
    assert block.text.startswith("Ana")


def test_a_run_of_dots_in_an_agenda_is_looked_at_once():
    """Looked at from each of its dots, these would take minutes."""
    points = [f"Point{sign * 60_000}x" for sign in (".", "…", " .")]

    found = read_minutes("\n- ".join(["## Ordre du jour", *points])).agenda

    assert [one.text for one in found] == points


@pytest.mark.parametrize("leaders", [" ....... 12", "....", " …… 3", "……", " . . . . . 104", " . . . ."])
def test_dots_that_lead_to_a_page_are_none_of_its_words(leaders):
    found = read_minutes(f"## Ordre du jour\n\n- Budget{leaders}\n- Fête...\n- Le tri.... et les dons\n").agenda

    assert [one.text for one in found] == ["Budget", "Fête...", "Le tri.... et les dons"]


class Copied(tuple):
    """Counts how many of its items are read, copies included."""

    steps = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        Copied.steps += len(found) if isinstance(key, slice) else 1
        return found

    def __iter__(self):
        for one in super().__iter__():
            Copied.steps += 1
            yield one


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ab :\n\n", decisions.read_decisions),
        ("## Décision 1 : a\n", decisions.read_decisions),
        ("# Ordre du jour\n\n", agenda.read_agenda),
    ],
)
def test_a_head_at_each_line_does_not_read_the_whole_text_each_time(text, read, monkeypatch):
    monkeypatch.setattr(Copied, "steps", 0)
    sections = cut_sections(read_blocks(normalise(text * 300).lines))
    counted = Copied(replace(one, blocks=Copied(one.blocks)) for one in sections)

    read(Sheet(counted, "fr", Days(None, "fr"), Roster([])))

    assert Copied.steps <= 30 * 300


def test_the_lines_of_the_tasks_that_are_found_are_gathered_once_for_all_sections(monkeypatch):
    given = []
    monkeypatch.setattr(tasks, "beside_done", lambda *told: given.append(told[-1]) or [])

    read_minutes("À faire : a\n" * 5)

    assert (len(given), len({id(lines) for lines in given})) == (5, 1)


def test_a_long_title_is_looked_through_for_its_day_at_its_head_alone(monkeypatch):
    asked, plain = [], heading.find_dates
    monkeypatch.setattr(heading, "find_dates", lambda text, **day: asked.append(len(text)) or plain(text, **day))

    named = heading.what_meets("CR du bureau " + "12 mai 2026 " * 4_000, date(2026, 5, 12))

    assert asked == [heading.LONGEST_TITLE]
    assert named.startswith("bureau")


def test_a_question_of_very_many_hosts_is_not_made_anew_for_each(monkeypatch):
    """A megabyte of them was read for forty seconds, and who pasted minutes meanwhile waited as long."""
    made, plain = [], questions.replace
    monkeypatch.setattr(questions, "replace", lambda one, **facts: made.append(one) or plain(one, **facts))
    row = "| Comment rouvrir le four ? | Ana Gil et Bob Noé et Cid Pain |\n"

    found = read_minutes("# CR\n\n| Question | Porté par |\n|---|---|\n" + row * 20).questions

    assert (len(made), [one.hosts for one in found]) == (1, [("Ana Gil", "Bob Noé", "Cid Pain")])


def test_the_topics_after_a_label_end_at_the_next_one_of_its_kind(monkeypatch):
    """A page of labels « Ordre du jour » with nothing below looked at all that follow, for each of them."""
    walked = []
    after = agenda._after
    monkeypatch.setattr(agenda, "_after", lambda *of: (walked.append(one) or one for one in after(*of)))

    read_minutes(") ## Ordre du jour\n" * 300)

    assert len(walked) <= 3 * 300
