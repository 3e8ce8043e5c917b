"""Doubles that are removed with a name at once: never one that only its bearer's own word joined to it.

Otherwise a person could join the name of somebody who never came to their own, then erase it with theirs, at once and
for good. A double that another elector (see electorate) joined is removed too, once all could read it and undo it for
a day: the two may be names of one human. So is a former spelling, which nobody joined. One who came, by a link say, or
who said as well that they are one person, goes a day later: nobody erases a living person at once who was led to say
yes. So does a typed name that was joined to one that a text gave: it may be any words, and goes only from what it may.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import Q, QuerySet

from palabre.people.agreements.electorate import electorate
from palabre.people.duplicates.person_merge import part_pair
from palabre.people.models import Merging, Person
from palabre.pure.french import PARTICLES

TOLD_FOR = datetime.timedelta(days=1)  # a joining is told, and may be undone


def own_joins(person: Person, *, at: datetime.datetime, family: set[int] | None = None) -> dict[int, list[Merging]]:
    """Return, by id of each double that the family or a non-elector joined, or lately another, the mergings to undo.

    So are those of a double who came since: nobody asked them; and of another, typed name, if the person's is given. So
    are those of a double to whom such a one was joined, since it is parted too.
    """
    family = family_of_names(person) if family is None else family
    if len(family) < 2:
        return {}
    kind = Person._meta.label_lower
    done = Merging.objects.filter(space=person.space_id, thing_kind=kind, absorbed_id__in=family, undone_at=None)
    joined = {one.absorbed_id: one for one in done.order_by("pk")}
    if not joined:
        return {}
    counting = {one.pk for one in electorate(person.space, at=at)} - family
    apart = set(Person.objects.filter(pk__in=joined, came_at__isnull=False).values_list("pk", flat=True))
    apart |= set() if person.is_typed else other_typed_names(family, joined)
    found = {}
    for number in joined:
        path = way_up(number, joined)
        own = [
            place
            for place, one in enumerate(path)
            if one.by_id is not None
            and (one.by_id not in counting or one.absorbed_id in apart or one.at > at - TOLD_FOR)
        ]
        found.update({number: path[own[0] :]} if own else {})
    parted = {one.absorbed_id for path in found.values() for one in path}
    return found | {number: way_up(number, joined) for number in parted - found.keys()}


def other_typed_names(family: set[int], joined: Collection[int]) -> set[int]:
    """Return the ids of those joined whose name was typed and is none that a text gave to the family."""
    rows = list(Person.objects.filter(pk__in=family))
    given = {one.key for one in rows if not one.is_typed}
    return {one.pk for one in rows if one.pk in joined and one.is_typed and one.key not in given}


def joined_by_others(person: Person, family: Collection[Person]) -> list[Person]:
    """Return those of the family whom somebody joined to the person, under a name that says another word than theirs.

    Who joined them may have brought that name, which may be any words, as « Sur Le ». Initials beside a word of theirs
    say no other.
    """
    kind, numbers = Person._meta.label_lower, [one.pk for one in family]
    done = Merging.objects.filter(space=person.space_id, thing_kind=kind, absorbed_id__in=numbers, undone_at=None)
    joined = {number for one in done for number in one.both} - {person.pk}
    own = {word for one in family if one.pk not in joined for word in one.key} - PARTICLES
    return [one for one in family if one.pk in joined and says_another(one.key, own)]


def says_another(key: Collection[str], own: set[str]) -> bool:
    """Return whether a name, given by its folded words, has none of these words, or another one."""
    return own.isdisjoint(key) or any(len(word) > 1 and word not in own | PARTICLES for word in key)


def family_of_names(person: Person) -> set[int]:
    root = person.same_as_id or person.pk
    return set(Person.objects.filter(Q(pk=root) | Q(same_as=root), erased_at=None).values_list("pk", flat=True))


def names_that_wait(person: Person, *, at: datetime.datetime) -> QuerySet[Person]:
    """Return the doubles whose names may go a day later: see `going_later`."""
    return going_later(person, own_joins(person, at=at))


def going_later(person: Person, joins: dict[int, list[Merging]]) -> QuerySet[Person]:
    """Return the doubles whom no other elector joined and who are no members, and those who said that they are one.

    So did who became a member by a link of the name after somebody else had joined it.
    """
    done = {one.absorbed_id: one for path in joins.values() for one in path}
    agreed = {number for one in done.values() if one.is_own_word for number in one.both}
    joined_first = [one for one in done.values() if one.by_id not in (None, *one.both, person.pk)]
    members = Person.objects.filter(pk__in=[one.absorbed_id for one in joined_first], came_at__isnull=False)
    agreed |= {one.pk for one in members if one.came_at is not None and one.came_at > done[one.pk].at}
    rows = Person.objects.filter(Q(pk__in=joins, joined_at=None) | Q(pk__in=agreed), erased_at=None)
    return rows.exclude(pk=person.pk).order_by("pk")


def way_up(number: int, joined: dict[int, Merging]) -> list[Merging]:
    """Return the mergings from this double up to the person into whom it was merged."""
    path: list[Merging] = []
    while number in joined and joined[number] not in path:
        path.append(joined[number])
        number = joined[number].kept_id
    return path


def part_own_joins(person: Person, *, at: datetime.datetime) -> list[Person]:
    """Undo these mergings, the newest first: each double gets its rows back. The caller holds the space.

    Return the doubles whose names may go a day later.
    """
    joins = own_joins(person, at=at)
    rows = {one.pk: one for path in joins.values() for one in path}
    for number in sorted(rows, reverse=True):
        part_pair(rows[number], by=None, at=at)
    return list(going_later(person, joins))
