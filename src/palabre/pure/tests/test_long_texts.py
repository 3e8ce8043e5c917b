"""A pattern finds in short calls what one call finds."""

import re
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from palabre.pure import long_texts
from palabre.pure.long_texts import end_of_run, found_near
from tests.lengths import often

PATTERN = re.compile(r"(?<!x)(?:ab{0,3}c?(?!x)|cab)")  # up to six letters, with the one that must not follow
TEXT = st.text("abcx ", max_size=40)


@given(TEXT, st.integers(0, 12), st.integers(0, 40), st.integers(1, 9))
@example("xa", 1, 2, 1)
@example("abbbcx", 0, 6, 1)
@settings(max_examples=often(300), deadline=None)
def test_the_same_is_found_piece_by_piece(text, start, end, piece):
    with patch.object(long_texts, "PIECE", piece):
        found = found_near(PATTERN, text, ["a"], longest=6, start=start, end=end)

        assert [one.span() for one in found] == [one.span() for one in PATTERN.finditer(text, start, end)]


@given(TEXT, st.integers(0, 40), st.integers(1, 9))
@settings(max_examples=often(150), deadline=None)
def test_a_run_ends_where_it_does_in_one_call(text, start, piece):
    start, run = min(start, len(text)), re.compile("[abc]*+")
    with patch.object(long_texts, "PIECE", piece):
        assert end_of_run(run, text, start) == run.match(text, start).end()


@pytest.mark.parametrize("text", ["bcx" * 9_000, "cx" * 9_000 + "ca"])
def test_a_text_is_read_only_around_the_letters_without_which_nothing_is_found(text):
    read = []

    class Counting:
        def search(self, text, start, end):
            read.append(end - start)
            return PATTERN.search(text, start, end)

    found = list(found_near(Counting(), text, ["a"], longest=6))

    assert [one[0] for one in found] == re.findall("a$", text)
    assert sum(read) < 20
