"""The marks of a long text are set in short calls, as by patterns that look at each letter."""

import re
from functools import partial
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from palabre.pure.french import flat
from palabre.web.name_masking import tag_marks
from palabre.web.name_masking.tag_marks import CELL, INLINE, as_marks, in_letters, signs_as_marks
from tests.lengths import often

BETWEEN = re.compile(
    rf"(?<=[^\W_]|[\u0300-\u036f])[{tag_marks.UNSEEN}\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f]++(?=[^\W_])"
)
SIGNS = str.maketrans({**dict.fromkeys("*_~`[]()", INLINE), "|": CELL})


@given(st.text("aé1_ \u0301\u200b\u00ad\u202e\n", max_size=20))
@example("a\u200b\u200bb\u200b")
@settings(max_examples=often(200), deadline=None)
def test_signs_of_no_width_part_two_letters(text):
    assert in_letters(text) == flat(BETWEEN.sub(partial(as_marks, INLINE), text))


@given(st.text("a*_~`[]()|\n> ", max_size=20))
@settings(max_examples=often(100), deadline=None)
def test_signs_of_markdown_are_marks(text):
    assert signs_as_marks(text) == tag_marks.LINE_HEAD.sub(partial(as_marks, INLINE), text.translate(SIGNS))


def test_no_pattern_looks_behind_each_letter_of_a_text():
    """Forty milliseconds in one call, over a page of 900 KB, at each visit by a stranger."""
    assert "(?<" not in tag_marks.FORMATS.pattern


def test_no_text_is_translated_letter_by_letter():
    class Text(str):
        def translate(self, _table):
            raise AssertionError("sixty milliseconds in one call")

    with patch.object(tag_marks, "LINE_HEAD", re.compile("x")):
        assert signs_as_marks(Text("*Zoé*")) == f"{INLINE}Zoé{INLINE}"
