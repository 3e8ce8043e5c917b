"""Merging: nobody's words are lost."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.notes.diff.text_merge import LowMatcher, Place, changed_by_both, merge_texts
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


def test_a_line_that_one_took_away_and_the_other_edited_is_a_conflict():
    assert merge_texts("un\ndeux\ntrois", "un\ntrois", "un\nDEUX\ntrois").places == (Place(2, "", "DEUX"),)


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


def test_what_both_added_at_the_end_is_there_once_though_one_changed_a_line_above():
    base, added = "un\ndeux\ntrois\n", "un\ndeux\ntrois\n\n## Fin\n\nAu revoir.\n"

    merged = merge_texts(base, added, added.replace("deux", "DEUX"))

    assert (merged.text, merged.places) == (added.replace("deux", "DEUX"), ())


@settings(max_examples=often(150), deadline=None)
@given(LINES, LINES)
def test_lines_that_match_are_the_same_and_in_order(lines, others):
    blocks = LowMatcher(None, lines, others).get_matching_blocks()

    assert all(lines[i : i + size] == others[j : j + size] for i, j, size in blocks)
    assert all(one[0] + one[2] <= two[0] and one[1] + one[2] <= two[1] for one, two in pairwise(blocks))
    assert blocks[-1] == (len(lines), len(others), 0)


def test_what_both_changed_is_as_they_left_it_and_the_rest_as_it_was():
    base, theirs, mine = "1\n2\n3\n4\n5\n6\n7", "1\n3\nquatre\n5\n6\n7\n8", "1\n3\n4\n5\nsix\n7"

    assert changed_by_both(base, theirs, mine, of="1\ndeux\n3\n4\n5\n6\nsept") == "1\n3\n4\n5\n6\nsept"


def test_where_both_changed_the_same_lines_no_words_are_taken_from_one_alone():
    base = "un\ndeux\ntrois"

    assert changed_by_both(base, "un\nDEUX\ntrois", "un\n2\ntrois", of=base) == "un\ntrois"
    assert changed_by_both(base, "un\ntrois", "un\n3", of="1\nII\nIII") == "1\nIII"
