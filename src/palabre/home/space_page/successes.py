"""Successes of a community: groups that did their part, joined another or made something; needs that were met.

Successes are listed, never counted.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField

from palabre.groups.models import Deliverable, Ending, Group, GroupLineage, GroupLineageKind, Need
from palabre.notes.markdown.html_render import render
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf

MOST = 4  # of each


@dataclasses.dataclass(frozen=True, slots=True)
class Joined:
    """A group that lives in another one now."""

    group: Group
    into: Group


@dataclasses.dataclass(frozen=True, slots=True)
class Ended:
    """A group that did its part; `harvest` is what it leaves, as plain text."""

    group: Group
    harvest: str


@dataclasses.dataclass(frozen=True, slots=True)
class EndedWell:
    """Successes, latest first. `others` are the remaining groups that ended."""

    endings: list[Ended]
    others: list[Group]
    joined: list[Joined]
    shown: list[Deliverable]
    met: list[Need]

    def __bool__(self) -> bool:
        return any((self.endings, self.others, self.joined, self.shown, self.met))


def ended_well(reader: Reader, groups: dict[int, Group], home_of: dict[int, int]) -> EndedWell:
    """Return the successes in four queries; `groups` are the living groups that the reader may read, by id."""
    ended = [number for number, one in groups.items() if one.ended_at]
    endings = at_home(last_endings(reader, groups=ended) if ended else [], groups, home_of)
    told = {one.group_id for one in endings}
    return EndedWell(
        endings=[Ended(one.group, plain_text(render(one.harvest))) for one in endings],
        others=[one for one in groups.values() if one.ended_at and one.pk not in told],
        joined=joined_groups(reader, groups, home_of),
        shown=at_home(outputs_shown(reader), groups, home_of),
        met=at_home(needs_met(reader), groups, home_of),
    )


@prepared_reading(groups=ListOf(BigIntegerField()))
def last_endings(rights: Any, groups: Any) -> Any:
    return rights.may_read(Ending).filter(undone_at=None, group__in=groups).order_by("-at", "-pk")[:MOST]


@prepared_reading()
def outputs_shown(rights: Any) -> Any:
    rows = rights.may_read(Deliverable).filter(shown_at__isnull=False, set_aside_at=None)
    return rows.order_by("-shown_at", "-pk")[:MOST]


@prepared_reading()
def needs_met(rights: Any) -> Any:
    rows = rights.may_read(Need).filter(satisfied_at__isnull=False, withdrawn_at=None)
    return rows.order_by("-satisfied_at", "-pk")[:MOST]


@prepared_reading()
def last_joinings(rights: Any) -> Any:
    edges = GroupLineage.objects.standing().filter(rights.readable(of="source__audience"), kind=GroupLineageKind.MERGE)
    return edges.filter(source__space=rights.space).select_related("source").order_by("-at", "-pk")[:MOST]


def joined_groups(reader: Reader, groups: dict[int, Group], home_of: dict[int, int]) -> list[Joined]:
    """Return the latest groups that joined another one, where the reader may read both."""
    ends = [(reader.place(row.source), groups.get(home_of.get(row.source_id, 0))) for row in last_joinings(reader)]
    return [Joined(group, into) for group, into in ends if into is not None]


def at_home(rows: list[Any], groups: dict[int, Group], home_of: dict[int, int]) -> list[Any]:
    """Set `group` on each row to its living group, None where the reader may not read it. Runs no query."""
    for row in rows:
        number = row.group_id
        row.group = groups.get(home_of.get(number, number)) if number is not None else None
    return rows
