"""Names that a person gave to themselves after coming: what others type or write by these is not for them.

Otherwise a member who writes their name as that of somebody who has not come, or who joins that name to theirs, would
get the roles, sheets and promises that others then give to that somebody. The name by which they came goes on meaning
them, and so does one that extends or shortens it. Once another member joins the new name to theirs, it means them as
well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from palabre.people.duplicates.duplicates import may_stand_for
from palabre.people.models import Merging, Person
from palabre.pure.french import name_key
from palabre.spaces.models import Space


def given_to_oneself(space: Space) -> set[int]:
    """Return the ids of the rows, persons and former spellings, whose name means nobody when others say it.

    Three queries. A spelling that its bearer changed stays as a double without a merging: the oldest is the first name,
    but for those that followed another person who was joined to the bearer.
    """
    former: dict[int, list[Any]] = defaultdict(list)
    for row in taken_by_their_bearer(space).order_by("is_joined", "pk"):
        former[row.same_as_id or 0].append(row)
    bearers = Person.objects.in_bulk(former) if former else {}
    standing = Merging.objects.filter(space=space, thing_kind=Person._meta.label_lower, undone_at=None)
    mergings = list(standing.values_list("absorbed_id", "kept_id", "moved")) if former else []
    followed = {number for *_two, moves in mergings for _kind, number, field in moves if field == "same_as"}
    own = set()
    for number, rows in former.items():
        came_by = first_name([row for row in rows if row.pk not in followed], bearers[number])
        own |= {row.pk for row in (*rows, bearers[number]) if not is_akin(came_by, row)}
    return own | joined_before({absorbed: kept for absorbed, kept, _moves in mergings}, own - former.keys())


def taken_with(space: Space) -> dict[int, int]:
    """Return, by id of each row whose bearer wrote that name in place of another, the id of the row made then.

    A spelling that was changed stays as a row made at that moment: it tells since when the next one is used.
    """
    former: dict[int, list[int]] = defaultdict(list)
    rows = taken_by_their_bearer(space).filter(is_joined=False)
    for bearer, row in rows.order_by("pk").values_list("same_as_id", "pk"):
        former[bearer].append(row)
    taken = {bearer: changed[-1] for bearer, changed in former.items()}
    return taken | {row: before for changed in former.values() for before, row in pairwise(changed)}


def borne_since(space: Space, family: Iterable[Person]) -> dict[str, int]:
    """Return, by name of these rows, the id of the first one of it, but for names that a bearer wrote for themselves.

    Whoever wrote a name once, before the person to whom texts give it, would else remove it from these texts.
    """
    taken, found = taken_with(space), dict[str, int]()
    for one in family:
        if one.pk not in taken:
            found[one.name] = min(found.get(one.name, one.pk), one.pk)
    return found


def joined_before(kept: dict[int, int], doubles: set[int]) -> set[int]:
    """Return the ids of the rows that were joined to one of these doubles, by anybody: they followed it.

    `kept`: into which row each one was joined.
    """
    found, more = set[int](), set(doubles)
    while more:
        more = {number for number, other in kept.items() if other in more} - found - doubles
        found |= more
    return found


def meant_by(row: Person) -> Person:
    """Return whom others mean by this row: the person it was joined to, unless that one gave themselves the name."""
    if row.same_as is None or row.pk in given_to_oneself(row.space):
        return row
    return row.same_as


def names_of_one(person: Person) -> set[int]:
    """Return the ids of the names that are one person's: this one, and those that were joined with it.

    A name that its bearer alone joined to their own, or gave themselves, stays apart, unless somebody came by it: they
    were asked then. Such a name is returned alone.
    """
    root = person.same_as_id or person.pk
    rows = Person.objects.filter(Q(pk=root) | Q(same_as=root), space=person.space_id, erased_at=None)
    came = dict(rows.values_list("pk", "came_at"))
    if len(came) < 2:
        return {person.pk}
    own = given_to_oneself(person.space)
    taken = {number for number, at in came.items() if number in own and number != root and at is None}
    return {person.pk} if person.pk in taken else came.keys() - taken | {person.pk}


def names_they_came_by(person: Person) -> set[int]:
    """Return the ids of this name, and of the one with which its bearer, who came by it, agreed to join it."""
    is_agreed = person.same_as_id is not None and person.has_come
    return {person.pk, person.same_as_id or 0} if is_agreed else {person.pk}


def spellings_among(rows: QuerySet[Person], space: Space) -> list[Person]:
    """Return those of these rows, persons and doubles of these, by whose names others mean them: see the module."""
    own = given_to_oneself(space)
    found = {one.pk: one for one in rows.select_related("same_as").order_by("pk")}
    meant = [one for one in found.values() if one.pk not in own]
    return [one for one in meant if one.same_as_id is None or one.same_as_id in found]


def spelled_so(spellings: Iterable[Person], name: str) -> list[Person]:
    """Return the persons of whom this is a full name, each once."""
    return bearers(one for one in spellings if one.key == tuple(name_key(name)))


def first_named_so(spellings: Iterable[Person], name: str) -> list[Person]:
    """Return the persons of whom this is a first name, each once."""
    return bearers(one for one in spellings if name_key(one.first_name) == name_key(name))


def bearers(spellings: Iterable[Person]) -> list[Person]:
    return list({who.pk: who for who in (one.same_as or one for one in spellings)}.values())


def taken_by_their_bearer(space: Space) -> QuerySet[Any]:
    """Return the doubles that nobody joined, or that their bearer did; `is_joined` tells these last ones."""
    standing = Merging.objects.filter(thing_kind=Person._meta.label_lower, absorbed_id=OuterRef("pk"), undone_at=None)
    joined_by = standing.annotate(hand=Coalesce("by__same_as", "by")).values("hand")[:1]
    rows = Person.objects.filter(space=space, same_as__isnull=False)
    rows = rows.annotate(is_joined=Exists(standing), joined_by=Subquery(joined_by))
    return rows.filter(Q(is_joined=False) | Q(joined_by=F("same_as")))


def first_name(rows: list[Any], bearer: Person) -> Person:
    """Return the row of the name by which the bearer came: `rows` are the spellings that followed nobody else."""
    return bearer if not rows or rows[0].is_joined else rows[0]


def is_akin(one: Person, other: Person) -> bool:
    """Return whether both are one name, or one of them is short for the other."""
    return are_akin(one.key, other.key)


def are_akin(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same, of the keys of two names."""
    return one == other or may_stand_for(one, other) or may_stand_for(other, one)
