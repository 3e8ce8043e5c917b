"""The people of a group as an audience: who is of it and was greeted reads and writes what is kept to it, nobody else.

Of it are those who hold a role, and the members of the space who said « J’y vais » to the group itself. A greeting (see
greeting) is what opens its pages; whoever is there when the first one is kept needs none. Seats follow: each act by
which somebody comes, is greeted or leaves calls `keep_in_step`.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.groups.lineage.group_family import family, followed, living
from palabre.groups.models import Greeting, Group, GroupLineage, GroupLineageKind, Membership, Pledge
from palabre.journal.models import kind_of
from palabre.people.models import Audience, AudienceKind, Person, seats_in
from palabre.spaces.models import Space
from palabre.wiki.readers.reader_circles import PageCircle

COMES_OR_GOES = ("space.joined", "persons.merged", "persons.parted", "person.put_out", "person.let_back")


def circles(space: Space, person: Person) -> list[PageCircle]:
    """Return the groups of `space` whose pages `person` reads, as those to whom a page may be kept: four queries.

    Groups whose pages are joined are one circle, under the name of the living one. Where nothing is kept yet and
    nobody reads, whoever is of it may begin.
    """
    families = families_of(space, person)
    readers = readers_of([group for kin in families for group in kin])
    told = [(kin, {number for group in kin for number in readers[group.pk]}) for kin in families]
    told = [(kin, numbers | ({person.pk} if begins(kin, numbers) else set())) for kin, numbers in told]
    hers = [(kin, numbers) for kin, numbers in told if person.pk in numbers]
    names = Person.objects.in_bulk({number for _kin, numbers in hers for number in numbers})
    return [as_circle(kin[0], sorted(names[number].name for number in numbers), by=person) for kin, numbers in hers]


def who_reads(audience: Audience) -> str:
    """Say who reads what is kept to the people of a group; "" for an audience that is no group's."""
    group = Group.objects.filter(own_audience=audience.root).first()
    if group is None:
        return ""
    number = seats_in([audience]).values("person").distinct().count()
    words = ngettext(
        "Read by the one person of “%(group)s”.",
        "Read by the %(number)d people whom somebody of “%(group)s” greeted.",
        number,
    )
    return words % {"group": group.title, "number": number}


def begins(kin: list[Group], readers: Collection[int]) -> bool:
    """Is nothing kept to these groups, and nobody there yet to read it?"""
    return not readers and not any(group.own_audience_id for group in kin)


def families_of(space: Space, person: Person) -> list[list[Group]]:
    """Return the groups that she is of, with those whose pages are joined to theirs, by their titles: one query.

    The first of each is the one in which the others live.
    """
    hers = Q(memberships__person=person, memberships__until=None) | Q(pledges__person=person, pledges__call=None)
    is_hers = Exists(Group.objects.filter(hers, pk=OuterRef("pk")))
    tied = Q(lives_in__isnull=False) | Q(absorbed__isnull=False)
    rows = Group.objects.filter(is_hers | tied, space=space).visible_to(person)
    groups = {group.pk: group for group in rows.annotate(is_hers=is_hers, opens=opens_pages()).distinct()}
    ways = opened_ways(groups.values())
    families: dict[int, list[Group]] = {number: [group] for number, group in groups.items() if number not in ways}
    for number in ways:
        families.get(followed(number, ways), []).append(groups[number])
    mine = [kin for kin in families.values() if any(group.is_hers for group in kin)]  # type: ignore[attr-defined]
    return sorted(mine, key=lambda kin: (kin[0].title, kin[0].pk))


def opens_pages() -> Exists:
    """Say, of a row of groups, whether the merge by which it lives in another one joined what both keep."""
    opened = Q(source_opened_at__isnull=False, target_opened_at__isnull=False)
    merges = GroupLineage.objects.standing().filter(opened, kind=GroupLineageKind.MERGE, source=OuterRef("pk"))
    return Exists(merges)


def opened_ways(groups: Iterable[Group]) -> dict[int, int]:
    """Return in which group each lives whose pages are joined to that one's. Annotated with `opens`."""
    return {group.pk: group.lives_in_id for group in groups if group.lives_in_id is not None and group.opens}  # type: ignore[attr-defined]


def as_circle(group: Group, names: list[str], *, by: Person) -> PageCircle:
    return PageCircle(
        key=f"{kind_of(group)}:{group.pk}",
        title=group.title,
        names=tuple(names),
        later=_("Whoever the group greets will read it too; whoever leaves it no longer will."),
        number=group.own_audience_id,
        audience=functools.partial(own_audience, group, by=by),
    )


def own_audience(group: Group, *, by: Person | None = None) -> Audience:
    """Return the audience of the group's people, made now if need be; `by` keeps a page to it.

    The caller holds the space. The audiences of the groups whose pages are joined to its own are joined to it.
    """
    now = Group.objects.select_related("own_audience").get(pk=group.pk)
    is_new = now.own_audience is None
    if is_new and by is not None and by.pk in people_of([now])[now.pk]:
        greet_all(now, {by.pk})
    audience = seated_audience(now)
    if is_new:
        join_family(living(now))
    return audience


def seated_audience(group: Group) -> Audience:
    """Return the group's own audience with its readers seated, made now if need be. `own_audience` is at hand.

    Whoever is there when it is made needs no greeting afterwards.
    """
    readers = readers_of([group])[group.pk]
    if group.own_audience is None:
        greet_all(group, readers)
        group.own(Audience.objects.create(space_id=group.space_id, kind=AudienceKind.SEATS))
    audience = group.own_audience
    assert audience is not None
    audience.seat_exactly(readers)
    return audience


def greet_all(group: Group, persons: Collection[int], *, at: datetime.datetime | None = None) -> None:
    at = at or timezone.now()
    rows = [Greeting(group=group, person_id=number, at=at) for number in sorted(persons)]
    Greeting.objects.bulk_create(rows, ignore_conflicts=True)


def join_family(home: Group) -> None:
    """Have what each of a family keeps to its people read by the people of all whose pages are joined.

    Where nothing was ever kept to any of them, nothing is written. The caller holds the space.
    """
    rows = Group.objects.filter(pk__in=family(home)).select_related("own_audience").annotate(opens=opens_pages())
    groups = {group.pk: group for group in rows.order_by("pk")}
    ways = opened_ways(groups.values())
    together: dict[int, list[Group]] = defaultdict(list)
    for number, group in groups.items():
        together[followed(number, ways)].append(group)
    for root, kin in together.items():
        if any(group.own_audience_id for group in kin):
            audiences = {group.pk: group.own_audience or seated_audience(group) for group in kin}
            audiences.pop(root).join([audience.pk for audience in audiences.values()])


def keep_in_step(space: int) -> None:
    """Seat the readers of each group of the space of this number that has an audience of its own, as they are now.

    For the transaction of the act that changed them. One query where no group has one, which is the most frequent.
    """
    groups = list(Group.objects.filter(space=space, own_audience__isnull=False).select_related("own_audience"))
    if not groups:
        return
    readers = readers_of(groups)
    changed = [group.own_audience.seat_exactly(readers[group.pk]) for group in groups if group.own_audience]
    if any(changed):
        Space.touch(space)


def keep_in_step_for(verb: str, subject: object, *, by: Person | None, **facts: object) -> None:
    """Hear what the acts of people tell: who comes into the space, or is found to be another, may be of a group."""
    space = getattr(subject, "space_id", None) or getattr(subject, "pk", None)
    if verb in COMES_OR_GOES and space:
        keep_in_step(space)


def people_of_family(group: Group) -> set[int]:
    """Return the numbers of the persons who are of this living group, or of one that lives in it: three queries."""
    found = people_of(Group.objects.filter(pk__in=family(group)).only("pk"))
    return {number for some in found.values() for number in some}


def people_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the numbers of the persons who are of each of these groups: two queries."""
    return those_of([group.pk for group in groups], Q(), Q())


def readers_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the numbers of those who read what is kept to each of these groups: two queries.

    They are of it, and were greeted. Where nothing is kept yet, who holds a role and came by herself would read it.
    """
    hers = Greeting.objects.filter(group=OuterRef("group"), person=OuterRef("person"))
    is_there = Q(group__own_audience=None, person__came_at__isnull=False)
    return those_of([group.pk for group in groups], Q(Exists(hers)) | is_there, Q(Exists(hers)))


def those_of(groups: Collection[int], by_role: Q, by_word: Q) -> dict[int, set[int]]:
    """Return who holds such a role, or said such a « J’y vais », by the number of the group."""
    roles = Membership.objects.filter(by_role, group__in=groups).held()
    offers = Pledge.objects.filter(by_word, group__in=groups, call=None, person__joined_at__isnull=False)
    found: dict[int, set[int]] = defaultdict(set)
    for group, person in [*roles.values_list("group", "person"), *offers.values_list("group", "person")]:
        found[group].add(person)
    return found


def reads(person: Person, group: Group) -> bool:
    """Does she read what is kept to this group, by her own place in it or by one whose pages are joined to it?"""
    now = Group.objects.select_related("own_audience").get(pk=group.pk)
    if now.own_audience is not None:
        return person.holds_a_writing_seat(now.own_audience)
    return person.pk in readers_of([now])[now.pk]
