"""Patterns that read texts of any length look at a long run of blanks once: its square stops the whole server.

A pattern never lets another thread go on, so that what is slow for one is slow for all. Shapes are read, never timed.
"""

import re
from re import _constants as kinds
from re import _parser

import pytest

from palabre.gatherings.gathering_preparation import BETWEEN_FORMATS, formats_in
from palabre.meetings.note.heading_insertion import HEADING, parts_of
from palabre.notes.markdown.plain_text import BLANKS, plain_text
from palabre.people.name_forms import HEAD


@pytest.mark.parametrize("pattern", [BLANKS, BETWEEN_FORMATS, HEADING], ids=["plain-text", "formats", "headings"])
def test_no_pattern_begins_again_at_each_blank_of_a_run(pattern):
    shape = [kind for kind, _told in _parser.parse(pattern.pattern)]
    inside = str(_parser.parse(pattern.pattern))

    assert shape[0] is not kinds.MAX_REPEAT
    assert "MIN_REPEAT" not in inside


def test_no_part_of_what_stands_before_a_name_is_given_back():
    """A head that gave back a run of blanks or stars would read it again for each, at each name of a text."""
    assert not re.search(r"\(MAX_REPEAT, \(\d+, MAXREPEAT", str(_parser.parse(HEAD.pattern)))


def test_blanks_round_the_end_of_a_line_leave_with_it():
    assert plain_text("<p>a \t\n \n  b</p><p>c  d </p>") == "a\nb\nc  d"


def test_forms_are_told_apart_whatever_blanks_stand_round():
    assert formats_in("  world café  ou\tcafé pro-action ?\n\n forum ,atelier") == (
        "world café",
        "café pro-action",
        "forum",
        "atelier",
    )


@pytest.mark.parametrize("line", ["## Trésorerie ##  ", "##   Trésorerie", "## **Trésorerie** # \t"])
def test_signs_at_the_end_of_a_heading_are_none_of_its_words(line):
    (part,) = parts_of([line, "a"])

    assert (part.title, part.level) == ("tresorerie", 2)
