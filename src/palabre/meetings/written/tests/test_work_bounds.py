"""Completing the text of a meeting, or taking empty places out of it: a text twice as long is twice as much to read."""

import inspect
import re
from collections import Counter

import pytest

from palabre.meetings.note import heading_insertion
from palabre.meetings.written import minutes_completion
from palabre.meetings.written.minutes_completion import MARKS, Item, MeetingOutcome, Under, completed, lightened
from tests.pattern_steps import steps_of


def test_taking_out_empty_places_reads_a_text_once_or_twice(monkeypatch):
    read, parts_of = [], minutes_completion.parts_of

    def counted(lines):
        read.append(len(lines))
        return parts_of(lines)

    monkeypatch.setattr(minutes_completion, "parts_of", counted)

    lightened("# a\n" * 200, ["Besoins"])

    assert sum(read) <= 4 * 201


class CountedFence:
    """Counts the lines in which a heading is looked for."""

    def __init__(self, read):
        self.read, self.pattern = read, heading_insertion.FENCE

    def match(self, line):
        self.read["lines"] += 1
        return self.pattern.match(line)


@pytest.fixture
def read(monkeypatch):
    """Return what is counted: lines in which a heading is looked for, and letters compared."""
    read, bare = Counter(), minutes_completion.bare

    def counted(words):
        read["letters"] += len(words)
        return bare(words)

    monkeypatch.setattr(heading_insertion, "FENCE", CountedFence(read))
    monkeypatch.setattr(minutes_completion, "bare", counted)
    return read


def said_of_lines(number):
    items = tuple(Item(f"Décision {nth} de la réunion", " (Inès)") for nth in range(number // 10))
    text = "\n".join(f"- ligne {nth}" for nth in range(number))
    return text, MeetingOutcome(decisions=items, actions=items[:1], needs=items[:1])


def said_of_headings(number):
    return "\n".join(f"# t{nth}" for nth in range(number)), said_of_lines(number)[1]


def said_of_lines_without_owner(number):
    """Each item is on a line of the text, which gets its owner."""
    text, told = said_of_lines(number)
    return text + "".join(f"\n{one.words}" for one in told.decisions), told


def weathers(number):
    names = [f"t{nth}" for nth in range(number)]
    said = tuple(Under((name,), "Météo", "- Météo : soleil.", ("- Météo : pluie.",)) for name in names[::10])
    return "\n".join(f"# {name}\n- Météo : pluie." * (nth % 20 == 0) for nth, name in enumerate(names)), (
        MeetingOutcome(weathers=said)
    )


def sentences(number):
    said = tuple(Under(("Échange",), f"Phrase {nth}.", f"> Phrase {nth}.") for nth in range(number // 10))
    return "# Échange\n" + "- a\n" * number, MeetingOutcome(circles=said)


@pytest.mark.parametrize(
    "scene",
    [said_of_lines, said_of_headings, said_of_lines_without_owner, weathers, sentences],
    ids=lambda one: one.__name__,
)
def test_completing_twice_as_long_a_text_with_twice_as_many_things_is_twice_the_work(read, scene):
    """Each line was compared with each item, and the whole text was read again for each sentence of a circle."""
    work = []
    for number in (200, 400):
        read.clear()
        completed(*scene(number))
        work.append(dict(read))

    assert work[0]["lines"] > 100
    assert all(work[1][what] <= 2.2 * work[0][what] for what in work[0]), work


def test_marks_before_words_are_read_once():
    """At each mark, the rest of the line was copied."""
    assert MARKS.sub("", "- [x] > - a - b", count=1) == "a - b"
    assert steps_of(MARKS, "- " * 1000) <= 2.1 * steps_of(MARKS, "- " * 500)


def test_lines_are_not_taken_away_one_by_one_from_the_top():
    """Each one moved all the others."""
    assert not re.search(r"pop\(0\)", inspect.getsource(heading_insertion) + inspect.getsource(minutes_completion))
