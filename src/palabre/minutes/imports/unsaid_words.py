"""Lines of minutes that people took out of their page, or said otherwise: nothing is made of them any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from palabre.groups.models import Group
from palabre.meetings.models import Meeting
from palabre.minutes.models import Import
from palabre.minutes.plan.plan import Lines, Plan, Wanted
from palabre.people.models import Organisation, Person
from palabre.wiki.lines.line_edits import bare
from palabre.wiki.lines.own_sentences import OwnSentences, own_sentences

NAMED = (Organisation, Person)  # they stand in many lines, and say none of them
TITLED = (Group, Meeting)  # their first line is their title


def lines_taken_out(reading: Import) -> frozenset[int]:
    """Return the numbers of the lines of its text that those whom they name want no longer. Four queries at most."""
    return lines_left_out(reading.text, own_sentences(reading.page))


def lines_left_out(text: str, said: OwnSentences) -> frozenset[int]:
    """Return the numbers, from 1, of the lines of the text that are such sentences, unless the page says them again."""
    gone = said.instead.keys() - said.there
    if not gone:
        return frozenset()
    return frozenset(number for number, line in enumerate(text.split("\n"), 1) if bare(line) in gone)


def keys_made_of(lines: Collection[int], plan: Plan) -> list[str]:
    """Return the keys of the rows that the plan reads in these lines."""
    return [one.key for one in plan if one.model not in NAMED and not one.is_tie and holds(own_lines(one), lines)]


def own_lines(wanted: Wanted) -> Lines | None:
    if wanted.lines is None or wanted.model not in TITLED:
        return wanted.lines
    return wanted.lines[0], wanted.lines[0]


def without_doubts_about(lines: Collection[int], plan: Plan) -> Plan:
    """Return the plan, asking nothing about these lines."""
    if not lines:
        return plan
    return replace(plan, doubts=[doubt for doubt in plan.doubts if not holds(doubt.lines, lines)])


def holds(read_in: Lines | None, lines: Collection[int]) -> bool:
    return read_in is not None and any(read_in[0] <= line <= read_in[1] for line in lines)
