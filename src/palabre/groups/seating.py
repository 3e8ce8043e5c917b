"""The people of a group as an audience: who is of it reads and writes what is kept to it, and nobody else.

Of it are those who hold a role, and the members of the space who said « J’y vais » to the group itself. Their seats
follow: each act by which somebody comes or leaves calls `keep_in_step`.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from palabre.groups.kinship import family, followed, living
from palabre.groups.models import Group, Membership, Pledge
from palabre.journal.models import kind_of
from palabre.people.models import Audience, AudienceKind, Person
from palabre.spaces.models import Space
from palabre.wiki.circles import Circle


def circles(space: Space, person: Person) -> list[Circle]:
    """Return the living groups of `space` that `person` is of, as those to whom a page may be kept: four queries.

    She is of a living group, too, by her place in one that lives in it.
    """
    families = families_of(space, person)
    people = people_of([group for kin in families for group in kin])
    names = Person.objects.in_bulk({number for some in people.values() for number in some})
    told = []
    for kin in families:
        numbers = {number for group in kin for number in people[group.pk]}
        told.append(as_circle(kin[0], sorted(names[number].name for number in numbers)))
    return told


def families_of(space: Space, person: Person) -> list[list[Group]]:
    """Return the families that she is of, the living group of each first, by their titles: one query."""
    hers = Q(memberships__person=person, memberships__until=None) | Q(pledges__person=person, pledges__call=None)
    is_hers = Exists(Group.objects.filter(hers, pk=OuterRef("pk")))
    tied = Q(lives_in__isnull=False) | Q(absorbed__isnull=False)
    rows = Group.objects.filter(is_hers | tied, space=space).visible_to(person).annotate(is_hers=is_hers)
    groups = {group.pk: group for group in rows.distinct()}
    ways = {group.pk: group.lives_in_id for group in groups.values() if group.lives_in_id is not None}
    families: dict[int, list[Group]] = {group.pk: [group] for group in groups.values() if group.lives_in_id is None}
    for number in ways:
        families.get(followed(number, ways), []).append(groups[number])
    mine = [kin for kin in families.values() if any(group.is_hers for group in kin)]  # type: ignore[attr-defined]
    return sorted(mine, key=lambda kin: (kin[0].title, kin[0].pk))


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
    """Return the audience of the group's people, made now if need be. The caller holds the space.

    Those of the groups that live in it are joined to it: its people and theirs read the same.
    """
    now = Group.objects.select_related("own_audience").get(pk=group.pk)
    is_new = now.own_audience is None
    audience = seated_audience(now)
    if is_new:
        join_family(living(now))
    return audience


def seated_audience(group: Group) -> Audience:
    """Return the group's own audience with its people seated, made now if need be. `own_audience` is at hand."""
    if group.own_audience is None:
        group.own(Audience.objects.create(space_id=group.space_id, kind=AudienceKind.SEATS))
    audience = group.own_audience
    assert audience is not None
    audience.seat_exactly(people_of([group])[group.pk])
    return audience


def join_family(home: Group) -> None:
    """Have what each of a family keeps to its people read by the people of all, as it lives together now.

    Where nothing was ever kept to any of them, nothing is written. The caller holds the space.
    """
    rows = Group.objects.filter(pk__in=family(home)).select_related("own_audience")
    groups = list(rows.order_by("pk"))
    if not any(group.own_audience_id for group in groups):
        return
    audiences = {}
    for group in groups:
        audiences[group.pk] = group.own_audience or seated_audience(group)
    root = audiences.pop(home.pk)
    root.join([audience.pk for audience in audiences.values()])


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


def people_of_family(group: Group) -> set[int]:
    """Return the numbers of the persons who are of this living group, or of one that lives in it: three queries."""
    found = people_of(Group.objects.filter(pk__in=family(group)).only("pk"))
    return {number for some in found.values() for number in some}


def people_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the numbers of the persons who are of each of these groups: two queries."""
    numbers = [group.pk for group in groups]
    found: dict[int, set[int]] = defaultdict(set)
    roles = Membership.objects.filter(group__in=numbers).held()
    offers = Pledge.objects.filter(group__in=numbers, call=None, person__joined_at__isnull=False)
    for group, person in [*roles.values_list("group", "person"), *offers.values_list("group", "person")]:
        found[group].add(person)
    return defaultdict(set, found)
