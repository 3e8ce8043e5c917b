"""Names removed since a backup was made: removed again once it is restored; one may be left out."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from palabre.people.erasures.delayed_erasure import finish_all
from palabre.people.erasures.name_erasure import A_DAY, erase
from palabre.people.models import Erasure, Person, RefusedName, is_due
from palabre.spaces.models import Space
from palabre.upkeep.backups.carried_fields import FieldCarrier

LEAVING = FieldCarrier(Person, "named_at", ("leaving_at",), empties=True)  # asked, or kept by a member, since


@dataclass(frozen=True, slots=True)
class PastErasure:
    """One removal. A person is identified by space, id and the instant they were named.

    A backup may come from another server. `kept` are the things whose readers kept the words, `is_over` tells whether
    texts by others have lost the name (see Erasure).
    """

    space: int
    person: int
    named_at: datetime.datetime
    at: datetime.datetime
    kept: list[Any]
    is_over: bool


@dataclass(frozen=True, slots=True)
class PastErasures:
    """The persons whose names were removed, and the digests of the refused names, by space."""

    persons: list[PastErasure]
    digests: list[tuple[int, str]]


def what_was_taken_away(leaving_out: Collection[int] = ()) -> PastErasures:
    """Return what is to be done again; `leaving_out` are ids of persons (see `listed`)."""
    gone = Person.objects.filter(erased_at__isnull=False).exclude(pk__in=leaving_out).order_by("pk")
    left = {erasure.person_id: erasure for erasure in Erasure.objects.all()}
    rows = gone.values_list("space_id", "pk", "same_as", "named_at", "erased_at")
    refused = RefusedName.objects.exclude(person__in=leaving_out).order_by("pk")
    return PastErasures(
        [
            PastErasure(space, number, named_at, at, *state_of(left.get(number) or left.get(joined)))
            for space, number, joined, named_at, at in rows
            if at
        ],
        list(refused.values_list("space_id", "digest")),
    )


def state_of(erasure: Erasure | None) -> tuple[list[Any], bool]:
    return ([], True) if erasure is None else (erasure.kept, erasure.due_at is None)


def take_away_again(what: PastErasures, at: datetime.datetime) -> None:
    """Remove the names in the restored database. A space or a person that it does not know has no name there."""
    spaces = set(Space.objects.values_list("pk", flat=True))
    rows = (RefusedName(space_id=space, digest=digest) for space, digest in what.digests if space in spaces)
    RefusedName.objects.bulk_create(rows, ignore_conflicts=True)
    for gone in what.persons:
        person = Person.objects.filter(space=gone.space, pk=gone.person, named_at=gone.named_at).first()
        if person is not None:
            erase(person, at=min(gone.at, at))
            left = Erasure.objects.filter(person=person, due_at__isnull=False)
            left.update(kept=gone.kept, **({"due_at": at} if gone.is_over else {}))
    finish_all(Erasure.objects.filter(is_due(at)), at)  # in ended spaces too: a copy may be taken of them


def give_a_day(at: datetime.datetime) -> None:
    """Leave members a day to keep the names that are about to go: who kept them since is not known."""
    Person.objects.filter(leaving_at__lt=at + A_DAY, erased_at=None).update(leaving_at=at + A_DAY)


def listed() -> list[dict[str, Any]]:
    """Return the removals that a restore would do again, to choose one to leave out."""
    gone = Person.objects.filter(erased_at__isnull=False).order_by("erased_at", "pk")
    rows = gone.values_list("pk", "space__slug", "erased_at")
    return [{"number": number, "space": space, "at": at.isoformat()} for number, space, at in rows if at]
