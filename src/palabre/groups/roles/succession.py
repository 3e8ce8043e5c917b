"""A group that nobody carries any longer looks for somebody by itself; who leaves proposes somebody, if she likes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, Group, Level, Membership, Pledge, Role, RoleCall
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Person

OPENED = "call.opened"
NEAREST = (Level.CARRY, Level.CO_CARRY, Level.CONTRIBUTE)  # who may wish to carry, those who said so first


def is_carried(group: Group) -> bool:
    return Membership.objects.filter(group=group).held().carrying().exists()


def look_for_convener(group: Group, *, at: datetime.datetime) -> RoleCall | None:
    """Open a call for somebody to carry the group, if nobody does and none is open. The caller holds the space."""
    open_ones = RoleCall.objects.open().filter(group=group, role__in=CARRYING)
    if not group.is_awake or is_carried(group) or open_ones.exists():
        return None
    said = {"role": Role.CONVENER, "words": _("This question is looking for someone to carry it.")}
    call = RoleCall.objects.create(
        space_id=group.space_id, audience_id=group.audience_id, group=group, opened_on=timezone.localdate(at), **said
    )
    record(OPENED, call, by=None)
    return call


def look_where_they_carried(roles: Iterable[Membership], at: datetime.datetime) -> None:
    """Look for somebody where these roles are gone, with the name of who held them. The caller holds the space."""
    numbers = {role.group_id for role in roles if role.role in CARRYING}
    for group in Group.objects.filter(pk__in=numbers):
        look_for_convener(group, at=at)


def seek_no_longer(group: Group, *, by: Person, at: datetime.datetime) -> None:
    """Take back the calls that opened by themselves, now that somebody carries the group, or calls in her own words."""
    for call in RoleCall.objects.open().filter(group=group, by=None, role=Role.CONVENER):
        if Entry.objects.filter(verb=OPENED, subject_kind=kind_of(call), subject_id=call.pk).exists():
            call.withdraw(at)
            record("call.withdrawn", call, by=by)


def successors(group: Group, *, leaving: Person) -> list[Pledge]:
    """Return who said that she would carry or contribute, the nearest first, each once: nobody is chosen for her."""
    carries = Membership.objects.filter(group=group).held().carrying().values("person")
    rows = Pledge.objects.filter(group=group, level__in=NEAREST, person__erased_at=None).exclude(person=leaving)
    once: dict[int, Pledge] = {}
    found = sorted(
        rows.exclude(person__in=carries).select_related("person"), key=lambda one: (NEAREST.index(one.level), one.pk)
    )
    for pledge in found:
        once.setdefault(pledge.person_id, pledge)
    return list(once.values())
