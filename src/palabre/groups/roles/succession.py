"""Succession: a group without convener gets a call automatically; a leaving convener may offer the role to somebody."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, Group, Level, Membership, Pledge, Role, RoleCall
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Person, read_by_members_of

OPENED = "call.opened"
NEAREST = (Level.CARRY, Level.CO_CARRY, Level.CONTRIBUTE)  # levels that make a likely successor, nearest first


def is_carried(group: Group) -> bool:
    return Membership.objects.filter(group=group).held().carrying().exists()


def look_for_convener(group: Group, *, at: datetime.datetime) -> RoleCall | None:
    """Open a call for a convener, unless the group has one or such a call. The caller holds the lock on the space."""
    known = RoleCall.objects.open().filter(read_by_members_of(group.audience))
    open_ones = known.filter(group=group, role__in=CARRYING)
    if not group.is_awake or is_carried(group) or open_ones.exists():
        return None
    said = {"role": Role.CONVENER, "words": _("This question is looking for someone to host it.")}
    call = RoleCall.objects.create(
        space_id=group.space_id, audience_id=group.audience_id, group=group, opened_on=timezone.localdate(at), **said
    )
    record(OPENED, call, by=None)
    return call


def look_where_they_carried(roles: Iterable[Membership], at: datetime.datetime) -> None:
    """Open calls for groups where these carrying roles are gone. The caller holds the lock on the space."""
    numbers = {role.group_id for role in roles if role.role in CARRYING}
    for group in Group.objects.filter(pk__in=numbers):
        look_for_convener(group, at=at)


def is_automatic(call: RoleCall) -> bool:
    """Return whether nobody published it: it was opened when the last one who carried the group left."""
    return Entry.objects.filter(verb=OPENED, subject_kind=kind_of(call), subject_id=call.pk).exists()


def seek_no_longer(group: Group, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw automatic calls, now that somebody carries the group or published a call."""
    for call in RoleCall.objects.open().filter(group=group, by=None, role=Role.CONVENER):
        if is_automatic(call):
            call.withdraw(at)
            record("call.withdrawn", call, by=by)


def successors(group: Group, *, leaving: Person) -> list[Pledge]:
    """Return the pledges of possible successors, nearest first, one per person. The person leaving chooses."""
    carries = Membership.objects.filter(group=group).held().carrying().values("person")
    rows = Pledge.objects.filter(group=group, level__in=NEAREST, person__erased_at=None).exclude(person=leaving)
    once: dict[int, Pledge] = {}
    found = sorted(
        rows.exclude(person__in=carries).select_related("person"), key=lambda one: (NEAREST.index(one.level), one.pk)
    )
    for pledge in found:
        once.setdefault(pledge.person_id, pledge)
    return list(once.values())
