"""Lines of minutes that people took out of their page, or said otherwise: nothing is made of them any more."""

from __future__ import annotations

from collections.abc import Collection

from palabre.groups.models import Group
from palabre.meetings.models import Meeting
from palabre.minutes.models import Import
from palabre.minutes.plan.plan import Lines, Plan
from palabre.people.models import Organisation, Person
from palabre.wiki.lines.line_edits import bare
from palabre.wiki.lines.own_sentences import own_sentences

WIDER = (Group, Meeting, Organisation, Person)  # they stand in many lines, and say none of them


def lines_taken_out(reading: Import) -> frozenset[int]:
    """Return the numbers, from 1, of the lines of the text that those whom they name want no longer."""
    said = own_sentences(reading.page)
    gone = said.instead.keys() - said.there
    if not gone:
        return frozenset()
    return frozenset(number for number, line in enumerate(reading.text.split("\n"), 1) if bare(line) in gone)


def keys_made_of(lines: Collection[int], plan: Plan) -> list[str]:
    """Return the keys of the rows that the plan reads in these lines."""
    return [one.key for one in plan if one.model not in WIDER and not one.is_tie and holds(one.lines, lines)]


def holds(read_in: Lines | None, lines: Collection[int]) -> bool:
    return read_in is not None and any(read_in[0] <= line <= read_in[1] for line in lines)
