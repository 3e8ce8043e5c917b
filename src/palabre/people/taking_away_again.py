"""Names that were taken away since a copy was made, taken away again once it came back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from palabre.people.erasure import erase
from palabre.people.models import Person, RefusedName
from palabre.spaces.models import Space


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Whose names are gone, and the digests of what may not be written again, by space.

    A person is known by her space, her number and the instant she was named: a copy may come from another server.
    """

    persons: list[tuple[int, int, datetime.datetime]]
    digests: list[tuple[int, str]]


def what_was_taken_away() -> TakenAway:
    gone = Person.objects.filter(erased_at__isnull=False).order_by("pk")
    refused = RefusedName.objects.order_by("pk")
    return TakenAway(
        list(gone.values_list("space_id", "pk", "named_at")), list(refused.values_list("space_id", "digest"))
    )


def take_away_again(what: TakenAway, at: datetime.datetime) -> None:
    """Do it in the database that came back. A space or a person that it does not know has no name there."""
    spaces = set(Space.objects.values_list("pk", flat=True))
    rows = (RefusedName(space_id=space, digest=digest) for space, digest in what.digests if space in spaces)
    RefusedName.objects.bulk_create(rows, ignore_conflicts=True)
    for space, number, named_at in what.persons:
        person = Person.objects.filter(space=space, pk=number, named_at=named_at, erased_at=None).first()
        if person is not None:
            erase(person, at=at)
