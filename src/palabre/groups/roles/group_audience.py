"""The audience of a group: people of the group who were greeted read and write its reserved pages, nobody else.

People of the group hold a role in it, or are members of the space who pledged to the group itself. A greeting (see
greetings) opens its pages; those who are there when the first page is reserved need none. Seats are derived: each
change to a role, pledge or greeting calls `keep_in_step`.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.groups.lineage.group_family import family, followed, living
from palabre.groups.models import Greeting, Group, GroupLineage, GroupLineageKind, Membership, Pledge
from palabre.journal.models import kind_of
from palabre.people.models import Audience, AudienceKind, Person, seats_in
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.readers.page_writers import first_taken_from
from palabre.wiki.readers.reader_circles import PageCircle, PageCircles

COMES = ("space.joined", "persons.merged", "person.let_back", "person.came_back")
GOES = ("persons.parted", "person.put_out", "person.left")


def circles(space: Space, person: Person) -> list[PageCircle]:
    """Return the groups of `space` whose pages `person` reads, as choices of readers for a page. Four queries.

    Groups with joined pages are one circle, under the name of the surviving one. Where nothing is reserved yet and
    nobody reads, any person of the group may begin.
    """
    families = families_of(space, person)
    readers = readers_of([group for kin in families for group in kin])
    told = [(kin, {number for group in kin for number in readers[group.pk]}) for kin in families]
    told = [(kin, numbers | ({person.pk} if begins(kin, numbers) else set())) for kin, numbers in told]
    hers = [(kin, numbers) for kin, numbers in told if person.pk in numbers]
    names = Person.objects.in_bulk({number for _kin, numbers in hers for number in numbers})
    return [as_circle(kin[0], sorted(names[number].name for number in numbers), by=person) for kin, numbers in hers]


def who_reads(audience: Audience) -> str:
    """Return the sentence on the readers of this audience; "" if it is not that of a group."""
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
    """Return whether these groups have neither reserved pages nor readers."""
    return not readers and not any(group.own_audience_id for group in kin)


def families_of(space: Space, person: Person) -> list[list[Group]]:
    """Return the person’s groups, each with those of joined pages, by title. One query.

    The first of each list is the surviving group.
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
    """Annotate groups: whether the merge by which each was absorbed joined the pages of both."""
    opened = Q(source_opened_at__isnull=False, target_opened_at__isnull=False)
    merges = GroupLineage.objects.standing().filter(opened, kind=GroupLineageKind.MERGE, source=OuterRef("pk"))
    return Exists(merges)


def opened_ways(groups: Iterable[Group]) -> dict[int, int]:
    """Map each absorbed group with joined pages to the group that absorbed it. Groups are annotated with `opens`."""
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
    """Return the audience of the group, created if it is missing; `by` reserves a page for it.

    The audiences of groups with joined pages are joined to it. The caller holds the lock on the space.
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
    """Return the audience of the group with its readers seated, created if it is missing. `own_audience` is loaded.

    Readers present at its creation are greeted.
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
    """Join the audiences of the groups of a family whose pages are joined.

    Write nothing if none has reserved pages. The caller holds the lock on the space.
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


def keep_in_step(space: int, *, by: Person | None = None) -> None:
    """Seat the current readers of each group of the space that has an audience of its own.

    Called in the transaction that changed them. One query in the most frequent case, where no group has one. Raise a
    Refusal where somebody else than `by`, who leaves by themselves, would lose what they wrote.
    """
    groups = groups_that_keep(space)
    readers = readers_of(groups)
    losing = [(group, whole_readers(group)) for group in groups if loses_some(group, readers[group.pk])]
    seat_all(groups, readers)
    for group, former in losing:
        refuse_taking_from(group, former, by=by)


def groups_that_keep(space: int) -> list[Group]:
    return list(Group.objects.filter(space=space, own_audience__isnull=False).select_related("own_audience"))


def loses_some(group: Group, readers: Collection[int]) -> bool:
    assert group.own_audience is not None
    return bool(set(group.own_audience.seats.values_list("person", flat=True)) - set(readers))


def audience_now(group: Group) -> Audience | None:
    return Audience.objects.get(pk=group.own_audience_id) if group.own_audience_id else None


def whole_readers(group: Group) -> set[int]:
    """Return the numbers of those who read what this group keeps, by a seat of its own or of a joined group."""
    audience = audience_now(group)
    return set(seats_in([audience]).values_list("person", flat=True)) if audience else set()


def refuse_taking_from(group: Group, former: Collection[int], *, by: Person | None) -> None:
    """Raise a Refusal where a member among its `former` readers no longer reads a page of theirs that this group keeps.

    Otherwise one alone puts them in the group, keeps the page there, and puts them out, or merges two groups and parts
    them.
    """
    audience = audience_now(group)
    leaving = set(former) - whole_readers(group)
    if audience and leaving and (whose := first_taken_from(audience, leaving, by=by)) is not None:
        raise Refusal(
            _("“%(group)s” keeps what %(name)s wrote, who would no longer read it.")
            % {"group": group.title, "name": whose.name},
            instead=_("Open that page to the space first."),
        )


def seat_all(groups: list[Group], readers: Mapping[int, Collection[int]]) -> None:
    changed = [group.own_audience.seat_exactly(readers[group.pk]) for group in groups if group.own_audience]
    if any(changed):
        Space.touch(groups[0].space_id)


def keep_in_step_for(verb: str, subject: object, *, by: Person | None, **facts: object) -> None:
    """Listen to the journal: a person who enters the space, or is merged with another, may be of a group."""
    space = getattr(subject, "space_id", None) or getattr(subject, "pk", None)
    if verb in COMES + GOES and space:
        groups = groups_that_keep(space)
        seat_all(groups, readers_of(groups))


def people_of_family(group: Group) -> set[int]:
    """Return the ids of the people of this surviving group and of its absorbed groups. Three queries."""
    found = those_of(family(group), Q(), Q())
    return {number for some in found.values() for number in some}


def people_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the ids of the people of each of these groups. Two queries."""
    return those_of([group.pk for group in groups], Q(), Q())


def readers_of(groups: Iterable[Group]) -> dict[int, set[int]]:
    """Return the ids of the readers of the reserved pages of each group. Two queries.

    They are people of the group who were greeted; before the first reserved page, also those with a role who came in
    person.
    """
    hers = Greeting.objects.filter(group=OuterRef("group"), person=OuterRef("person"))
    is_there = Q(group__own_audience=None, person__came_at__isnull=False)
    return those_of([group.pk for group in groups], Q(Exists(hers)) | is_there, Q(Exists(hers)))


def those_of(groups: Collection[int], by_role: Q, by_word: Q) -> dict[int, set[int]]:
    """Return the persons with such a role or such a pledge, by group id."""
    roles = Membership.objects.filter(by_role, group__in=groups).held()
    offers = Pledge.objects.filter(by_word, group__in=groups, call=None, person__joined_at__isnull=False)
    found: dict[int, set[int]] = defaultdict(set)
    for group, person in [*roles.values_list("group", "person"), *offers.values_list("group", "person")]:
        found[group].add(person)
    return found


def reads(person: Person, group: Group) -> bool:
    """Return whether the person reads the group’s reserved pages, by a seat of its audience or of a joined one."""
    now = Group.objects.select_related("own_audience").get(pk=group.pk)
    if now.own_audience is not None:
        return person.holds_a_writing_seat(now.own_audience)
    return person.pk in readers_of([now])[now.pk]


GROUP_CIRCLES = PageCircles(of=circles, words=who_reads)  # given to the wiki by the root addresses
