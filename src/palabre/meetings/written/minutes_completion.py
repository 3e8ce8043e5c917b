"""Completion of a meeting's text: what people typed stays; at most, text is added at the end of a line.

Text in, text out; idempotent. The labels are those that `pure.minutes` recognises.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.utils.translation import gettext as _

from palabre.meetings.note.heading_insertion import FENCE, Part, inserted, inside, known_as, parts_of
from palabre.pure.french import fold
from palabre.pure.minutes import read_minutes
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.text.lexicon import kind_of_label

TASKS, DECISIONS, NEEDS = ("tasks", "both"), ("decisions", "both"), ("needs",)
AFTER_ALL = ("addendum",)
BULLETS = ("- ", "* ", "+ ", "> ")


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
    text = with_present(closed(text), told.present)
    text = with_items(text, told.aims, ("objectives",), _("Aims of the meeting"), before=("agenda",))
    text = with_all_under(text, told.weathers, _("Weather round of the projects"))
    text = with_all_under(text, told.circles, _("Circle"))
    text = with_items(text, without_said(text, told.news), (), _("Updates from afar"), before=END)
    text = with_items(text, told.decisions, DECISIONS, _("Decisions"), before=END[1:])
    text = with_items(text, told.set_aside, (), _("Proposals set aside"), before=END[1:])
    text = with_items(text, told.actions, TASKS, _("To do"), before=END[2:])
    text = with_items(text, without_said(text, told.needs), NEEDS, _("Needs"), before=END[3:])
    return with_next(text, told.next_one)


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


def with_present(text: str, present: Sequence[Present]) -> str:
    """Add the persons missing from the list; « Inès » alone matches Inès Courtois if no other Inès may be meant."""
    listed = [one.name for one in read_minutes(text).participants if one.presence == "present"]
    roster = Roster([one.name for one in present])
    there = {roster.who(name) for name in listed} | set(listed)
    rows = text.split("\n")
    parts = sections_of(rows, ("present",), _("Participants"))
    there |= {one.name for one in present for part in parts if one.name in "\n".join(rows[part.start : part.end])}
    lines = [f"- **{one.name}**{one.more}" for one in present if one.name not in there]
    return with_block(text, lines, ("present",), _("Participants"), before=("objectives", "agenda", "updates", *END))


def with_items(text: str, items: Sequence[Item], kinds: tuple[str, ...], title: str, *, before: tuple[str, ...]) -> str:
    """Add the items missing from these sections; complete a line that has only the item's words."""
    fresh = []
    for item in items:
        found = where_said(text, item, kinds, title)
        if found is None:
            fresh.append(item.line)
        elif item.more:
            text = gone_on(text, found, item)
    return with_block(text, fresh, kinds, title, before=before)


def where_said(text: str, item: Item, kinds: tuple[str, ...], title: str) -> int | None:
    """Return the line that contains the item, in a section of these kinds or in a checkbox; or that is the item.

    A line of the agenda names a point, not what came of it.
    """
    lines, wanted = text.split("\n"), bare(item.words)
    within = lines_of(sections_of(lines, kinds, title))
    agenda = lines_of(sections_of(lines, ("agenda",), _("Agenda")))
    for number, line in enumerate(lines):
        said = bare(line)
        if (number in within or is_box(line)) and said.startswith(wanted):
            return number
        if said in (wanted, bare(item.words + item.more)) and number not in agenda and not line.startswith("#"):
            return number
    return None


def lines_of(parts: Sequence[Part]) -> set[int]:
    return {number for part in parts for number in range(part.start, part.end)}


def gone_on(text: str, number: int, item: Item) -> str:
    """Append owner and deadline to a line that has only the action's words."""
    lines = text.split("\n")
    if bare(lines[number]) == bare(item.words):
        lines[number] = lines[number].rstrip(" .") + item.more
    elif item.former and bare(lines[number]) == bare(item.former):
        lines[number] = item.line
    return "\n".join(lines)


def with_block(text: str, added: Sequence[str], kinds: tuple[str, ...], title: str, *, before: tuple[str, ...]) -> str:
    """Add lines at the end of a section, created under `title` if missing, before sections of other kinds.

    Actions are added as quotes to a section that has quotes: a list item would become part of the quote above it.
    """
    if not added:
        return text
    lines, block = text.split("\n"), "\n".join(added)
    over = next(iter(sections_of(lines, kinds, title)), None)
    if over is None:
        later = [part.start for part in parts_of(lines) if kind_of_label(part.title) in before]
        return inserted(lines, min(later, default=len(lines)), f"## {title}\n\n{block}")
    below = inside(parts_of(lines), over)
    end = below[0].start if below else over.end
    if kinds == TASKS and any(line.startswith("> ") for line in lines[over.start : end]):
        block = "\n\n".join(f"> {line.removeprefix('- ')}" for line in added)
    return insert_block(lines, end, block)


def with_all_under(text: str, all_of_them: Sequence[Under], title: str) -> str:
    for one in all_of_them:
        text = with_under(text, one, title)
    return text


def with_under(text: str, one: Under, title: str) -> str:
    """Add these lines under their heading, unless lines with the same start are there."""
    lines = text.split("\n")
    parts = parts_of(lines)
    named = [part for words in one.headings for part in parts if part.title == known_as(words)]
    for part in named:
        anew = said_anew(lines, part, one)
        if anew is not None:
            return anew
    there = (line.lstrip("-*+>« \u00a0\u202f") for part in named for line in lines[part.start : part.end])
    if any(line.startswith(one.starts) for line in there):  # a sentence of the room may be quoted there
        return text
    if not named:
        block = f"### {one.headings[0]}\n\n{one.lines}"
        return with_block(
            text, [block if known_as(one.headings[0]) != known_as(title) else one.lines], (), title, before=END
        )
    below = inside(parts, named[0])
    return insert_block(lines, below[0].start if below else named[0].end, one.lines)


def said_anew(lines: list[str], part: Part, one: Under) -> str | None:
    """Return the text with these lines in place of the former ones; None if those were edited, or these are there."""

    def place_of(block: str) -> int | None:
        size = len(block.split("\n"))
        there = range(part.start, part.end - size + 1)
        return next((at for at in there if "\n".join(lines[at : at + size]) == block), None)

    if place_of(one.lines) is not None:
        return None
    for block in sorted(one.former, key=len, reverse=True):
        at = place_of(block)
        if at is not None:
            return "\n".join([*lines[:at], one.lines, *lines[at + len(block.split("\n")) :]])
    return None


def with_next(text: str, next_one: Sequence[str]) -> str:
    """Add the next date, unless its section has content."""
    lines = text.split("\n")
    over = next((part for part in parts_of(lines) if kind_of_label(part.title) == "next_meeting"), None)
    if over is not None and any(line.strip() for line in lines[over.start + 1 : over.end]):
        return text
    block = ["\n\n".join(next_one)] if next_one else []
    return with_block(text, block, ("next_meeting",), _("Next meeting"), before=AFTER_ALL)


def without_said(text: str, items: Sequence[Item]) -> list[Item]:
    """Return the items whose exact words are nowhere in the text."""
    said = bare(text)
    return [item for item in items if bare(item.words) not in said]


def sections_of(lines: Sequence[str], kinds: tuple[str, ...], title: str) -> list[Part]:
    return [part for part in parts_of(lines) if kind_of_label(part.title) in kinds or part.title == known_as(title)]


def insert_block(lines: list[str], at: int, block: str) -> str:
    """Insert a block; list items are appended to the list before them."""
    head = lines[:at]
    while head and not head[-1].strip():
        head.pop()
    if head and head[-1].lstrip().startswith("- ") and block.startswith("- "):
        last = len(head)
        tail = lines[at:]
        while tail and not tail[0].strip():
            tail.pop(0)
        rest = ["", *tail] if tail else []
        return "\n".join([*head[:last], block, *rest]).rstrip("\n") + "\n"
    return inserted(lines, at, block)


def is_box(line: str) -> bool:
    return line.lstrip("-*+ ").startswith(("[ ]", "[x]", "[X]"))


def bare(words: str) -> str:
    """Return the words normalised for comparison: no bullets, boxes, emphasis, case, accents, final punctuation."""
    words = words.strip()
    while words.startswith(BULLETS) or words.startswith(("[ ] ", "[x] ", "[X] ")):
        words = words.partition(" ")[2].lstrip() if not words.startswith("[") else words[4:].lstrip()
    return " ".join(fold(words).replace("*", "").replace("_", "").split()).rstrip(" .;")
