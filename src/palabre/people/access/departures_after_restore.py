"""Members who left their space since a copy was made: once it comes back, they have left it, and may come back."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import F

from palabre.people.access.departure import leave_space
from palabre.people.models import Person
from palabre.refusal import Refusal


@dataclass(frozen=True, slots=True)
class PastDeparture:
    """One departure. A person is known by space, number and the instant they were named, as in PastErasure."""

    space: int
    person: int
    named_at: datetime.datetime
    at: datetime.datetime


def who_left(_leaving_out: Collection[int] = ()) -> list[PastDeparture]:
    rows = Person.objects.filter(left_at__isnull=False, joined_at=None, put_out_at=None, erased_at=None)
    rows = rows.order_by(F("same_as").asc(nulls_first=True), "pk")  # their other names go with them
    return [PastDeparture(row.space_id, row.pk, row.named_at, row.left_at) for row in rows if row.left_at]


def leave_again(what: list[PastDeparture], at: datetime.datetime) -> None:
    """Do it in the database that came back, unless they would be the last member, or joined after they left."""
    for gone in what:
        rows = Person.objects.filter(pk=gone.person, named_at=gone.named_at, space=gone.space, joined_at__lt=gone.at)
        for person in rows.filter(erased_at=None):
            with suppress(Refusal):
                leave_space(person, at=min(gone.at, at))
