"""What a merge would change, said before anybody agrees: people, actions, needs, notes, addresses, who reads what."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils.translation import gettext as _

from palabre.groups.consenting import Side, may_consent, may_decide, merged_by, sides_of
from palabre.groups.kinship import homes, kin
from palabre.groups.models import Action, Group, GroupLineage, MergeProposal, Need
from palabre.groups.seating import people_of
from palabre.groups.tracing import can_be_undone
from palabre.people.models import Person
from palabre.people.reading import Reader
from palabre.wiki.models import Page

MOST_NAMES, MOST_PAGES = 40, 100


@dataclasses.dataclass(frozen=True, slots=True)
class OneSide:
    """One of the two groups: its people, what it has, and the pages kept to its people that the reader reads.

    `is_read`: she reads what it keeps; else she is told no title, nor whether there is any.
    """

    side: Side
    names: list[str]
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
        """Return the names that fit in a sentence, and « d’autres » for the rest."""
        more = [_("others")] if len(self.names) > MOST_NAMES else []
        return [*self.names[:MOST_NAMES], *more]


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """`sides` are one while the text does not tell who would join. `merge` is the one that was made of it."""

    sides: list[OneSide]
    merge: GroupLineage | None
    may_decide: bool
    can_be_undone: bool


def before(proposal: MergeProposal, reader: Reader, *, at: datetime.datetime) -> Before:
    sides = sides_of(proposal)
    for side in sides:
        reader.place(side.group)
    made = merged_by(proposal) if proposal.settled_at else None
    may = reader.person is not None and may_decide(reader.person, sides)
    shown = [one_side(side, proposal, reader, at=at) for side in sides]
    return Before(shown, made, may, made is not None and can_be_undone(made, at=at))


def one_side(side: Side, proposal: MergeProposal, reader: Reader, *, at: datetime.datetime) -> OneSide:
    numbers = kin(side.group.pk, homes(side.group.space_id))
    groups = list(Group.objects.filter(pk__in=numbers).only("pk", "own_audience"))
    found = people_of(groups)
    people = {number for some in found.values() for number in some}
    persons = Person.objects.filter(pk__in=people | side.carriers).select_related("same_as").in_bulk()
    own = [group.own_audience_id for group in groups if group.own_audience_id is not None]
    consent, person = side.consent, reader.person
    return OneSide(
        side=side,
        names=sorted(reader.names_of(persons[one] for one in people)),
        carriers=sorted(reader.names_of(persons[one] for one in side.carriers)),
        agreed_by=reader.name_of(consent.by) if consent and consent.by else "",
        may_agree=person is not None and consent is None and may_consent(person, proposal, side, at=at),
        actions=reader.may_read(Action).filter(group__in=numbers, is_done=False).count(),
        needs=reader.may_read(Need).filter(group__in=numbers).count(),
        pages=reader.fetch(reader.may_read(Page).filter(audience__in=own).order_by("title", "pk"), most=MOST_PAGES),
        is_read=person is not None and person.pk in people,
    )
