"""Preview of a merge, before consent: people, actions, needs, notes, addresses, audiences."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.lineage.group_lineage import can_be_undone
from palabre.groups.lineage.merge_proposals import Side, may_consent, may_decide, merged_by, sides_of
from palabre.groups.lineage.merged_pages import may_open
from palabre.groups.models import Action, Group, GroupLineage, MergeProposal, Need
from palabre.groups.roles.group_audience import people_of
from palabre.groups.roles.group_audience import readers_of as those_who_read
from palabre.groups.roles.readable_roles import unknown_people
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.wiki.models import Page

MOST_NAMES, MOST_PAGES = 40, 100


@dataclasses.dataclass(frozen=True, slots=True)
class OneSide:
    """One of the two groups: its people, its counts, and its reserved pages that the reader may read.

    `newcomers` are people of the other group who will read its reserved pages. `is_read`: the reader reads them;
    otherwise no title is shown, nor whether such pages exist.
    """

    side: Side
    names: list[str]
    newcomers: list[str]
    carriers: list[str]
    agreed_by: str
    may_agree: bool
    actions: int
    needs: int
    pages: list[Page]
    is_read: bool

    @property
    def group(self) -> Group:
        return self.side.group

    @property
    def shown(self) -> list[str]:
        return fitting(self.names)

    @property
    def shown_newcomers(self) -> list[str]:
        return fitting(self.newcomers)


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    groups: list[Group]
    people: set[int]
    readers: set[int]


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """`sides` has one element while the source of the merge is unknown. `merge` is the resulting merge, once made."""

    sides: list[OneSide]
    merge: GroupLineage | None
    may_decide: bool
    can_be_undone: bool
    may_open: bool = False


def before(proposal: MergeProposal, reader: Reader, *, at: datetime.datetime) -> Before:
    sides = sides_of(proposal)
    for side in sides:
        reader.place(side.group)
    made = merged_by(proposal) if proposal.settled_at else None
    may = reader.person is not None and may_decide(reader.person, sides)
    families = [family_of(side.group) for side in sides]
    everybody = {number for one in families for number in one.readers}
    shown = [one_side(*two, everybody, proposal, reader, at=at) for two in zip(sides, families, strict=True)]
    may_undo = made is not None and can_be_undone(made, at=at)
    return Before(shown, made, may, may_undo, made is not None and may_open(reader.person, made))


def one_side(
    side: Side, its: Family, everybody: set[int], proposal: MergeProposal, reader: Reader, *, at: datetime.datetime
) -> OneSide:
    numbers = [group.pk for group in its.groups]
    persons = Person.objects.filter(pk__in=everybody | its.people | side.carriers).select_related("same_as").in_bulk()
    own = [group.own_audience_id for group in its.groups if group.own_audience_id is not None]
    consent, person = side.consent, reader.person
    unknown = unknown_people(numbers, reader)
    return OneSide(
        side=side,
        names=sorted(reader.names_of(persons[one] for one in its.people - unknown)),
        newcomers=sorted(reader.names_of(persons[one] for one in everybody - its.readers)),
        carriers=sorted(reader.names_of(persons[one] for one in side.carriers - unknown)),
        agreed_by=reader.name_of(consent.by) if consent and consent.by else "",
        may_agree=person is not None and consent is None and may_consent(person, proposal, side, at=at),
        actions=reader.may_read(Action).open().filter(group__in=numbers).count(),
        needs=reader.may_read(Need).filter(group__in=numbers).count(),
        pages=reader.fetch(reader.may_read(Page).filter(audience__in=own).order_by("title", "pk"), most=MOST_PAGES),
        is_read=person is not None and person.pk in its.readers,
    )


def family_of(group: Group) -> Family:
    """Return a surviving group, its absorbed groups, and the people and readers of all of them."""
    numbers = kin(group.pk, homes(group.space_id))
    groups = list(Group.objects.filter(pk__in=numbers).only("pk", "own_audience"))
    people, readers = people_of(groups), those_who_read(groups)
    return Family(groups, set().union(*people.values()), set().union(*readers.values()))


def fitting(names: list[str]) -> list[str]:
    """Return the names that fit in a sentence, then “d’autres” for the rest."""
    more = [_("others")] if len(names) > MOST_NAMES else []
    return [*names[:MOST_NAMES], *more]
