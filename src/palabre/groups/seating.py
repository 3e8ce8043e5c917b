"""The people of a group as an audience: who is of it reads and writes what is kept to it, and nobody else.

Of it are those who hold a role, and the members of the space who said « J’y vais » to the group itself. Their seats
follow: each act by which somebody comes or leaves calls `keep_in_step`.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.models import Group, Membership, Pledge
from palabre.journal.models import kind_of
from palabre.people.models import Audience, AudienceKind, Person
from palabre.spaces.models import Space
from palabre.wiki.circles import Circle


def circles(space: Space, person: Person) -> list[Circle]:
    """Return the living groups of `space` that `person` is of, as those to whom a page may be kept: four queries."""
    hers = Q(memberships__person=person, memberships__until=None) | Q(pledges__person=person, pledges__call=None)
    rows = Group.objects.filter(hers, space=space).alive().visible_to(person).distinct().order_by("title", "pk")
    groups = list(rows)
    people = people_of(groups)
    names = Person.objects.in_bulk({number for some in people.values() for number in some})
    return [as_circle(group, sorted(names[one].name for one in people[group.pk])) for group in groups]


def as_circle(group: Group, names: list[str]) -> Circle:
    return Circle(
        key=f"{kind_of(group)}:{group.pk}",
        title=group.title,
        names=tuple(names),
        later=_("Whoever joins the group will read it too; whoever leaves it no longer will."),
        number=group.own_audience_id,
        audience=functools.partial(own_audience, group),
    )


def own_audience(group: Group) -> Audience:
    """Return the audience of the group's people, made now if need be. The caller holds the space."""
    now = Group.objects.select_related("own_audience").get(pk=group.pk)
    if now.own_audience is None:
        now.own(Audience.objects.create(space_id=now.space_id, kind=AudienceKind.SEATS))
    audience = now.own_audience
    assert audience is not None
    audience.seat_exactly(people_of([now])[now.pk])
    return audience


def keep_in_step(space: int) -> None:
    """Seat the people of each group of the space of this number that has an audience of its own, as they are now.

    For the transaction of the act that changed them. One query where no group has one, which is the most frequent.
    """
    groups = list(Group.objects.filter(space=space, own_audience__isnull=False).select_related("own_audience"))
    if not groups:
        return
    people = people_of(groups)
    changed = [group.own_audience.seat_exactly(people[group.pk]) for group in groups if group.own_audience]
    if any(changed):
        Space.touch(space)


def keep_in_step_for(verb: str, subject: object, *, by: Person | None, **facts: object) -> None:
    """Hear what the acts of people tell: who comes into the space, or is found to be another, may be of a group."""
    space = getattr(subject, "space_id", None) or getattr(subject, "pk", None)
    if verb in ("space.joined", "persons.merged", "persons.parted") and space:
        keep_in_step(space)


def people_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the numbers of the persons who are of each of these groups: two queries."""
    numbers = [group.pk for group in groups]
    found: dict[int, set[int]] = defaultdict(set)
    roles = Membership.objects.filter(group__in=numbers).held()
    offers = Pledge.objects.filter(group__in=numbers, call=None, person__joined_at__isnull=False)
    for group, person in [*roles.values_list("group", "person"), *offers.values_list("group", "person")]:
        found[group].add(person)
    return defaultdict(set, found)
