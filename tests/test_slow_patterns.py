"""Patterns that read texts of any length look at a long run of blanks once: its square stops the whole server.

A pattern never lets another thread go on, so that what is slow for one is slow for all. Shapes are read, never timed.
Patterns made at run time from what people typed are listed here, and tried on texts that follow them: see MADE_OF_DATA.
"""

import ast
import importlib
import itertools
import pkgutil
import re
from functools import cache
from pathlib import Path
from re import _constants as kinds
from re import _parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import palabre
from palabre.gatherings.gathering_preparation import BETWEEN_FORMATS, formats_in
from palabre.meetings.note.heading_insertion import HEADING, parts_of
from palabre.notes.markdown.plain_text import BLANKS, plain_text
from palabre.people import name_forms
from palabre.people.name_forms import ADDRESS, forms_of_name, lines_naming, unnamed
from palabre.pure.french import name_replacement
from palabre.pure.french.flat_text import flat
from palabre.pure.french.spellings import GAP, MOST_PIECES, Spelling
from palabre.pure.minutes.text import withdrawal
from palabre.pure.private_words import FIGURES
from palabre.pure.search import ParsedQuery, highlights
from palabre.pure.slots.slot_grammar import WORD
from palabre.web.form import read_only_screens
from palabre.web.name_masking import heading_anchors, tag_marks
from tests.known_patterns import BEGUN_AGAIN, BLANKS_ARE_CUT, MET_ONCE, ONE_BY_ONE, SHARED
from tests.lengths import often
from tests.pattern_runs import is_blank, shared_runs
from tests.pattern_starts import runs_begun_again
from tests.pattern_steps import TooManySteps, steps_of

MADE_OF_OURS = {  # from words and signs of our own: nothing that a person typed is in them
    "accounts.forms.code_in": "the letters of a code",
    "cli.error": "messages of the command line, in English",
    "forums.broadcast.wall_websocket.who_comes": "the address of a door",
    "live.doors.door_at": "the address of a door",
    "live.doors.is_for_strangers": "the address of a door",
    "meetings.room.broadcast.room_websocket.who_comes": "the address of a door",
    "notes.live.note_arrival.who_comes": "the address of a door",
    "post.letter_veil.addresses_kept": "the addresses of this server, and of who reads a letter",
    "pure.dates.clock._spaced": "hours",
    "pure.dates.grammar._opening_pattern": "the first words of dates",
    "pure.dates.rhythms._weekdays_in": "weekdays",
    "pure.dates.rules.pattern": "a rule of dates",
    "pure.french.typography._thousands": "a blank",
    "pure.minutes.agenda._marked": "one of two",
    "pure.minutes.agenda._without_their_rank": "a number",
    "pure.minutes.deeds.owners._is_person": "civilities",
    "pure.minutes.needs.kind_of_need": "kinds of needs",
    "pure.minutes.persons.participants._is_swapped": "civilities",
    "pure.minutes.persons.person_names.is_person": "civilities",
    "pure.slots.said_days.figures": "weekdays",
    "pure.slots.said_days.on_weekdays": "weekdays",
}
MADE_OF_DATA = {  # from what people typed: makes the patterns for these words
    "people.name_forms.forms_from": lambda words: forms_of_name(" ".join(words), others=()),
    "pure.minutes.text.withdrawal.pattern_of": lambda words: withdrawal.without("Zoé", " * ".join(words)),
    "pure.search.highlights.pattern_of": lambda words: highlights.pattern_of(ParsedQuery.of(" ".join(words))),
    "web.name_masking.heading_anchors.anchors_of": lambda words: heading_anchors.anchors_of([" ".join(words)]),
}
AS_IT_STANDS = re.compile(r"\bre\.(?:search|subn?|split|finditer|findall)\(\s*(r?\"(?:[^\"\\\n]|\\.)*\")(?=[,)])")
GIVEN = re.compile(r"\bre\.[a-z]+\((?!\s*r?[\"'])")  # something else than a pattern as it stands
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "finditer", "findall"}
ANNE = ("Anne", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal", "Ian", "Jon", "Kim", "Lou")
BETWEEN = [" " * 6, "_" * 6, "*" * 12, " \n> ", "-", " * ", "\x01" * 8, "\x02&nbsp;"]
FORMER_GAP = r"(?:[ *_']{1,6}\n?[ *_>]{0,6}|\n[ *_>]{0,6}|[-.])"


def patterns():
    """Yield each pattern that a module of ours names, or gives to `re` as it stands, with its name or its text."""
    for module in pkgutil.walk_packages(palabre.__path__, "palabre."):
        if re.search(r"\.(tests|migrations|urls|\w+_urls)\b", module.name):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            yield from ((f"{module.name}.{name}", one) for one in patterns_within(value))
        text = Path(importlib.import_module(module.name).__file__).read_text()
        for one in map(ast.literal_eval, AS_IT_STANDS.findall(text)):
            yield f"{module.name}: {one}", re.compile(one)


@cache
def each_once():
    """Return the patterns of text, by the first name of each."""
    found = {}
    for name, pattern in patterns():
        if isinstance(pattern.pattern, str):
            found.setdefault(pattern, name)
    return found


def slow_by(runs_of):
    """Return the names of the patterns in which `runs_of` finds a run of letters that is not cut beforehand."""
    return {
        name
        for pattern, name in each_once().items()
        if any(not (name.startswith(BLANKS_ARE_CUT) and is_blank(run)) for run in runs_of(pattern))
    }


def patterns_within(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from patterns_within(one)


class MadeAtRunTime(ast.NodeVisitor):
    """Lists the functions that give `re` a pattern which is not written as it stands."""

    def __init__(self):
        self.within, self.found = [], set()

    def visit_FunctionDef(self, node):
        self.within.append(node.name)
        self.generic_visit(node)
        self.within.pop()

    def visit_Call(self, node):
        match node.func:
            case ast.Attribute(value=ast.Name(id="re"), attr=called) if called in CALLS and self.within:
                if not isinstance(node.args[0], ast.Constant):
                    self.found.add(self.within[-1])
        self.generic_visit(node)


def made_at_run_time():
    """Yield each of these functions of ours, by its module."""
    root = Path(palabre.__file__).parent
    for path in root.rglob("*.py"):
        text = path.read_text() if "tests" not in path.parts else ""
        assert "from re import" not in text, path
        if GIVEN.search(text):
            visitor, module = MadeAtRunTime(), ".".join(path.relative_to(root).with_suffix("").parts)
            visitor.visit(ast.parse(text))
            yield from (f"{module}.{name}" for name in visitor.found)


def patterns_made(monkeypatch, make, words):
    """Return the patterns that `make` compiles, and that hold the first word."""
    compiled, found = re.compile, []
    with monkeypatch.context() as patched:
        patched.setattr(re, "compile", lambda *given: found.append(compiled(*given)) or found[-1])
        make(words)
    return [one for one in found if words[0][1:3] in one.pattern]


def test_what_is_made_at_run_time_is_listed():
    """A new one is of our own words, or repeats nothing, or is tried below."""
    assert set(made_at_run_time()) == {*MADE_OF_OURS, *ONE_BY_ONE, *MADE_OF_DATA}


@pytest.mark.parametrize("name", MADE_OF_DATA)
@pytest.mark.parametrize("words", [ANNE, ("-".join(ANNE[:6]), *ANNE[6:])], ids=["surname", "first-name"])
def test_a_text_that_follows_what_people_typed_is_read_once(name, words, monkeypatch):
    """A name of twelve pieces was read in 6^11 ways by a text that says the first eleven."""
    made = patterns_made(monkeypatch, MADE_OF_DATA[name], words)

    assert made
    for pattern in made:
        for between in BETWEEN:
            steps_of(pattern, between.join(ANNE[:-1]) + between + "fin")
        steps_of(pattern, "_".join(ANNE[6:] + ANNE[:5]).lower() + "_fin@exemple.fr")


def test_ways_that_grow_with_each_piece_are_counted():
    with pytest.raises(TooManySteps):
        steps_of(re.compile(FORMER_GAP.join(ANNE)), "______".join(ANNE[:-1]) + "______fin")
    assert steps_of(re.compile("a+b"), "aaab") == len("aaabb") + len("b")


@settings(max_examples=often(300), deadline=None)
@given(
    st.sampled_from(["Inès Le Goff", "Le-Goff inès", "Anne-Rose de la Rue", "a b c", "A.-B. C'D"]),
    st.lists(st.sampled_from([*" *_'\n>-._", "ines", "Inès", "le", "Goff", "anne", "Rose", *"abcdABC"]), max_size=20),
)
def test_a_gap_that_is_read_in_one_way_finds_what_it_found(name, pieces):
    spelling, text = Spelling.of(name, ()), flat("".join(pieces)).text

    for pattern in ("|".join(spelling.in_sentences()), "|".join(spelling.in_addresses())):
        former = re.compile(pattern.replace(GAP, FORMER_GAP))
        assert [one.span() for one in re.finditer(pattern, text)] == [one.span() for one in former.finditer(text)]


@given(st.text(" *_'\n>-.", max_size=14))
def test_a_gap_that_is_read_in_one_way_is_as_wide(said):
    assert bool(re.fullmatch(f"a{GAP}b", f"a{said}b")) == bool(re.fullmatch(f"a{FORMER_GAP}b", f"a{said}b"))


def test_a_name_of_many_pieces_is_searched_by_its_two_parts():
    """Its whole name is found as that of anybody else; no single word of it stands for it alone."""
    short, long = ANNE[:MOST_PIECES], (*ANNE[:MOST_PIECES], "Max")

    assert ("cid",) in Spelling.of(" ".join(short), ()).own
    assert Spelling.of(" ".join(long), ()).own == [tuple(one.lower() for one in long[1:]), ("anne",)]
    for text in (" ".join(long), " ".join(long[1:]) + " Anne"):
        assert forms_of_name(" ".join(long), others=()).written.fullmatch(text)


def test_no_long_run_is_shared_by_two_repeats_of_a_pattern():
    """Or it is said why the text is short, or why there is only one way to share it."""
    assert len(each_once()) > 300
    assert slow_by(shared_runs) == SHARED.keys()


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


def test_no_search_begins_again_at_each_place_of_a_long_run():
    """From each « gagn » of « gagngagn… » the rest of the line was read: a note stopped the server for a minute."""
    assert slow_by(runs_begun_again) == BEGUN_AGAIN.keys() | MET_ONCE


@pytest.mark.parametrize("name", sorted(MET_ONCE))
def test_a_pattern_that_is_met_once_is_not_searched_for(name):
    module, own = name.rsplit(".", 1)
    text = Path(importlib.import_module(module).__file__).read_text()

    assert set(re.findall(rf"(?<!\w){own}\b(?! =)(?:\.(\w+)\()?", text)) <= {"match", "fullmatch"}


@pytest.mark.parametrize(
    ("pattern", "is_begun_again"),
    [
        (r"gagn\w+ euros", True),
        (r"(?i:habit\w+|gagn\w+) .", True),
        (r"\s+$", True),
        (r"a?\s*x", True),
        (r"<[^>]*>", True),
        (r"(?<!x)\w+y", True),
        (r"(?m)^\s*x", True),
        (r"[-=]+>", True),
        (r"\w(?=\w*x)", True),
        (r"a\w++b", True),
        (r"(?:le |la )*x", True),
        (r"gagn\w+", False),
        (r"\bgagn\w+ euros", False),
        (r"gagn\w{1,12} euros", False),
        (r"(?<!\s)\s+$", False),
        (r"<[^<>]*>", False),
        (r"^\s*x", False),
        (r"- \S+x", False),
        (r"a\w+b?", False),
    ],
)
def test_a_search_that_begins_again_within_a_run_is_seen(pattern, is_begun_again):
    assert bool(runs_begun_again(re.compile(pattern))) == is_begun_again


def test_words_between_days_are_read_from_the_head_of_a_run():
    """Of words and dashes, the same are found as when the search began again at each dash."""
    for said in map("".join, itertools.product("a1'-é ", repeat=5)):
        assert WORD.findall(said) == re.findall(r"[a-z0-9'’-]*[a-z0-9]+", said)


@pytest.mark.parametrize("pattern", [BLANKS, BETWEEN_FORMATS, HEADING], ids=["plain-text", "formats", "headings"])
def test_no_pattern_begins_again_at_each_blank_of_a_run(pattern):
    shape = [kind for kind, _told in _parser.parse(pattern.pattern)]
    inside = str(_parser.parse(pattern.pattern))

    assert shape[0] is not kinds.MAX_REPEAT
    assert "MIN_REPEAT" not in inside


def test_no_part_of_what_stands_before_a_name_is_given_back():
    """A head that gave back a run of blanks or stars would read it again for each, at each name of a text."""
    assert not re.search(r"\(MAX_REPEAT, \(\d+, MAXREPEAT", str(_parser.parse(name_replacement.HEAD.pattern)))


class Counted:
    """A pattern that counts the letters it is given to read."""

    def __init__(self, pattern, read):
        self.pattern, self.read = pattern, read

    def search(self, text, start=0, end=None, act="search"):
        found = getattr(self.pattern, act)(text, start, end := len(text) if end is None else end)
        self.read.append((found.end() if found else end) - start)
        return found

    def match(self, text, start, end):
        return self.search(text, start, end, "match")

    def sub(self, instead, text):
        self.read.append(len(text))
        return self.pattern.sub(instead, text)


class Line(str):
    """A text that counts the letters in which a sign is counted or looked for."""

    read = 0

    def rfind(self, sign, start=0, end=None):
        self.read += (len(self) if end is None else end) - start
        return super().rfind(sign, start, *([] if end is None else [end]))

    def lower(self):
        self.lowered = Line(super().lower())
        return self.lowered

    def count(self, sign, start=0, end=None):
        self.read += (len(self) if end is None else end) - start
        return super().count(sign, start, *([] if end is None else [end]))


@pytest.mark.parametrize("before", ["www." * 500 + " ", "wxyz " * 400, "", "https://" * 250, "/a" * 1000, "| " * 1000])
def test_a_name_is_taken_away_without_reading_the_text_again_at_each_place(before, monkeypatch):
    """Two thousand letters were read back at each of them, in as many ways: a report stopped the server for seconds."""
    text, read = before + "Al Bo " * 333, []
    for module, names in ((one, vars(one).copy()) for one in (name_forms, name_replacement)):
        for name in (name for name, one in names.items() if isinstance(one, re.Pattern)):
            monkeypatch.setattr(module, name, Counted(names[name], read))

    assert len(re.findall("ne[ -]personne", unnamed(text, forms_of_name("Al Bo", others=())))) == 333
    assert sum(read) <= 3 * len(text) + 333 * name_replacement.BEFORE


def test_a_tag_is_read_up_to_the_next_one():
    """From each of many tags that are never closed, the rest of the screen was read."""
    for pattern in (read_only_screens.FORM, read_only_screens.BUTTON, read_only_screens.LINK):
        assert "[^>]" not in pattern.pattern


def test_an_address_is_read_once():
    assert steps_of(ADDRESS, "www." * 500 + " " + "https://" * 100) < 50_000


@pytest.mark.parametrize("unclosed", ["<textarea>", "<textarea", "<textarea >é", "<textarea ></b>"])
def test_a_field_that_is_not_closed_is_not_read_to_the_end_of_the_screen(unclosed):
    assert max(steps_of(pattern, unclosed * 300) for pattern in (tag_marks.EDITED, tag_marks.TYPED)) < 50_000


def test_no_part_of_a_private_number_is_without_end():
    """From each « gagn » of « gagngagn… », the rest of the line was read: a note stopped the server for a minute."""
    assert "MAXREPEAT" not in str(_parser.parse(FIGURES.pattern))


def test_lines_are_counted_once():
    text = Line("Al Bo\n" * 500)

    assert len(lines_naming(text, forms_of_name("Al Bo", others=()))) == 500
    assert text.read <= len(text)


def test_what_stands_before_a_word_asked_for_is_read_once():
    """A word that only begins as the one asked for is no place, and there may be as many as the text holds."""
    text = Line("jardz " * 500)

    assert not list(highlights.places(text, ParsedQuery.of("jardin")))
    assert text.lowered.read <= 2 * len(text)


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
