"""Whose yes counts for what concerns a whole space: opening, publishing, closing it, putting somebody out.

Those who founded the space or carry something in it, and whom one of these greeted: never somebody who only entered,
were it twice. Who carries counts from the day after she came in. Where nobody founded it or carries anything any
longer, every member counts.
"""

from __future__ import annotations

import datetime

from palabre.people import sockets
from palabre.people.models import Person
from palabre.spaces.models import Space

KNOWN = datetime.timedelta(days=1)  # since when who carries must have been here


def those_who_count(space: Space, *, at: datetime.datetime, ignoring: int | None = None) -> list[Person]:
    """Return them by name, greetings by the person `ignoring` left out. The caller holds the space for an act."""
    counted = [counting(space) for counting in sockets.countings]
    known = {number for one in counted for number in one.carriers}
    founder = space.persons.order_by("pk").values_list("pk", flat=True).first()
    rows = space.persons.filter(joined_at__isnull=False, put_out_at=None, erased_at=None, same_as=None)
    members = list(rows.order_by("name", "pk"))
    since_long = {one.pk for one in members if one.joined_at is not None and one.joined_at <= at - KNOWN}
    base = {one.pk for one in members if one.pk == founder} | (known & since_long)
    greeted = {person for one in counted for by, person in one.greeted if by in base and by != ignoring}
    return [one for one in members if one.pk in (base | greeted or since_long)]


def counts(person: Person | None, space: Space, *, at: datetime.datetime) -> bool:
    return person is not None and person.pk in {one.pk for one in those_who_count(space, at=at)}


def count_apart(one: int, other: int, space: Space, *, at: datetime.datetime) -> bool:
    """Whether both count, each without a greeting of the other: one human under two names has only those."""
    return one != other and all(
        person in {each.pk for each in those_who_count(space, at=at, ignoring=greeter)}
        for person, greeter in ((one, other), (other, one))
    )
