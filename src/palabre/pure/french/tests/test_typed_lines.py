"""Typed text: lines, without NUL, whatever ends them; a first letter made a capital."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.french import capitalised, on_lines, on_one_line


@pytest.mark.parametrize(
    ("typed", "one", "lines"),
    [
        ("  Un\r\n\x00deux \rtrois\n", "Un deux trois", "Un\ndeux \ntrois"),
        ("\x00", "", ""),
        ("a\u2028b", "a b", "a\u2028b"),
    ],
)
def test_typed_text_on_one_line_and_on_several(typed, one, lines):
    assert (on_one_line(typed), on_lines(typed)) == (one, lines)


@given(st.text())
def test_cleaned_once_or_twice_is_the_same(typed):
    for clean in (on_one_line, on_lines):
        assert clean(clean(typed)) == clean(typed)


def test_only_the_first_letter_becomes_a_capital():
    assert [capitalised(text) for text in ("", "mardi", "élan de Rozenn")] == ["", "Mardi", "Élan de Rozenn"]
