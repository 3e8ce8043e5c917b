"""Lock a group for a change, and check whether a person may write or decide for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import Group, Membership, Pledge
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update


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

    Any member may, and so may somebody of the group, unless their name was only typed in a form.
    """
    if person is None:
        return False
    is_of_it = person.is_member or (not person.is_typed and is_of(person, group))
    return permissions.can_write_for(person, group, is_of_it=is_of_it)


def may_decide(person: Person | None, group: Group) -> bool:
    """Return whether the person may decide for the group: a carrier or a steward; any member if no carrier has joined.

    All the person's vouchers must be allowed to decide too.
    """
    if person is None:
        return False
    carriers = Membership.objects.held().carrying().filter(group=group)
    joined = dict(carriers.values_list("person", "person__joined_at"))
    may = permissions.can_decide_for(person, group, carries=person.pk in joined, is_carried=any(joined.values()))
    return may and all(may_decide(other, group) for other in person.vouched_by)


def may_name_themselves_carrier(person: Person, group: Group) -> bool:
    """Return whether it is for the person alone to say that they carry the group: they do, or no other member does."""
    carriers = Membership.objects.held().carrying().filter(group=group, person__joined_at__isnull=False)
    members = set(carriers.values_list("person", flat=True))
    return not members or person.pk in members


def let_write(person: Person, group: Group) -> None:
    if not may_write(person, group):
        raise Refusal(
            _("Only members of this space write here for a group."),
            instead=_("Tell it to one of those who carry the question."),
        )


def let_decide(person: Person, group: Group) -> None:
    if not may_decide(person, group):
        raise Refusal(
            _("It is for those who carry this question to decide that."),
            instead=_("Talk about it with them, or at the next meeting."),
        )


def is_of(person: Person, group: Group) -> bool:
    """Return whether the person holds a role in the group, or pledged to come to it."""
    roles = Membership.objects.held().filter(group=group, person=person)
    return roles.exists() or Pledge.objects.filter(group=group, person=person, call=None).exists()


def as_whom(person: Person, group: Group) -> dict[str, bool]:
    """Return `as_steward` for the journal if a steward who does not carry the group acts for it."""
    if not person.is_steward or Membership.objects.held().carrying().filter(group=group, person=person).exists():
        return {}
    return {"as_steward": True}
