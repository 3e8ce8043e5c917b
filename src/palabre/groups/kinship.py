"""Groups that live in one another. A merge moves nothing: what each of a family has is read at the one that lives."""

from __future__ import annotations

from palabre.groups.models import Group


def homes(space: int) -> dict[int, int]:
    """Return, of each group of this space that lives in another, the number of the living one: one query."""
    rows = Group.objects.filter(space=space, lives_in__isnull=False)
    ways = {number: home for number, home in rows.values_list("pk", "lives_in") if home is not None}
    return {number: followed(number, ways) for number in ways}


def followed(number: int, ways: dict[int, int]) -> int:
    """Follow these one-way ties to their end. They have no circle."""
    while number in ways:
        number = ways[number]
    return number


def family(group: Group) -> list[int]:
    """Return the numbers of a living group, and of all that live in it, straight or through others: one query."""
    return [group.pk, *(number for number, home in homes(group.space_id).items() if home == group.pk)]
