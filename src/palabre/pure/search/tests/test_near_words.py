"""Typing errors: what is counted as one, and that no word that is near is left out before its errors are counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.search.near_words import HEAD, SHORTEST, TAIL, candidates, errors, nearest
from tests.lengths import often

WORDS = st.text("abcde", min_size=SHORTEST, max_size=10)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("biblioteque", "bibliotheque"),
        ("bilbiotehque", "bibliotheque"),
        ("bibliotheque", ""),
        ("boutiqque", "boutique"),
        ("bouhque", ""),
        ("fuor", ""),
    ],
)
def test_one_error_or_two_in_a_long_word_are_mended(typed, near):
    assert nearest(typed, {"bibliotheque", "boutique", "four"}) == near


def counted_whole(one, other):
    """Return the distance as its definition gives it: a letter missing, too many, wrong, or swapped with the next."""
    rows = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and (one[i - 1], one[i - 2]) == (other[j - 2], other[j - 1]):
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(ways)
    return rows[-1][-1]


@settings(max_examples=often(300))
@given(WORDS, WORDS, st.integers(1, 2))
def test_invariant_no_word_as_near_as_that_is_left_out_but_those_of_which_no_end_is_right(typed, word, most):
    distance = counted_whole(typed, word)

    assert min(errors(typed, word, most), most + 1) == min(distance, most + 1)
    if distance <= most and (typed[:HEAD] == word[:HEAD] or typed[-TAIL:] == word[-TAIL:]):
        assert candidates(typed, [word], most) == [word]
