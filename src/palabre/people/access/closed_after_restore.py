"""Ways in that were closed since a copy was made, closed again once it came back: who was put out, links, devices.

Which messages a person wants is known with their devices: whoever stopped them is not written to again.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from palabre.people.agreements import exclusion
from palabre.people.models import Agreement, AgreementKind, Link, Person
from palabre.spaces.models import Space
from palabre.upkeep.backups.carried_fields import FieldCarrier

LINKS = FieldCarrier(Link, "made_at", ("nonce", "revoked_at", "removal_asked_at"))
DEVICES = FieldCarrier(Person, "named_at", ("nonce", "news"))


@dataclass(frozen=True, slots=True)
class PastExclusion:
    """One exclusion. A person is known by space, number and the instant they were named, as in PastErasure."""

    space: int
    person: int
    named_at: datetime.datetime
    at: datetime.datetime


def who_was_put_out(_leaving_out: Collection[int] = ()) -> list[PastExclusion]:
    rows = Person.objects.filter(put_out_at__isnull=False, erased_at=None)
    rows = rows.order_by(F("same_as").asc(nulls_first=True), "pk")  # their other names go with them
    return [PastExclusion(row.space_id, row.pk, row.named_at, row.put_out_at) for row in rows if row.put_out_at]


def put_out_again(what: list[PastExclusion], at: datetime.datetime) -> None:
    """Do it in the database that came back, as an agreement that is undone within the day of the first one."""
    for gone in what:
        rows = Person.objects.select_related("space").filter(pk=gone.person, named_at=gone.named_at, erased_at=None)
        person = rows.filter(space=gone.space, put_out_at=None).first()
        if person is not None:
            put_out_one(person, at=min(gone.at, at))


def put_out_one(person: Person, *, at: datetime.datetime) -> None:
    with transaction.atomic():
        Space.hold(person.space_id)
        said = {"space": person.space, "kind": AgreementKind.PUT_OUT, "person": person}
        waits = Agreement.objects.waiting().filter(**said).first() or Agreement.objects.create(**said, at=at)
        waits.be_done(at, second=None, facts=exclusion.put_out(person, by=None, at=at))


def close_all(at: datetime.datetime) -> None:
    """Close every link, and have every device forget whom it knows: nobody can tell which of them were closed."""
    Link.objects.filter(revoked_at=None).update(revoked_at=at)
    for person in Person.objects.filter(came_at__isnull=False).only("pk"):
        Person.objects.filter(pk=person.pk).update(nonce=secrets.token_urlsafe(12))
