"""Patterns that read texts of any length look at a long run of blanks once: its square stops the whole server.

A pattern never lets another thread go on, so that what is slow for one is slow for all. Shapes are read, never timed.
"""

import importlib
import pkgutil
import re
from re import _constants as kinds
from re import _parser

import pytest

import palabre
from palabre.gatherings.gathering_preparation import BETWEEN_FORMATS, formats_in
from palabre.meetings.note.heading_insertion import HEADING, parts_of
from palabre.notes.markdown.plain_text import BLANKS, plain_text
from palabre.people.name_forms import HEAD
from tests.pattern_runs import is_blank, shared_runs

BLANKS_ARE_CUT = "palabre.pure.minutes."  # palabre.pure.minutes.text.blanks
SHARED = {
    "palabre.meetings.agenda.agenda_text.BELOW": "whatever follows is read, to the end of the line",
    "palabre.meetings.note.heading_insertion.HEADING": "whatever follows is read, to the end of the line",
    "palabre.notes.markdown.list_syntax.WRITTEN": "120 characters at most",
    "palabre.notes.markdown.plain_text.PICTURE": "a tag that was cleaned has one alt",
    "palabre.pure.french.words.TOKEN": "a sign that the first does not read stands before each turn of the second",
    "palabre.pure.minutes.persons.asides.FULL_CAPS": "a dash, which the first does not read, stands before the second",
    "palabre.pure.minutes.deeds.state.CELL_DONE": "letters, which the first does not read, stand between",
    "palabre.web.templatetags.menu_tags.LINK": "the way up to one page, whose titles are cut and escaped",
    "palabre.pure.minutes.text.lexicon.DECORATION": "a blank, which neither repeat reads, stands after them",
}


def patterns():
    """Yield each compiled pattern that a module of ours names, with its name."""
    for module in pkgutil.walk_packages(palabre.__path__, "palabre."):
        if re.search(r"\.(tests|migrations|urls|\w+_urls)\b", module.name):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            some = value if isinstance(value, tuple | list) else [value]
            yield from ((f"{module.name}.{name}", one) for one in some if isinstance(one, re.Pattern))


def test_no_long_run_is_shared_by_two_repeats_of_a_pattern():
    """Or it is said why the text is short, or why there is only one way to share it."""
    shared, seen = set(), set()
    for name, pattern in patterns():
        if pattern in seen:
            continue
        seen.add(pattern)
        runs = shared_runs(pattern) if isinstance(pattern.pattern, str) else set()
        if any(not (name.startswith(BLANKS_ARE_CUT) and is_blank(run)) for run in runs):
            shared.add(name)

    assert len(seen) > 300
    assert shared == SHARED.keys()


@pytest.mark.parametrize(
    ("pattern", "is_shared"),
    [
        (r'a[^"]*b[^"]*c', True),
        (r"\s*,?\s*x", True),
        (r"x\s*(?:y|\s+z)", True),
        (r"\w+\d+$", True),
        (r"(?:a|[^b]*)[^c]*d", True),
        (r"a[^b]*b[^b]*c", False),
        (r"\s*,\s*x", False),
        (r"\w{1,9}\w+x", False),
        (r".*.*", False),
    ],
)
def test_a_run_that_two_repeats_may_share_is_seen(pattern, is_shared):
    assert bool(shared_runs(re.compile(pattern))) == is_shared


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
