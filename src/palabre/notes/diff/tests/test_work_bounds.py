"""A live text becomes another one without being read again from its beginning for each line that changed."""

import pytest
from pycrdt import Doc, Text

from palabre.notes.diff import text_edits
from palabre.notes.diff.text_edits import edit


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
