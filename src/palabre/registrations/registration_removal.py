"""Deletion of registrations before their time, with their letters and links; the places go to the waiting list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from palabre.registrations.enrolment import make_room
from palabre.registrations.models import Registration, Roll
from palabre.registrations.registration_letters import forget_letters
from palabre.registrations.registration_links import forget_links


def delete_registrations(numbers: Iterable[int], *, at: datetime.datetime) -> None:
    """Delete the registrations of these ids. The caller holds the lock on the space."""
    rows = Registration.objects.filter(pk__in=list(numbers))
    went = list(rows.select_related("roll__space"))
    rows.delete()
    forget_deleted(went, at)


def forget_deleted(rows: list[Registration], at: datetime.datetime) -> None:
    """Delete the letters and the links to deleted registrations, and give the free places to the waiting lists."""
    forget_letters(rows)
    forget_links([row.pk for row in rows])
    for roll in Roll.objects.filter(pk__in={row.roll_id for row in rows}).select_related("space").order_by("pk"):
        make_room(roll, at=at)
