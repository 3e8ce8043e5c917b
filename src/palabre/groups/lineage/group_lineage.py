"""Edges of the lineage of groups: drawn, without a circle among those of one kind; taken back within thirty days."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Group, GroupLineage, GroupLineageKind
from palabre.people.models import Person
from palabre.refusal import Refusal

A_MONTH = datetime.timedelta(days=30)


def tie(
    kind: GroupLineageKind, source: Group, target: Group, *, by: Person, at: datetime.datetime, words: str = ""
) -> GroupLineage:
    """Draw the edge, or return the one that stands. Raises a Refusal where it would close a circle of its kind."""
    with transaction.atomic():
        rows = GroupLineage.objects.standing().filter(kind=kind)
        known = rows.filter(source=source, target=target).first()
        if known is not None:
            return known
        if leads_to(target.pk, source.pk, kind=kind, space=source.space_id):
            raise Refusal(
                _("Each of these two groups would come from the other."),
                instead=_("Look at where they come from on their pages."),
            )
        return GroupLineage.objects.create(kind=kind, source=source, target=target, by=by, at=at, words=words)


def leads_to(source: int, target: int, *, kind: GroupLineageKind, space: int) -> bool:
    """Does a way of standing edges of this kind go from one group to another, or are they one?"""
    ways: dict[int, list[int]] = defaultdict(list)
    rows = GroupLineage.objects.standing().filter(kind=kind, source__space=space)
    for start, end in rows.values_list("source", "target"):
        ways[start].append(end)
    seen, ahead = {source}, [source]
    while ahead:
        new = [end for end in ways[ahead.pop()] if end not in seen]
        seen.update(new)
        ahead += new
    return target in seen


def can_be_undone(edge: GroupLineage, *, at: datetime.datetime) -> bool:
    return edge.undone_at is None and at <= edge.at + A_MONTH
