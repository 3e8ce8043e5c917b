"""Groups that live in one another. A merge moves nothing: what each of a family has is read at the one that lives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL

from palabre.groups.models import Group
from palabre.web.prepared_query import prepared

TABLE = Group._meta.db_table
FAMILY = (
    f"WITH RECURSIVE up(id) AS (SELECT id FROM {TABLE} WHERE id = %s "
    f"UNION SELECT one.lives_in_id FROM {TABLE} one JOIN up ON one.id = up.id WHERE one.lives_in_id IS NOT NULL), "
    f"kin(id) AS (SELECT id FROM up UNION SELECT one.id FROM {TABLE} one JOIN kin ON one.lives_in_id = kin.id) "
    "SELECT id FROM kin"
)


def homes(space: int) -> dict[int, int]:
    """Return, of each group of this space that lives in another, the number of the living one: one query."""
    ways: dict[int, int] = dict(ways_home(space=space))
    return {number: followed(number, ways) for number in ways}


@prepared(space=BigIntegerField())
def ways_home(space: Any) -> QuerySet[Any, Any]:
    return Group.objects.filter(space=space, lives_in__isnull=False).values_list("pk", "lives_in")


def followed(number: int, ways: dict[int, int]) -> int:
    """Follow these one-way ties to their end. They have no circle."""
    while number in ways:
        number = ways[number]
    return number


def family(group: Group) -> list[int]:
    """Return the numbers of a living group, and of all that live in it, straight or through others: one query."""
    return kin(group.pk, homes(group.space_id))


def kin(number: int, home_of: dict[int, int]) -> list[int]:
    """Return the number of this living group, and of all that live in it, by what `homes` said."""
    return [number, *(absorbed for absorbed, home in home_of.items() if home == number)]


def family_around(group: int, space: int) -> list[int]:
    """Return the family of a group that may live in another one, the living one first: one query."""
    home_of = homes(space)
    return kin(home_of.get(group, group), home_of)


def living(group: Group) -> Group:
    """Return the group in which this one lives now, itself most often: one query for each step."""
    home = group
    while home.lives_in is not None:
        home = home.lives_in
    return home


def living_ones(groups: Iterable[Group], *, space: int) -> dict[int, Group]:
    """Return, by the number of each of these groups, the one in which it lives now: two queries, or none."""
    found = {group.pk: group for group in groups}
    if all(group.lives_in_id is None for group in found.values()):
        return found
    home_of = homes(space)
    there = Group.objects.in_bulk({home_of[number] for number in found if number in home_of})
    return {number: there.get(home_of.get(number, number), group) for number, group in found.items()}


def together(group: int | None, *, path: str = "group") -> Q:
    """Say which rows are of the family of this group, whichever of it lives; None: those of no group.

    `path` leads to their group. It costs no query of its own.
    """
    if group is None:
        return Q(**{f"{path}__isnull": True})
    return Q(**{f"{path}__in": RawSQL(FAMILY, [group])})
