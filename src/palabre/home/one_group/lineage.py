"""Where a group lives, what lives in it, and the merges that were said and not settled."""

from __future__ import annotations

from django.db.models import Q
from django.shortcuts import get_object_or_404

from palabre.groups.models import (
    Group,
    MergeProposal,
)
from palabre.people.reading import Reader


def living(group: Group, reader: Reader) -> Group:
    """Return the living group in which `group` is now; 404 when she may not read it."""
    while group.lives_in_id is not None:
        group = get_object_or_404(reader.may_read(Group), pk=group.lives_in_id)
    found: Group = reader.place(group)
    return found


def merges(kin: list[int], reader: Reader) -> list[MergeProposal]:
    """Return the mergers that were said and not settled, with both sides at hand."""
    sides = Q(source__in=kin) | Q(target__in=kin)
    found = reader.fetch(reader.may_read(MergeProposal).filter(sides, settled_at__isnull=True).order_by("pk"))
    reader.tie(reader.tie(found, "source"), "target")
    return [proposal for proposal in found if proposal.target]


def absorbed(kin: list[int], reader: Reader) -> list[Group]:
    """Return those that live in the first one of the family."""
    return reader.fetch(reader.may_read(Group).filter(pk__in=kin[1:]).order_by("pk")) if kin[1:] else []
