"""Facts about the lines of a page, for one reader: the things read in them, and the doubts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from palabre.journal.hooks import Thing, things
from palabre.notes.markdown.token_transforms import typeset_words
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki import permissions
from palabre.wiki.lines import passages
from palabre.wiki.lines.page_margin import Margin, Mark
from palabre.wiki.models import Page, Passage

BOLD = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")
SIGNS = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)[ \t]+)*")


@dataclasses.dataclass(frozen=True, slots=True)
class ReadThing:
    """A thing that was read in a passage. `is_lost`: its line is no longer in the text."""

    thing: Thing
    passage: Passage
    is_lost: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Understood:
    """Facts about a page's lines (from 1) that one reader may know. `beside`: what else stands there, comments."""

    readings: tuple[ReadThing, ...]
    marks: dict[int, list[Mark]]
    beside: dict[int, list[Thing]] = dataclasses.field(default_factory=dict)

    @property
    def things(self) -> list[Thing]:
        """The things of the current text, each once, in the order of the lines."""
        return list(dict.fromkeys(reading.thing for reading in self.readings if not reading.is_lost))

    @property
    def lost(self) -> list[ReadThing]:
        return [reading for reading in self.readings if reading.is_lost]

    @property
    def about_the_page(self) -> list[Mark]:
        return self.marks.get(0, [])

    def doubtful(self) -> list[int]:
        """Return the lines with an unsettled mark."""
        return [line for line, marks in self.marks.items() if any(not mark.is_settled for mark in marks)]

    def at(self, line: int) -> list[ReadThing]:
        return [reading for reading in self.readings if reading.passage.first_line == line]

    def by_line(self) -> dict[int, list[Thing]]:
        """Return the things by their first line, each once a line, then what else stands beside it."""
        found: dict[int, list[Thing]] = {}
        for reading in self.readings:
            here = found.setdefault(reading.passage.first_line, [])
            if not reading.is_lost and reading.thing not in here:
                here.append(reading.thing)
        for line, others in self.beside.items():
            found[line] = [*found.get(line, []), *others]
        return {line: here for line, here in found.items() if here}


@dataclasses.dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source, with its facts."""

    number: int
    signs: str
    words: SafeString
    is_heading: bool
    is_lit: bool
    things: tuple[Thing, ...]
    marks: tuple[Mark, ...]
    lost: tuple[ReadThing, ...]

    @property
    def is_doubtful(self) -> bool:
        return any(not mark.is_settled for mark in self.marks)

    @property
    def is_tied(self) -> bool:
        return bool(self.things or self.marks or self.lost)


def understand(
    page: Page,
    margin: Margin,
    *,
    space: Space,
    person: Person | None,
    is_beside_lines: bool = False,
    beside: dict[int, list[Thing]] | None = None,
) -> Understood:
    """Return the facts that `person` may read: two queries and one per kind. `is_beside_lines` adds those marks.

    Words that left the text are in its former versions, which members alone read.
    """
    tied = passages.on_page(page)
    living = things([(passage.thing_kind, passage.thing_id) for passage in tied], space=space, person=person)
    readings, looks_back = [], permissions.can_look_back(person)
    for passage in tied:
        thing, is_lost = living.get((passage.thing_kind, passage.thing_id)), passage.revision != page.note.revision
        if thing is not None and (looks_back or not is_lost):
            readings.append(ReadThing(thing, passage, is_lost))
    marks = margin.marks_on(page, person, is_beside_lines=is_beside_lines)
    return Understood(tuple(readings), marks, beside or {})


def lines(text: str, known: Understood, *, lit: int | None, shown: range) -> list[SourceLine]:
    """Return those of the lines of the source that are not blank, and the line `lit` in any case."""
    living = known.by_line()
    found = []
    for number, words in zip(shown, text.split("\n")[shown.start - 1 : shown.stop - 1]):
        if not words.strip() and number != lit:
            continue
        here = known.at(number) if number == lit else []
        signs = SIGNS.match(words)[0] if words.strip() else ""  # type: ignore[index]
        found.append(
            SourceLine(
                number,
                signs,
                lit_words(words[len(signs) :], here),
                "#" in signs,
                number == lit,
                tuple(living.get(number, ())),
                tuple(known.marks.get(number, ())),
                tuple(reading for reading in here if reading.is_lost),
            )
        )
    return found


def lit_words(words: str, here: Iterable[ReadThing]) -> SafeString:
    """Return the words of a line; highlight those of a passage when they are only a part of it."""
    for reading in here:
        literal = reading.passage.words.strip()
        before, found, after = words.partition(literal) if literal else (words, "", "")
        if found and (before.strip() or after.strip()):
            pieces = (typeset_words(piece) for piece in (before, found, after))
            return format_html("{}<mark>{}</mark>{}", *pieces)
    return _in_bold(typeset_words(words))


def _in_bold(words: str) -> SafeString:
    """Show bold text with its stars, in pale: this is the source, not the page."""
    pieces = BOLD.split(words)
    odd = '<span class="marks">**</span><b>{}</b><span class="marks">**</span>'
    return format_html("".join(odd if at % 2 else "{}" for at in range(len(pieces))), *pieces)
