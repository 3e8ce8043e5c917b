"""Reserved pages of two merged groups: both groups read them once a reader of each side opened them."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import living
from palabre.groups.models import Group, GroupLineage, GroupLineageKind
from palabre.groups.roles.group_audience import join_family, reads
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf, prepared

OPENED = "group.pages_opened"


def open_pages(edge: GroupLineage, persons: Collection[Person], *, at: datetime.datetime) -> bool:
    """Open the pages of each side that one of `persons` reads; return whether both are open now.

    A side without pages opens with the other one, not before: what it keeps meanwhile is for its readers to open. The
    caller holds the lock on the space, and joins the audiences.
    """
    sides = {"of_source": edge.source, "of_target": edge.target}
    edge.open_pages(at, **{name: is_opened_by(side, persons) for name, side in sides.items()})
    if len(waiting := waiting_sides(edge)) < 2 or not any(map(keeps_pages, sides.values())):
        keeping = {side.pk for side in waiting if keeps_pages(side)}
        edge.open_pages(at, **{name: side.pk not in keeping for name, side in sides.items()})
    return edge.opens_pages


def open_by_hand(lineage: GroupLineage, *, by: Person, at: datetime.datetime) -> None:
    """Open the pages of a side still closed to both groups, by one of its readers. Idempotent. Raise a Refusal."""
    with transaction.atomic():
        Space.hold(by.space_id)
        now = GroupLineage.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=lineage.pk)
        if now.undone_at is not None or now.opens_pages:
            return
        if not may_open(by, now):
            raise Refusal(
                _("It is for those who read these pages to open them."), instead=_("Ask somebody of the other group.")
            )
        if open_pages(now, [by], at=at):
            join_family(living(now.source))
        record(OPENED, living(now.target), by=by, lineage=now.pk)


def to_open(absorbed: Collection[int], held: Collection[int]) -> list[GroupLineage]:
    """Return the merges of these absorbed groups with pages still closed, that one may open by the audiences in `held`.

    One query; none without such a group or an audience.
    """
    edges = merges_to_open(held=sorted(held)) if absorbed and held else []
    return [edge for edge in edges if edge.source_id in absorbed]


@prepared(held=ListOf(BigIntegerField()))
def merges_to_open(held: Any) -> QuerySet[GroupLineage]:
    source = Q(source_opened_at=None, source__own_audience__in=held)
    target = Q(target_opened_at=None, target__own_audience__in=held)
    rows = GroupLineage.objects.standing().filter(source | target, kind=GroupLineageKind.MERGE)
    return rows.select_related("source", "target").order_by("pk")


def may_open(person: Person | None, edge: GroupLineage) -> bool:
    """Return whether the person reads the reserved pages of a side still closed."""
    if person is None or edge.kind != GroupLineageKind.MERGE or edge.undone_at is not None:
        return False
    return any(reads(person, side) for side in waiting_sides(edge))


def waiting_sides(edge: GroupLineage) -> list[Group]:
    """Return the groups of this merge whose pages are not opened yet."""
    ends = [(edge.source, edge.source_opened_at), (edge.target, edge.target_opened_at)]
    return [group for group, opened in ends if opened is None]


def is_opened_by(side: Group, persons: Collection[Person]) -> bool:
    """Return whether one of `persons` reads the reserved pages of the side, by a seat or a joined audience."""
    return keeps_pages(side) and any(reads(person, side) for person in persons)


def keeps_pages(side: Group) -> bool:
    return Group.objects.filter(pk=side.pk, own_audience__isnull=False).exists()
