"""Groups that live in this one, groups it comes from and those that came from it, and the mergers that wait."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.utils import timezone

from palabre.groups.lineage.group_lineage import can_be_undone
from palabre.groups.models import (
    Group,
    GroupLineage,
    GroupLineageKind,
    MergeProposal,
)
from palabre.groups.roles.group_audience import people_of
from palabre.groups.roles.readable_roles import unknown_people
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf


@dataclasses.dataclass(frozen=True, slots=True)
class Joined:
    """A group that lives in this one. `names` are those who follow this one from there, and have no place in it.

    `edge` is the merge, None where it was not recorded; `can_part`: one gesture can still undo it.
    """

    group: Group
    names: list[str]
    edge: GroupLineage | None
    can_part: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Way:
    """The group at the other end of an edge. `is_before`: this one comes from it or continues it; else the reverse."""

    group: Group
    kind: str
    is_before: bool
    edge: GroupLineage
    can_part: bool


def living(group: Group, reader: Reader) -> Group:
    """Return the group in which `group` lives now; 404 when the reader may not read it."""
    while group.lives_in_id is not None:
        group = reader.find(Group, group.lives_in_id)
    found: Group = reader.place(group)
    return found


def merges(kin: list[int], reader: Reader) -> list[MergeProposal]:
    """Return the mergers proposed and not settled, with both sides loaded."""
    found = open_proposals(reader, kin=kin)
    reader.tie(reader.tie(found, "source"), "target")
    return [proposal for proposal in found if proposal.target]


@prepared_reading(kin=ListOf(BigIntegerField()))
def open_proposals(rights: Any, kin: Any) -> Any:
    sides = Q(source__in=kin) | Q(target__in=kin)
    return rights.may_read(MergeProposal).filter(sides, settled_at__isnull=True).order_by("pk")


def absorbed(kin: list[int], reader: Reader) -> list[Joined]:
    """Return the groups that live in the first one of the family: five queries when there are any."""
    if not kin[1:]:
        return []
    groups = reader.fetch(reader.may_read(Group).filter(pk__in=kin[1:]).order_by("pk"))
    people = people_of(Group(pk=number) for number in kin)
    follow = {one for some in people.values() for one in some} - people[kin[0]] - unknown_people(kin, reader)
    rows = Person.objects.filter(pk__in=follow)
    persons = rows.order_by("name", "pk").in_bulk()
    edges = GroupLineage.objects.standing().filter(kind=GroupLineageKind.MERGE, source__in=kin[1:])
    edge_of = {edge.source_id: edge for edge in edges}
    return [joined_people(group, edge_of.get(group.pk), people[group.pk], persons, reader) for group in groups]


def joined_people(
    group: Group, edge: GroupLineage | None, people: set[int], persons: dict[int, Person], reader: Reader
) -> Joined:
    names = sorted(reader.names_of(persons[number] for number in people if number in persons))
    return Joined(group, names, edge, edge is not None and can_be_undone(edge, at=timezone.now()))


def ways(kin: list[int], reader: Reader) -> list[Way]:
    """Return the groups from which this family comes, and those that come from it, except by merges: one query."""
    found = []
    for edge in edges_around(reader, kin=kin):
        is_before = edge.target_id in kin
        other = reader.place(edge.source if is_before else edge.target)
        found.append(Way(other, edge.kind, is_before, edge, can_be_undone(edge, at=timezone.now())))
    return found


@prepared_reading(may_load=True, kin=ListOf(BigIntegerField()))
def edges_around(rights: Any, kin: Any) -> QuerySet[GroupLineage]:
    ends = rights.readable(of="source__audience") & rights.readable(of="target__audience")
    rows = GroupLineage.objects.standing().filter(ends, Q(source__in=kin) | Q(target__in=kin))
    return rows.exclude(kind=GroupLineageKind.MERGE).select_related("source", "target").order_by("at", "pk")
