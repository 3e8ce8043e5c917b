"""Completion of a meeting's text: what people typed stays; at most, text is added at the end of a line.

Text in, text out; idempotent. The labels are those that `pure.minutes` recognises.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from palabre.meetings.note.heading_insertion import FENCE, known_as, parts_of
from palabre.meetings.written.sectioned_text import Section, SectionedText
from palabre.pure.french import fold
from palabre.pure.minutes import read_minutes
from palabre.pure.minutes.persons.roster import Roster

TASKS, DECISIONS, NEEDS = ("tasks", "both"), ("decisions", "both"), ("needs",)
AFTER_ALL = ("addendum",)
MARKS = re.compile(r"(?:(?:[-*+>] |\[[ xX]\] )\s*)*+")


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: the object's words, then `more` (its owner, its deadline).

    `former` is the text that Palabre itself wrote on this line before the meeting, not typed by anybody.
    """

    words: str
    more: str = ""
    former: str = ""

    @property
    def line(self) -> str:
        return f"- {self.words}{self.more}"


@dataclasses.dataclass(frozen=True, slots=True)
class Present:
    """A person present: their name, and the rest of their line (organisations, questions)."""

    name: str
    more: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Under:
    """Lines for the section of the first heading found; `starts` identifies them in a text that has them already.

    `former` are lines that Palabre wrote in their place earlier, and that these replace.
    """

    headings: tuple[str, ...]
    starts: str
    lines: str
    former: tuple[str, ...] = ()


MOST_ROUNDS = 4  # two are enough for texts without open code blocks


@dataclasses.dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """The outcome of the meeting, as lines of text."""

    present: tuple[Present, ...] = ()
    news: tuple[Item, ...] = ()
    aims: tuple[Item, ...] = ()
    weathers: tuple[Under, ...] = ()
    circles: tuple[Under, ...] = ()
    decisions: tuple[Item, ...] = ()
    set_aside: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    needs: tuple[Item, ...] = ()
    next_one: tuple[str, ...] = ()


def completed(text: str, told: MeetingOutcome) -> str:
    """Return `text` completed with the missing parts of the outcome. Idempotent.

    What is added may change how the rest is read: the text is completed again until nothing is missing.
    """
    for _round in range(MOST_ROUNDS):
        before, text = text, with_missing(text, told)
        if text == before:
            break
    return text


def with_missing(text: str, told: MeetingOutcome) -> str:
    whole = SectionedText(closed(text))
    add_present(whole, told.present)
    add_items(whole, told.aims, ("objectives",), _("Aims of the meeting"), before=("agenda",))
    add_all_under(whole, told.weathers, _("Weather round of the projects"))
    add_all_under(whole, told.circles, _("Circle"))
    add_items(whole, without_said(whole, told.news), (), _("Updates from afar"), before=END)
    add_items(whole, told.decisions, DECISIONS, _("Decisions"), before=END[1:])
    add_items(whole, told.set_aside, (), _("Proposals set aside"), before=END[1:])
    add_items(whole, told.actions, TASKS, _("To do"), before=END[2:])
    add_items(whole, without_said(whole, told.needs), NEEDS, _("Needs"), before=END[3:])
    add_next(whole, told.next_one)
    return str(whole)


END = ("decisions", "tasks", "needs", "next_meeting", *AFTER_ALL)


def lightened(text: str, headings: Sequence[str]) -> str:
    """Return `text` without those of these headings whose section is empty."""
    lines, known = text.split("\n"), {known_as(one) for one in headings}
    kept: list[list[str]] = []  # from the last to the first
    end, below = len(lines), 0
    for part in reversed(parts_of(lines)):
        section, end = lines[part.start : end], part.start
        if part.title in known and below <= part.level and not any(line.strip() for line in section[1:]):
            continue
        kept.append(section)
        below = part.level  # of the next heading that stays
    return "\n".join(line for section in (lines[:end], *reversed(kept)) for line in section)


def closed(text: str) -> str:
    """Close an unterminated code block, since what follows it would be part of the code."""
    fences = [found[1] for found in map(FENCE.match, text.split("\n")) if found]
    return f"{text.rstrip()}\n{fences[-1]}\n" if len(fences) % 2 else text


def add_present(whole: SectionedText, present: Sequence[Present]) -> None:
    """Add the persons missing from the list; « Inès » alone matches Inès Courtois if no other Inès may be meant."""
    listed = [one.name for one in read_minutes(str(whole)).participants if one.presence == "present"]
    roster = Roster([one.name for one in present])
    there = {roster.who(name) for name in listed} | set(listed)
    lists = whole_of(whole.of_kinds(("present",), _("Participants")))
    said = "\n".join(line for section in lists for line in section.lines)
    lines = [f"- **{one.name}**{one.more}" for one in present if one.name not in there and one.name not in said]
    add_block(whole, lines, ("present",), _("Participants"), before=("objectives", "agenda", "updates", *END))


def add_items(
    whole: SectionedText, items: Sequence[Item], kinds: tuple[str, ...], title: str, *, before: tuple[str, ...]
) -> None:
    """Add the items missing from these sections; complete a line that has only the item's words."""
    if not items:
        return
    lines, fresh = SaidLines(whole, kinds, title), []
    for item in items:
        found = lines.first(item)
        if found is None:
            fresh.append(item.line)
        elif item.more:
            lines.complete(found, item)
    add_block(whole, fresh, kinds, title, before=before)


class SaidLines:
    """The lines of a text by their bare words, each read once: which one contains an item?

    A line contains an item that it begins with, in these sections or in a checkbox; or that it is, but for a line of
    the agenda, which names a point, not what came of it. `begun` and `equal` are in the order of the words.
    """

    def __init__(self, whole: SectionedText, kinds: tuple[str, ...], title: str) -> None:
        within = whole_of(whole.of_kinds(kinds, title))
        agenda = whole_of(whole.of_kinds(("agenda",), _("Agenda")))
        self.places = [(section, at) for section in whole.opening.whole() for at in range(len(section.lines))]
        self.begun, self.equal = list[tuple[str, int]](), list[tuple[str, int]]()
        for number, (section, at) in enumerate(self.places):
            line = section.lines[at]
            said = bare(line), number
            if section in within or is_box(line):
                self.begun.append(said)
            if section not in agenda and not line.startswith("#"):
                self.equal.append(said)
        self.begun.sort()
        self.equal.sort()

    def first(self, item: Item) -> int | None:
        """Return the number of the first line that contains the item."""
        words = bare(item.words)
        start = bisect_left(self.begun, (words, 0))
        end = bisect_right(self.begun, words, lo=start, key=lambda said: said[0][: len(words)])
        found = [number for _words, number in self.begun[start:end]]
        for said in (words, bare(item.words + item.more)):
            at = bisect_left(self.equal, (said, 0))
            found += [number for there, number in self.equal[at : at + 1] if there == said]
        return min(found, default=None)

    def complete(self, number: int, item: Item) -> None:
        """Append owner and deadline to a line that has only the item's words."""
        section, at = self.places[number]
        line = section.lines[at]
        said = bare(line)
        if said == bare(item.words):
            section.lines[at] = line.rstrip(" .") + item.more
        elif item.former and said == bare(item.former):
            section.lines[at] = item.line
        for known in (self.begun, self.equal):
            place = bisect_left(known, (said, number))
            if known[place : place + 1] == [(said, number)]:
                del known[place]
                insort(known, (bare(section.lines[at]), number))


def whole_of(sections: Sequence[Section]) -> dict[Section, None]:
    """Return these sections with those under their headings, each once, in order."""
    return dict.fromkeys(one for section in sections for one in section.whole())


def add_block(
    whole: SectionedText, added: Sequence[str], kinds: tuple[str, ...], title: str, *, before: tuple[str, ...]
) -> None:
    """Add lines at the end of a section, created under `title` if missing, before sections of other kinds.

    Actions are added as quotes to a section that has quotes: a list item would become part of the quote above it.
    """
    if not added:
        return
    over = next(iter(whole.of_kinds(kinds, title)), None) or new_section(whole, title, before=before)
    block = "\n".join(added)
    if kinds == TASKS and any(line.startswith("> ") for line in over.lines):
        block = "\n\n".join(f"> {line.removeprefix('- ')}" for line in added)
    whole.add(over, block)


def new_section(whole: SectionedText, title: str, *, before: tuple[str, ...]) -> Section:
    """Return a new section with this title, above the first one of these kinds, else at the end."""
    above = whole.opening
    while above.following is not None and above.following.kind not in before:
        above = above.following
    return whole.open(title, 2, above)


def add_all_under(whole: SectionedText, all_of_them: Sequence[Under], title: str) -> None:
    """Add these lines under their headings, unless lines with the same start are there."""
    for headings, some in groupby(all_of_them, key=attrgetter("headings")):
        named = whole.titled(headings)
        there = unmarked_lines(named)
        for one in some:
            if not said_anew(named, one):
                if begins_one(there, one.starts):  # a sentence of the room may be quoted there
                    continue
                if not named:
                    named = [under_title(whole, headings[0], title)]
                    there = unmarked_lines(named)  # what a new heading comes to stand over is under it
                whole.add(named[0], one.lines)
            for line in one.lines.split("\n"):
                insort(there, unmarked(line))


def under_title(whole: SectionedText, heading: str, title: str) -> Section:
    """Return a new section with this heading, under the one with this title, which is created if missing."""
    over = next(iter(whole.titled([title])), None) or new_section(whole, title, before=END)
    return over if known_as(heading) == known_as(title) else whole.open(heading, 3, over)


def unmarked_lines(sections: Sequence[Section]) -> list[str]:
    """Return the lines under these headings, without marks before them, in order."""
    return sorted(unmarked(line) for section in whole_of(sections) for line in section.lines)


def unmarked(line: str) -> str:
    return line.lstrip("-*+>« \u00a0\u202f")


def begins_one(lines: Sequence[str], start: str) -> bool:
    """Return whether one of these lines, which are in order, starts so."""
    at = bisect_left(lines, start)
    return at < len(lines) and lines[at].startswith(start)


def said_anew(named: Sequence[Section], one: Under) -> bool:
    """Put these lines in place of the former ones; False if those were edited, or these are there."""
    for top in named if one.former else ():
        if place_of(one.lines, top) is not None:
            continue
        for block in sorted(one.former, key=len, reverse=True):
            place = place_of(block, top)
            if place is not None:
                section, at = place
                section.lines[at : at + len(block.split("\n"))] = one.lines.split("\n")
                return True
    return False


def place_of(block: str, top: Section) -> tuple[Section, int] | None:
    """Return where these very lines stand first under a heading."""
    lines = block.split("\n")
    for section in top.whole():
        for at, line in enumerate(section.lines):
            if line == lines[0] and section.lines[at : at + len(lines)] == lines:
                return section, at
    return None


def add_next(whole: SectionedText, next_one: Sequence[str]) -> None:
    """Add the next date, unless its section has content."""
    over = next(iter(whole.of_kinds(("next_meeting",))), None)
    lines = [line for section in over.whole() for line in section.lines] if over is not None else []
    if not any(line.strip() for line in lines[1:]):
        block = ["\n\n".join(next_one)] if next_one else []
        add_block(whole, block, ("next_meeting",), _("Next meeting"), before=AFTER_ALL)


def without_said(whole: SectionedText, items: Sequence[Item]) -> list[Item]:
    """Return the items whose exact words are nowhere in the text."""
    said = bare(str(whole))
    return [item for item in items if bare(item.words) not in said]


def is_box(line: str) -> bool:
    return line.lstrip("-*+ ").startswith(("[ ]", "[x]", "[X]"))


def bare(words: str) -> str:
    """Return the words normalised for comparison: no bullets, boxes, emphasis, case, accents, final punctuation."""
    words = MARKS.sub("", words.strip(), count=1)
    return " ".join(fold(words).replace("*", "").replace("_", "").split()).rstrip(" .;")
