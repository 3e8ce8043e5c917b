"""Spaces that were deleted since a copy was made: once it comes back, they are ended again, and may be kept for a day.

So is one that the copy itself holds as ended: its day begins anew, for it may have been kept since.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from palabre.people.agreements import space_deletion
from palabre.people.models import Agreement, AgreementKind
from palabre.spaces.models import Deletion, Space


@dataclass(frozen=True, slots=True)
class PastSpaceDeletion:
    """One deletion: a space is known by its number and the instant it was made, for a copy may come from elsewhere."""

    number: int
    made_at: datetime.datetime
    at: datetime.datetime


def what_was_deleted(leaving_out: Collection[int] = ()) -> list[PastSpaceDeletion]:
    """Return what is to be ended again. Nothing is left out: it is kept by a yes of its own people."""
    rows = Deletion.objects.order_by("number").values_list("number", "made_at", "at")
    return [PastSpaceDeletion(*row) for row in rows]


def end_again(what: list[PastSpaceDeletion], at: datetime.datetime) -> None:
    """Do it in the database that came back."""
    Space.objects.filter(ended_at__isnull=False).update(ended_at=at)
    known = (Deletion(number=one.number, made_at=one.made_at, at=one.at) for one in what)
    Deletion.objects.bulk_create(known, ignore_conflicts=True)
    for gone in what:
        space = Space.objects.filter(pk=gone.number, made_at=gone.made_at, ended_at=None).first()
        if space is not None:
            end_one(space, at)


def end_one(space: Space, at: datetime.datetime) -> None:
    with transaction.atomic():
        Agreement.objects.waiting().filter(space=space, kind=AgreementKind.DELETE).delete()
        facts = space_deletion.delete_space_later(space, by=None, at=at)
        done = Agreement.objects.create(space=space, kind=AgreementKind.DELETE, at=at)
        done.be_done(at, second=None, facts=facts)
