"""Comparing: a difference is told so that both texts can be read in it."""

from unittest.mock import Mock

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.notes.diff import text_diff
from palabre.notes.diff.line_matches import Work, kept_lines
from palabre.notes.diff.text_diff import Bit, Change, Line, compare
from tests.lengths import often

TEXTS = st.lists(st.sampled_from(["", "- affiche à faire", "- affiche faite", "texte", "# titre"]), max_size=25).map(
    "\n".join
)


def one_side(changes, number, left_out):
    return {
        getattr(line, number): "".join(bit.text for bit in line.bits if bit.state != left_out)
        for change in changes
        for line in change.lines
        if getattr(line, number)
    }


@settings(max_examples=often(150), deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_in_what_changed(before, after):
    changes = compare(before, after)

    old = dict(enumerate(before.split("\n"), start=1))
    new = dict(enumerate(after.split("\n"), start=1))
    assert one_side(changes, "before", "new").items() <= old.items()
    assert one_side(changes, "after", "gone").items() <= new.items()


def test_the_same_text_has_no_change():
    assert compare("un\ndeux", "un\ndeux") == []


def test_a_mended_line_shows_which_words_changed():
    change = compare("On garde le samedi.", "On garde le lundi.")

    words = (Bit("same", "On garde le "), Bit("gone", "samedi"), Bit("new", "lundi"), Bit("same", "."))
    assert change == [Change(0, (Line("mended", 1, 1, words),))]


def test_what_is_far_from_a_change_is_skipped():
    base = [str(number) for number in range(20)]

    changes = compare("\n".join(base), "\n".join([*base[:10], "neuf", *base[10:]]))

    assert [(change.skipped, [line.state for line in change.lines]) for change in changes] == [
        (8, ["same", "same", "new", "same", "same"])
    ]


def test_lines_are_followed_when_others_come_before_them_or_a_word_changes():
    kept = kept_lines("titre\nenvoyer une affiche\nvieux", "titre\nneuf\nenvoyer une belle affiche\nautre chose")

    assert kept == {1: 1, 2: 3}


def test_the_words_of_a_long_line_are_read_one_by_one(monkeypatch):
    """All at once, those of a line of 900 KB held the threads of every page for a tenth of a second."""
    monkeypatch.setattr(text_diff, "WORD", Mock(spec=["finditer"], finditer=text_diff.WORD.finditer))

    assert "".join(bit.text for bit in text_diff._bits("le pré vert", "le pré", Work(99))) == "le pré vert"
