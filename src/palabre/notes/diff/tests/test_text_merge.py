"""Merging: nobody's words are lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.notes.diff.text_merge import Place, merge_texts
from tests.lengths import often

LINES = st.lists(st.sampled_from(["", "- a", "- b", "texte", "# titre"]), min_size=6, max_size=30)


@settings(max_examples=often(150), deadline=None)
@given(LINES, st.data())
def test_edits_of_two_distant_lines_are_both_kept(lines, data):
    first = data.draw(st.integers(0, len(lines) - 4))
    second = data.draw(st.integers(first + 3, len(lines) - 1))
    base = [f"{number} {line}" for number, line in enumerate(lines)]
    theirs, mine, both = list(base), list(base), list(base)
    theirs[first] = both[first] = "elle"
    mine[second] = both[second] = "moi"

    merged = merge_texts("\n".join(base), "\n".join(theirs), "\n".join(mine))

    assert merged.text.split("\n") == both
    assert merged.places == ()


@settings(max_examples=often(150), deadline=None)
@given(LINES, LINES, LINES)
def test_every_line_that_one_of_us_wrote_is_in_the_draft(base, theirs, mine):
    theirs, mine = [f"elle {line}" for line in theirs], [f"moi {line}" for line in mine]

    merged = merge_texts("\n".join(base), "\n".join(theirs), "\n".join(mine))

    assert set(merged.text.split("\n")) >= set(theirs) | set(mine)


@settings(max_examples=often(150), deadline=None)
@given(LINES, LINES)
def test_a_text_saved_again_changes_nothing_and_who_writes_alone_is_right(base, mine):
    base, mine = "\n".join(base), "\n".join(mine)

    assert merge_texts(base, mine, mine).text == mine
    assert merge_texts(base, base, mine).text == mine
    assert merge_texts(base, mine, base).text == mine


def test_two_additions_in_one_place_are_both_kept():
    merged = merge_texts("un", "un\nelle", "un\nmoi")

    assert merged.text == "un\nelle\nmoi"
    assert merged.places == ()


def test_two_additions_by_one_hand_are_hers_to_sort_out():
    merged = merge_texts("un", "un\nsalle", "un\nla salle", both_may_add=False)

    assert merged.places == (Place(2, "salle", "la salle"),)


def test_two_changes_of_one_line_are_contested_and_both_in_the_draft():
    merged = merge_texts("a\nb\nc", "a\nelle\nc", "a\nmoi\nc")

    assert merged.places == (Place(2, "elle", "moi"),)
    assert merged.text == "a\nelle\nmoi\nc"


def test_the_same_change_made_twice_is_one_change():
    assert merge_texts("a\nb", "a\nc", "a\nc").text == "a\nc"
