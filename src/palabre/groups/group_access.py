"""Lock a group for a change, and check whether a person may write or decide for it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.lineage.group_family import family
from palabre.groups.models import Group, Membership, Pledge
from palabre.groups.roles.readable_roles import known_to_members
from palabre.groups.steward_rights import cares_by_own_click
from palabre.journal.models import Entry
from palabre.people.access.departure import LEFT
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update


@dataclasses.dataclass(frozen=True, slots=True)
class Carriers:
    """Those who carry a group or a question: when each of them joined the space (None: they have not)."""

    joined: dict[int, datetime.datetime | None]

    @classmethod
    def among(cls, roles: QuerySet[Membership], space: int) -> Self:
        """Load the people of these carrying roles, except those that members may not know of yet: one query."""
        return cls(dict(roles.filter(known_to_members(space)).values_list("person", "person__joined_at")))

    @property
    def have_joined(self) -> bool:
        return any(self.joined.values())

    def leave_it_to(self, person: Person) -> bool:
        """Return whether the person may have a say: where a member carries, who has not joined decides nothing."""
        return person.is_member or not self.have_joined

    def count(self, person: Person) -> bool:
        """Return whether the person carries, and decides by it."""
        return person.pk in self.joined and self.leave_it_to(person)


def group_for_update(group: Group) -> Group:
    """Return the group, locked and read again. Raise a Refusal if it is deleted or absorbed by another one."""
    now = row_for_update(group, instead=_("Go back to the home page of the space."))
    if now.lives_in_id is not None:
        raise Refusal(
            _("This group has joined another one."), instead=_("Open its page again: it leads to the other one.")
        )
    return now


def may_write(person: Person | None, group: Group) -> bool:
    """Return whether the person may write news, intentions and outputs of the group.

    Any member may, and so may somebody of the group who was asked to it.
    """
    if person is None:
        return False
    is_of_it = person.is_member or is_asked_guest(person, group)
    return permissions.can_write_for(person, group, is_of_it=is_of_it)


def may_decide(person: Person | None, group: Group) -> bool:
    """Return whether the person may decide for the group: a carrier or a steward; any member if no carrier has joined.

    Where one has, a carrier who has not joined decides nothing; nor once a group that a member carries lives in this
    one. All the person's vouchers must be allowed to decide too.
    """
    if person is None:
        return False
    carriers = Carriers.among(Membership.objects.held().carrying().filter(group=group), group.space_id)
    carries, is_carried = carriers.count(person) and not is_of_members(group, person), carriers.have_joined
    if is_carried and not carries and cares_by_own_click(person):
        return False
    may = permissions.can_decide_for(person, group, carries=carries, is_carried=is_carried)
    return may and all(may_decide(other, group) for other in person.vouched_by)


def is_of_members(group: Group, person: Person) -> bool:
    """Return whether the person has not joined, and a member carries a group that lives in this one. Two queries."""
    if person.is_member:
        return False
    absorbed = family(group)[1:]
    carriers = Membership.objects.held().carrying().filter(group__in=absorbed, person__joined_at__isnull=False)
    return bool(absorbed) and carriers.exists()


def may_name_themselves_carrier(person: Person, group: Group) -> bool:
    """Return whether it is for the person alone to say that they carry the group: they do, or no other member does."""
    carriers = Membership.objects.held().carrying().filter(group=group, person__joined_at__isnull=False)
    members = set(carriers.values_list("person", flat=True))
    return not members or person.pk in members


def let_write(person: Person, group: Group) -> None:
    if not may_write(person, group):
        raise Refusal(
            _("Only members of this space write here for a group."),
            instead=_("Tell it to one of those who host the question."),
        )


def let_decide(person: Person, group: Group) -> None:
    if not may_decide(person, group):
        raise Refusal(
            _("It is for those who host this question to decide that."),
            instead=_("Talk about it with them, or at the next meeting."),
        )


def is_of(person: Person, group: Group) -> bool:
    """Return whether the person holds a role in the group, or pledged to come to it."""
    roles = Membership.objects.held().filter(group=group, person=person)
    return roles.exists() or Pledge.objects.filter(group=group, person=person, call=None).exists()


def is_asked_guest(person: Person, group: Group) -> bool:
    """Return whether the person, who is no member, is of the group: not by a typed name, nor once they left the space.

    Their “J’y vais” stays when they leave, as what they wrote does, and gives no right any longer.
    """
    if person.is_typed or not is_of(person, group):
        return False
    return not has_left(person)


def has_left(person: Person) -> bool:
    """Return whether the person left the space by their own will, and is no member again since."""
    return not person.is_member and Entry.objects.filter(space=person.space_id, verb=LEFT, by=person).exists()


def as_whom(person: Person, group: Group) -> dict[str, bool]:
    """Return `as_steward` for the journal if a steward who does not carry the group acts for it."""
    if not person.is_steward or Membership.objects.held().carrying().filter(group=group, person=person).exists():
        return {}
    return {"as_steward": True}
