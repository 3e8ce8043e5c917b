"""Two texts are compared, and a live text becomes another one, in a number of steps that their words do not change."""

import difflib

import pytest
from pycrdt import Doc, Text

from palabre.notes.diff import line_matches, text_edits
from palabre.notes.diff.line_matches import kept_lines
from palabre.notes.diff.text_diff import compare, tally
from palabre.notes.diff.text_edits import edit
from tests.long_texts import in_short_lines


class Counted(str):
    """A text that counts the characters that are cut out of it."""

    cut = strokes = 0

    def __getitem__(self, place):
        found = str.__getitem__(self, place)
        Counted.cut += len(found)
        return found


class Live:
    """The little of a live text that `edit` asks of it."""

    def __init__(self, text):
        self.text = Counted(text)

    def __str__(self):
        return self.text

    def __delitem__(self, place):
        pass

    def insert(self, at, words):
        Counted.strokes += 1


def every_other_line(count):
    """Return a text, and the same with every other line changed."""
    lines = [f"{number} après" for number in range(count)]
    new = [line if at % 2 else f"{line}.midi" for at, line in enumerate(lines)]
    return "\n".join(lines), "\n".join(new)


@pytest.mark.parametrize(("most", "strokes"), [(2_000, 200), (100, 100)])
def test_a_change_of_every_other_line_reads_the_text_a_few_times(monkeypatch, most, strokes):
    monkeypatch.setattr(text_edits, "MOST_STROKES", most)
    monkeypatch.setattr(Counted, "cut", 0)
    monkeypatch.setattr(Counted, "strokes", 0)
    old, new = every_other_line(400)

    edit(Live(old), new)

    assert 0 < Counted.cut <= 10 * len(old)
    assert Counted.strokes == strokes


@pytest.mark.parametrize("most", [1, 3, 7, 2_000])
def test_strokes_that_are_joined_make_the_same_text(monkeypatch, most):
    monkeypatch.setattr(text_edits, "MOST_STROKES", most)
    doc = Doc()
    text = doc.get("content", type=Text)
    old, new = every_other_line(20)
    text += old

    edit(text, new)
    assert str(text) == new
    edit(text, "é🙂\n" + old)
    assert str(text) == "é🙂\n" + old


@pytest.fixture
def matchers(monkeypatch):
    """Count the matchers and the rounds of difflib: they cost more than the letters of a short line."""
    made = [0]

    def counting(name):
        real = getattr(difflib.SequenceMatcher, name)

        def counted(*arguments):
            made[0] += 1
            return real(*arguments)

        return counted

    for name in ("__init__", "find_longest_match"):
        monkeypatch.setattr(difflib.SequenceMatcher, name, counting(name))
    return made


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("ab", "ba"), ("abcdefghij", "jihgfedcba")])
@pytest.mark.parametrize("told", [kept_lines, tally, compare])
def test_short_lines_that_all_changed_are_compared_in_a_number_of_matchers(matchers, monkeypatch, told, one, other):
    monkeypatch.setattr(line_matches, "MOST_MENDED", line_matches.MOST_MENDED // 10)

    told(in_short_lines(one, 30), in_short_lines(other, 30))

    assert 0 < matchers[0] < 20_000


def test_sixty_lines_that_all_changed_are_followed():
    before, after = (in_short_lines(word, 1) for word in ("une affiche", "une belle affiche"))

    assert kept_lines(before, after) == {line: line for line in range(1, 63)}
