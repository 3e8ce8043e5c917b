"""Edges of the lineage of questions: drawn without a cycle, undone within thirty days.

One gesture may draw several edges: they share their kind, time and author.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.refusal import Refusal
from palabre.web.prepared_query import prepared

A_MONTH = datetime.timedelta(days=30)

type Ways = dict[int, list[int]]


def tie(kind: LineageKind, source: Question, target: Question, *, by: Person, at: datetime.datetime) -> Lineage:
    """Draw the edge, or return the existing one. Raise a Refusal if it would close a cycle."""
    with transaction.atomic():
        known = Lineage.objects.standing().filter(kind=kind, source=source, target=target).first()
        if known is not None:
            return known
        if source.pk in reached(target.pk, ways(source.space_id)):
            raise Refusal(
                _("Each of these two questions would come from the other."),
                instead=_("Look at where they come from on their pages."),
            )
        return Lineage.objects.create(kind=kind, source=source, target=target, by=by, at=at)


def ways(space: int) -> Ways:
    """Return, by id of each question that became others, the ids of those: one query."""
    found: Ways = defaultdict(list)
    for source, target in edges_in(space=space):
        found[source].append(target)
    return found


@prepared(space=BigIntegerField())
def edges_in(space: Any) -> QuerySet[Any, Any]:
    rows = Lineage.objects.standing().filter(source__space=space).order_by("pk")
    return rows.values_list("source", "target")


def reached(start: int, ahead: Ways) -> list[int]:
    """Return the ids reachable from one of them along these edges, itself first."""
    found, there = [start], {start}
    for number in found:
        new = [end for end in dict.fromkeys(ahead.get(number, ())) if end not in there]
        found += new
        there.update(new)
    return found


def of_one_gesture(edge: Lineage) -> list[Lineage]:
    """Return the edges drawn by the same gesture as this one, including it."""
    together = Q(pk=edge.pk)
    if edge.at is not None:
        ends = Q(source=edge.source_id) | Q(target=edge.target_id)
        together |= ends & Q(kind=edge.kind, at=edge.at, by=edge.by_id)
    return list(Lineage.objects.filter(together).select_related("source", "target").order_by("pk"))


def untie(edges: Collection[Lineage], *, by: Person, at: datetime.datetime) -> None:
    for edge in edges:
        if edge.undone_at is None:
            edge.undo(at, by=by)


def can_be_undone(edge: Lineage, *, at: datetime.datetime) -> bool:
    """Return whether an edge may be undone: within thirty days. An edge read in minutes is undone with them instead."""
    return edge.undone_at is None and edge.at is not None and at <= edge.at + A_MONTH
