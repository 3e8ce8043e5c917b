"""Reports of each person or group: names on their own line, or headings, with points under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.found import Point, Question, Update
from palabre.pure.minutes.persons.person_names import is_name, is_role, names_an_organisation
from palabre.pure.minutes.questions import CARRIER
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lexicon import kind_of_label, split_label
from palabre.pure.minutes.text.sections import Section

AND = re.compile(r"\s*,\s*|\s+(?:et|and)\s+|\s*&\s*|\s+\+\s+")
CLOSED = {
    "present",
    "excused",
    "absent",
    "invited",
    "agenda",
    "objectives",
    "tasks",
    "both",
    "decisions",
    "done",
    "addendum",
    "questions",
    "future_agenda",
    "next_meeting",
    "reviewed",
    "recalled",
}


@dataclass(frozen=True, slots=True)
class Speaking:
    """The speakers and the blocks of their report; `known` when at least one of them is listed.

    `is_news`: the report stands among the news of the groups.
    """

    heading: Block | Section
    who: tuple[str, ...]
    blocks: tuple[Block, ...]
    known: bool
    is_news: bool

    @property
    def text(self) -> str:
        return self.heading.text if isinstance(self.heading, Block) else self.heading.title

    @property
    def lines(self) -> tuple[int, int]:
        last = self.blocks[-1].last if self.blocks else self.heading.lines[1]
        return (self.heading.lines[0], last)


def read_speakings(sheet: Sheet, questions: Sequence[Question] = ()) -> list[Speaking]:
    """Return each part of the text that belongs to one speaker or several, in order.

    What stands under the heading of a question belongs to those who carry it.
    """
    found: list[Speaking] = []
    carried = {one.lines: one.hosts for one in questions if one.hosts}
    for at, section in enumerate(sheet.sections):
        if section.kind in CLOSED:
            continue
        lines = list(_under_names(section, sheet))
        if any(one.known for one in lines):
            found += lines
        elif section.lines in carried:
            found.append(_under_question(section, carried[section.lines], sheet))
        elif section.title and section.level:
            found += _under_heading(section, at, sheet)
        if section.kind == "updates":
            found += _in_items(section, sheet)
    return [one for one in found if one.blocks]


def as_updates(speakings: list[Speaking]) -> list[Update]:
    return [
        Update(text=one.text, lines=one.lines, who=one.who, points=tuple(_points(one.blocks)), is_news=one.is_news)
        for one in speakings
    ]


def _is_of_news(section: Section) -> bool:
    return section.kind == "updates" or _is_under_news(section)


def _is_under_news(section: Section) -> bool:
    return section.parent is not None and section.parent.kind == "updates" and section.parent.level in range(1, 8)


def _under_names(section: Section, sheet: Sheet) -> Iterator[Speaking]:
    """Read « Sabine et Luc » alone on a line, then items: both report them."""
    heads = [at for at, block in enumerate(section.blocks) if _heads(section.blocks, at, sheet)]
    for start, end in zip(heads, [*heads[1:], len(section.blocks)]):
        head = section.blocks[start]
        who, known = _who(head.text, sheet)
        inside = _until_prose(section.blocks[start + 1 : end])
        yield Speaking(head, who, inside, known, _is_of_news(section))


def _heads(blocks: list[Block], at: int, sheet: Sheet) -> bool:
    block = blocks[at]
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        block.kind == "line"
        and after is not None
        and after.kind == "item"
        and (block.gap or at == 0 or blocks[at - 1].kind == "item")
        and bool(_who(block.text, sheet)[0])
    )


def _until_prose(blocks: list[Block]) -> tuple[Block, ...]:
    end = next((at for at, block in enumerate(blocks) if block.kind not in ("item", "row") and block.gap), len(blocks))
    return tuple(blocks[:end])


def _who(text: str, sheet: Sheet) -> tuple[tuple[str, ...], bool]:
    """Return the speakers of a line that holds nothing else (full names if known), and whether one is listed."""
    bare = text.strip(" :.*")
    if len(bare) > 80 or kind_of_label(bare):
        return (), False
    names = [piece.strip() for piece in AND.split(bare) if piece.strip()]
    known = [sheet.roster.who(name) for name in names]
    if any(known) and all(full or is_name(name) for name, full in zip(names, known)):
        return tuple(full or name for name, full in zip(names, known)), True
    if all(is_name(name) and len(name.split()) <= 3 and not _is_a_thing(name) for name in names):
        return tuple(names), False
    return (), False


def _is_a_thing(name: str) -> bool:
    return names_an_organisation(name) or is_role(name) or fold(name).split()[0] in THINGS


THINGS = frozenset(
    [
        "divers",
        "budget",
        "communication",
        "logistique",
        "compost",
        "jardin",
        "tresorerie",
        "finances",
        "travaux",
        "projet",
        "projets",
        "atelier",
        "ateliers",
        "point",
        "points",
        "groupe",
        "commission",
        "evenements",
        "animation",
        "notes",
        "discussion",
        "questions",
        "informations",
        "conclusion",
        "introduction",
        "contexte",
        "bilan",
        "suite",
        "suites",
        "ecole",
        "parking",
        "culture",
        "sport",
        "site",
        "web",
        "reseau",
        "reseaux",
        "salle",
        "local",
        "materiel",
        "budget",
        "fete",
        "general",
        "publicity",
    ]
)


def _under_heading(section: Section, at: int, sheet: Sheet) -> Iterator[Speaking]:
    """Read a heading that names a listed person, or any heading right under one for news of the groups."""
    names, known = _who(section.title, sheet)
    if not known and not _is_under_news(section):
        return
    who = names if names else (section.title,)
    blocks = tuple(block for block in section.blocks if block.kind in ("item", "line", "quote"))
    yield Speaking(section, who, blocks, known, _is_of_news(section))


def _under_question(section: Section, who: tuple[str, ...], sheet: Sheet) -> Speaking:
    kept = tuple(one for one in section.blocks if one.kind in ("item", "line", "quote") and not CARRIER.match(one.text))
    return Speaking(section, who, kept, any(map(sheet.roster.who, who)), is_news=False)


def _in_items(section: Section, sheet: Sheet) -> Iterator[Speaking]:
    """Read « - Ana : … » in a list of reports."""
    for at, block in enumerate(section.blocks):
        label, rest = split_label(block.text)
        if block.level or not label or not rest:
            continue
        who, known = _who(label, sheet)
        if not known:
            continue
        end = next((n for n in range(at + 1, len(section.blocks)) if not section.blocks[n].level), len(section.blocks))
        said = Block("item", rest, rest, block.first, block.last)
        head = Block("line", label, label, block.first, block.first)
        yield Speaking(head, who, (said, *section.blocks[at + 1 : end]), known, is_news=True)


def _points(blocks: tuple[Block, ...]) -> Iterator[Point]:
    tops = [at for at, block in enumerate(blocks) if block.level == 0 or at == 0]
    for top, end in zip(tops, [*tops[1:], len(blocks)]):
        children = tuple(block.text for block in blocks[top + 1 : end])
        yield Point(text=blocks[top].text, children=children, lines=(blocks[top].first, blocks[end - 1].last))
