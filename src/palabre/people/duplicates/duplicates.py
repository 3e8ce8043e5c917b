"""Names that may be one person: readers of the page are asked. Nothing is guessed, and nothing is asked twice."""

from __future__ import annotations

import dataclasses
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.people.models import Affiliation, MergeRequest, Merging, Person
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

type Pair = frozenset[int]
type Key = tuple[str, ...]


class DuplicateReason(enum.StrEnum):
    SAME_NAME = "same_name"
    SAME_FIRST_NAME = "same_first_name"
    INITIALS = "initials"
    FIRST_NAME_ALONE = "first_name_alone"


@dataclasses.dataclass(frozen=True, slots=True)
class Double:
    """Two names that may be one person. `one` was named first."""

    one: Person
    other: Person
    why: DuplicateReason


def doubles_of(space: Space, *, among: Iterable[Person] | None = None) -> list[Double]:
    """Return the pairs to ask about, the surest first, of those in the space (or `among` these), in four queries."""
    persons = alive(space.persons.order_by("pk")) if among is None else alive(among)
    settled = said_to_be_two(space) | being_asked(space)
    found: dict[Pair, Double] = {}
    for one, other, why in [*by_name(persons), *by_organisation(persons, space), *by_pieces(persons)]:
        pair = frozenset((one.pk, other.pk))
        if pair not in settled and not (one.account_id and other.account_id):
            found.setdefault(pair, Double(one, other, why))
    return list(found.values())


def alive(persons: Iterable[Person]) -> list[Person]:
    return [person for person in persons if person.same_as_id is None and person.erased_at is None and person.key]


def said_to_be_two(space: Space) -> set[Pair]:
    return set(map(frozenset, pairs_parted(space=space.pk)))


@prepared(space=BigIntegerField())
def pairs_parted(space: Any) -> QuerySet[Any, Any]:
    said = Merging.objects.filter(space=space, thing_kind=Person._meta.label_lower, undone_at__isnull=False)
    return said.values_list("kept_id", "absorbed_id")


def being_asked(space: Space) -> set[Pair]:
    """Return the pairs about which one of the two persons is asked."""
    return set(map(frozenset, pairs_asked(space=space.pk)))


@prepared(space=BigIntegerField())
def pairs_asked(space: Any) -> QuerySet[Any, Any]:
    return MergeRequest.objects.filter(kept__space=space).values_list("kept", "absorbed")


def by_name(persons: list[Person]) -> Iterator[tuple[Person, Person, DuplicateReason]]:
    """Yield pairs of one name, ignoring case, accents and hyphens: each with the first person who bears it."""
    known: dict[Key, Person] = {}
    for person in persons:
        first = known.setdefault(person.key, person)
        if first is not person:
            yield first, person, DuplicateReason.SAME_NAME


def by_organisation(persons: list[Person], space: Space) -> Iterator[tuple[Person, Person, DuplicateReason]]:
    """Yield pairs of one first name in one organisation."""
    numbered = {person.pk: person for person in persons}
    known: dict[tuple[str, int], Person] = {}
    for number, organisation in affiliations_in(space=space.pk):
        if person := numbered.get(number):
            first = known.setdefault((person.key[0], organisation), person)
            if first is not person and len(person.key[0]) > 1:
                yield first, person, DuplicateReason.SAME_FIRST_NAME


@prepared(space=BigIntegerField())
def affiliations_in(space: Any) -> QuerySet[Any, Any]:
    ties = Affiliation.objects.filter(person__space=space).order_by("person_id", "pk")
    return ties.values_list("person_id", "organisation_id")


def by_pieces(persons: list[Person]) -> Iterator[tuple[Person, Person, DuplicateReason]]:
    """Yield « I. Lamour », « Inès L. » or « Inès » with the whole name, when only one matches."""
    whole: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        if is_whole(person.key):
            whole[person.key[0][0]].append(person)
    for person in persons:
        if not is_whole(person.key):
            answering = [other for other in whole[person.key[0][0]] if may_stand_for(person.key, other.key)]
            if len({other.key for other in answering}) == 1:
                first, second = sorted((answering[0], person), key=lambda one: one.pk)
                yield (
                    first,
                    second,
                    DuplicateReason.FIRST_NAME_ALONE if len(person.key) == 1 else DuplicateReason.INITIALS,
                )


def is_whole(key: Key) -> bool:
    return len(key) > 1 and all(len(piece) > 1 for piece in key)


def may_stand_for(short: Key, whole: Key) -> bool:
    """Return whether `short` is the first name alone, or as many pieces, each the same or its initial."""
    if len(short) == 1:
        return len(short[0]) > 1 and short[0] == whole[0]
    if len(short) != len(whole):
        return False
    return all(
        mine == theirs or (len(mine) == 1 and theirs.startswith(mine))
        for mine, theirs in zip(short, whole, strict=True)
    )
