"""Roles that their person left: these they take up again, and hand on, by themselves. A role that others ended is not.

The journal tells who ended a role. Where other members carry the group, a carrying role is taken up within a month.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.group_access import may_name_themselves_carrier
from palabre.groups.models import CARRYING, Group, Membership, RoleCall
from palabre.journal.models import Entry, kind_of
from palabre.people.models import Person
from palabre.refusal import Refusal

A_MONTH = datetime.timedelta(days=30)
LEFT_ALL, LEFT_ONE = "group.left", "role.left"
LEFT_CARRYING = ("carrying.left", "carrying.accompanied")
BACK = ("carrying.confirmed", "carrying.shared", "group.come_back_to")
RESUMED, TAKEN, GONE_ON = "role.resumed", "role.taken", "group.gone_on"


def refuse_what_others_ended(roles: Collection[Membership], group: Group, *, by: Person, at: datetime.datetime) -> None:
    """Raise a Refusal unless `by` may hold again these roles of theirs: the carrying ones, or one other."""
    if any(role.until is None for role in roles):
        return
    left = leaving_of(roles, group)
    if left is None or was_reopened(group, left, by=by) or is_too_late(roles, group, by=by, at=at):
        raise Refusal(
            _("This role is for those who host this question to propose to you again."),
            instead=_("Say that you are coming, on the group’s page: they will read it."),
        )


def leaving_of(roles: Collection[Membership], group: Group) -> Entry | None:
    """Return the entry by which their person left these roles; None if they were given back since, or ended by others.

    All are roles of one person.
    """
    of_group = {"subject_kind": kind_of(group), "subject_id": group.pk}
    by = {role.person_id for role in roles}
    for entry in Entry.objects.filter(by__in=by, **of_group).order_by("-pk"):
        if is_leaving(entry, roles):
            return entry
        if is_return(entry, roles):
            return None
    return None


def is_leaving(entry: Entry, roles: Collection[Membership]) -> bool:
    if entry.verb == LEFT_ALL:
        return not {role.pk for role in roles}.isdisjoint(entry.facts["roles"])
    carries = any(role.role in CARRYING for role in roles)
    return entry.verb in LEFT_CARRYING if carries else entry.verb == LEFT_ONE


def is_return(entry: Entry, roles: Collection[Membership]) -> bool:
    if entry.verb in (TAKEN, GONE_ON):
        return entry.facts.get("role") in {*(role.role for role in roles), *(role.pk for role in roles)}
    return entry.verb in BACK or (entry.verb == RESUMED and not any(role.role in CARRYING for role in roles))


def was_reopened(group: Group, left: Entry, *, by: Person) -> bool:
    """Return whether a call that they answered was opened again since: somebody said that nobody was found."""
    answered = RoleCall.objects.filter(group=group, pledges__person=by)
    opened = Entry.objects.filter(verb="call.published", subject_kind=RoleCall._meta.label_lower, pk__gt=left.pk)
    return opened.filter(subject_id__in=answered.values("pk")).exists()


def is_too_late(roles: Collection[Membership], group: Group, *, by: Person, at: datetime.datetime) -> bool:
    ended = max(role.until for role in roles if role.until is not None)
    is_late = timezone.localdate(at) > ended + A_MONTH and any(role.role in CARRYING for role in roles)
    return is_late and not may_name_themselves_carrier(by, group)
