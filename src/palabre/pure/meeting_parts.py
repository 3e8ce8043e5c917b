"""Several meetings in one text, each under its heading: « Réunion du 12 mars 2026 », « 12/03/2026 »."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from palabre.pure.minutes.days import Days
from palabre.pure.minutes.document import guess_language
from palabre.pure.minutes.heading import is_heading_of_a_meeting
from palabre.pure.minutes.text.blocks import Block, read_blocks
from palabre.pure.minutes.text.normalisation import LINE_END, normalise

LEAST = 3  # blocks below a heading: a table of contents has none


@dataclass(frozen=True, slots=True)
class MeetingPart:
    """The part of a text that tells of one meeting: its heading, its day, its own lines."""

    title: str
    day: date
    text: str


def meetings_in(text: str) -> list[MeetingPart]:
    """Return the meetings of the text, in its order; none where it tells of one meeting at most.

    They are told apart by headings of one level, each with a full day of its own. What stands above the first heading,
    such as the title of the file, belongs to none.
    """
    blocks = read_blocks(normalise(text).lines)
    heads = heads_in(blocks, Days(None, guess_language(text)))
    if len({day for _at, _block, day in heads}) != len(heads) or len(heads) < 2:
        return []
    ends = [at for at, _block, _day in heads[1:]] + [len(blocks)]
    if any(end - at <= LEAST for (at, _block, _day), end in zip(heads, ends, strict=True)):
        return []
    lines = LINE_END.split(text)
    last = [block.first - 1 for _at, block, _day in heads[1:]] + [len(lines)]
    return [
        MeetingPart(block.text, day, "\n".join(lines[block.first - 1 : end]).strip() + "\n")
        for (_at, block, day), end in zip(heads, last, strict=True)
    ]


def heads_in(blocks: list[Block], days: Days) -> list[tuple[int, Block, date]]:
    """Return the headings of meetings, with their place and day, that are of the level of the first one."""
    heads = [
        (at, block, day)
        for at, block in enumerate(blocks)
        if (block.kind == "heading" or block.bold) and (day := is_heading_of_a_meeting(block, days)) is not None
    ]
    return [head for head in heads if (head[1].kind, head[1].level) == (heads[0][1].kind, heads[0][1].level)]
