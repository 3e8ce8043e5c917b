"""Names removed since a backup was made: removed again once it is restored; one may be left out.

The backup may not know the person, or know them under a shorter name: what is left of a removed name is its digests,
and all texts of the backup are searched for them. A name that still waits is stored, and waits again.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from palabre.people import hooks
from palabre.people.erasures.apart import each_apart
from palabre.people.erasures.delayed_erasure import cleaner_of, finish_all, goes
from palabre.people.erasures.name_erasure import A_DAY, erase, found_in, hide
from palabre.people.erasures.refused_names import record_refused, refused_digests
from palabre.people.erasures.refused_sweep import RefusedSweep
from palabre.people.models import Erasure, Person, RefusedName, is_due, spellings_in
from palabre.spaces.models import Space
from palabre.upkeep.backups.carried_fields import FieldCarrier
from palabre.upkeep.hooks import NAMES_LEFT

OF_WAITING = ("due_at", "is_wide", "names", "kept", "unread", "digests", "found")  # of an Erasure that waits again
LEAVING = FieldCarrier(Person, "named_at", ("leaving_at",), empties=True)  # asked, or kept by a member, since


@dataclass(frozen=True, slots=True)
class PastErasure:
    """One removal. A person is identified by space, id and the instant they were named.

    A backup may come from another server. `kept` are the things whose readers kept the words, `is_over` tells whether
    texts by others have lost the name (see Erasure); while they have not, `waiting` is the id of the Erasure.
    `is_known` tells whether the name is refused, or stored with what waits. `root`: whom this double was merged into.
    """

    space: int
    person: int
    named_at: datetime.datetime
    at: datetime.datetime
    kept: list[Any]
    is_over: bool
    is_wide: bool = True
    is_known: bool = True
    waiting: int | None = None
    root: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingErasure:
    """A name that texts by others still say, by the id of its Erasure. The last ones are `OF_WAITING`."""

    number: int
    space: int
    at: datetime.datetime
    due_at: datetime.datetime
    is_wide: bool
    names: str
    kept: list[Any]
    unread: list[Any]
    digests: list[str]
    found: list[Any] | None


@dataclass(frozen=True, slots=True)
class PastErasures:
    """The persons whose names were removed; the digests of the refused names by space, their bearers; what waits.

    `typed` are the digests of names that nobody but their bearers gave, which may be any words.
    `spaces` tells when each space was made: in a backup of another server, the same id is another space.
    """

    persons: list[PastErasure]
    digests: list[tuple[int, str]]
    bearers: list[int | None] = field(default_factory=list)
    waiting: list[WaitingErasure] = field(default_factory=list)
    spaces: dict[int, datetime.datetime] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


def what_was_taken_away(leaving_out: Collection[int] = ()) -> PastErasures:
    """Return what is to be done again; `leaving_out` are ids of persons (see `listed`)."""
    gone = Person.objects.filter(erased_at__isnull=False).exclude(pk__in=leaving_out).order_by("pk")
    left = {erasure.person_id: erasure for erasure in Erasure.objects.filter(person__isnull=False)}
    rows = gone.values_list("space_id", "pk", "same_as", "named_at", "erased_at")
    refused = list(RefusedName.objects.exclude(person__in=leaving_out).order_by("pk"))
    waiting = Erasure.objects.filter(due_at__isnull=False).exclude(person__in=leaving_out).order_by("pk")
    return PastErasures(
        [
            PastErasure(space, number, named_at, at, *state_of(left.get(number) or left.get(joined)), root=joined)
            for space, number, joined, named_at, at in rows
            if at
        ],
        [(one.space_id, one.digest) for one in refused],
        [one.person_id for one in refused],
        [WaitingErasure(one.pk, one.space_id, one.at, *(getattr(one, name) for name in OF_WAITING)) for one in waiting],
        dict(Space.objects.values_list("pk", "made_at")),
        [one.digest for one in refused if one.is_typed],
    )


def state_of(erasure: Erasure | None) -> tuple[list[Any], bool, bool, bool, int | None]:
    """Return `kept` and what follows it in a PastErasure."""
    if erasure is None:
        return [], True, True, True, None
    waits = erasure.due_at is not None
    is_known = waits or (erasure.is_wide and not erasure.kept)
    return erasure.kept, not waits, erasure.is_wide, is_known, erasure.pk if waits else None


def take_away_again(what: PastErasures, at: datetime.datetime) -> str | None:
    """Remove the names in the restored database. Return NAMES_LEFT where its texts may still say one that is unknown.

    A space that it does not know has no name there. One removal that fails stops no other. Doing it twice changes
    nothing more. Whole names go first, whoever bears them, for a word of one may be the whole of another that it would
    break: by their digests, then by the removals of who is known, then the words that stand alone.
    """
    there, spaces = persons_there(what), spaces_there(what)
    sweeps = dict[int, RefusedSweep]()
    is_done = sweep_whole_names(what, spaces, there, into=sweeps)
    names = {one.number: spellings_in(one.names) for one in what.waiting}

    def erase_again(gone: PastErasure) -> None:
        person = there[gone.person]
        erase(person, at=min(gone.at, at), also=names.get(gone.waiting or 0, ()))
        left = Erasure.objects.filter(person=person, due_at__isnull=False)
        left.update(kept=gone.kept, **({"due_at": at} if gone.is_over else {}))

    known = [(gone.person, gone) for gone in what.persons if gone.person in there]
    is_done &= each_apart(erase_again, known, called="removal of person")
    told = {gone.waiting for _number, gone in known}
    unknown = [(one.number, one) for one in what.waiting if one.number not in told and one.space in spaces]
    is_done &= each_apart(lambda waits: wait_again(waits, spaces[waits.space]), unknown, called="erasure")
    if knows_any(what):  # in ended spaces too: a copy may be taken of them
        is_done &= finish_all(Erasure.objects.filter(is_due(at)), at)
    is_done &= sweep_all_names(sweeps, beside=list(there.values()))
    refuse_again(what, spaces)  # last: cut short and done anew, this does not search what the database refuses
    is_any_left = any(is_left(gone, there) for gone in what.persons if gone.space in spaces)
    return None if is_done and not is_any_left else NAMES_LEFT


def persons_there(what: PastErasures) -> dict[int, Person]:
    """Return, by id, the persons that the restored database knows."""
    found = {}
    for gone in what.persons:
        person = Person.objects.filter(space=gone.space, pk=gone.person, named_at=gone.named_at).first()
        found.update({gone.person: person} if person is not None else {})
    return found


def spaces_there(what: PastErasures) -> dict[int, Space]:
    """Return, by id, the spaces that the restored database knows; of all ids, where an older version carried them."""
    found = Space.objects.order_by("pk")
    return {one.pk: one for one in found if not what.spaces or what.spaces.get(one.pk) == one.made_at}


def knows_any(what: PastErasures) -> bool:
    """Return whether the database that was there knew a restored space: otherwise words kept since are not known."""
    made = Space.objects.values_list("pk", "made_at")
    return any(what.spaces.get(number) == at for number, at in made) if what.spaces else bool(what.persons)


def sweep_whole_names(
    what: PastErasures, spaces: dict[int, Space], there: dict[int, Person], *, into: dict[int, RefusedSweep]
) -> bool:
    """Read all texts, and remove the whole names refused since; return whether it was done in each space.

    They were removed from all: where words were kept, none was refused. What the backup says of a name that it refuses
    was written since that removal, in words that may be said.
    """
    digests = defaultdict[int, set[str]](set)
    for number, digest in what.digests:
        digests[number].add(digest)
    typed = frozenset(what.typed)
    known = [there[one.person] for one in what.persons if one.is_known and one.is_over and one.person in there]

    def sweep(number: int) -> None:
        new = frozenset(digests[number]) - refused_digests(spaces[number])
        into[number] = RefusedSweep.of(spaces[number], new, typed=typed)
        into[number].remove_whole(beside=of_space(number, known))

    numbers = sorted(digests.keys() & spaces.keys())
    return each_apart(sweep, zip(numbers, numbers), called="removal of refused names in space")


def sweep_all_names(sweeps: dict[int, RefusedSweep], *, beside: list[Person]) -> bool:
    def sweep(number: int) -> None:
        sweeps[number].remove_all(beside=of_space(number, beside))

    return each_apart(sweep, zip(sweeps, sweeps), called="removal of refused names in space")


def of_space(space: int, persons: list[Person]) -> list[Person]:
    return [one for one in persons if one.space_id == space]


def refuse_again(what: PastErasures, spaces: Collection[int]) -> None:
    bearers, typed = what.bearers or [None] * len(what.digests), set(what.typed)
    known = set(Person.objects.filter(pk__in={one for one in bearers if one}).values_list("pk", flat=True))
    record_refused(
        RefusedName(
            space_id=space, digest=digest, person_id=bearer if bearer in known else None, is_typed=digest in typed
        )
        for (space, digest), bearer in zip(what.digests, bearers, strict=True)
        if space in spaces
    )


def wait_again(waits: WaitingErasure, space: Space) -> None:
    """Have the name of somebody whom the backup does not know wait as it did, hidden from strangers."""
    facts = {name: getattr(waits, name) for name in OF_WAITING}
    with transaction.atomic():
        erasure, is_new = Erasure.objects.get_or_create(space=space, person=None, at=waits.at, defaults=facts)
        cleaner = cleaner_of(erasure)
        for texts in hooks.texts.values() if is_new and waits.is_wide else ():
            if texts.hide is not None:
                hide(cleaner, texts, [number for number, _by, ref in found_in(cleaner, texts) if goes(erasure, ref)])


def is_left(gone: PastErasure, there: dict[int, Person]) -> bool:
    """Return whether texts of the backup may still say a name of this person, which nothing tells.

    Their readers kept it elsewhere, or they were a guest: no digest is left. The backup does not know this row: nor the
    person, or not this spelling of theirs.
    """
    return not gone.is_known and gone.person not in there and (gone.is_wide or gone.root in there)


def give_a_day(at: datetime.datetime) -> None:
    """Leave members a day to keep the names that are about to go: who kept them since is not known."""
    Person.objects.filter(leaving_at__lt=at + A_DAY, erased_at=None).update(leaving_at=at + A_DAY)
    Erasure.objects.filter(due_at__lt=at + A_DAY).update(due_at=at + A_DAY)


def listed() -> list[dict[str, Any]]:
    """Return the removals that a restore would do again, to choose one to leave out."""
    gone = Person.objects.filter(erased_at__isnull=False).order_by("erased_at", "pk")
    rows = gone.values_list("pk", "space__slug", "erased_at")
    return [{"number": number, "space": space, "at": at.isoformat()} for number, space, at in rows if at]
