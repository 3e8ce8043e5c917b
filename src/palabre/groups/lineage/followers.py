"""Members of an absorbed group follow the surviving one, and get a role in it by one click of their own."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import family
from palabre.groups.models import CARRYING, Group, Membership, Role
from palabre.groups.roles.group_audience import greet_all, keep_in_step, reads
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

ROLES = (Role.CONTRIBUTOR, Role.CO_CONVENER)


@dataclasses.dataclass(frozen=True, slots=True)
class CameOver:
    """The title of the group that the member comes from, and whether they carried it."""

    title: str
    carried: bool


def came_over(person: Person, group: Group) -> CameOver | None:
    """Return the absorbed group by which the person follows this one; None without one. Two queries.

    A passer-by follows none: they can say that they come to the surviving group.
    """
    absorbed = [] if person.is_passer_by else family(group)[1:]
    if not absorbed:
        return None
    hers = Q(memberships__person=person, memberships__until=None) | Q(pledges__person=person, pledges__call=None)
    rows = Group.objects.filter(hers, pk__in=absorbed).order_by("pk").values_list("title", "memberships__role")
    found = list(rows)
    if not found:
        return None
    carried = Membership.objects.held().carrying().filter(person=person, group__in=absorbed)
    return CameOver(found[0][0], carried.exists())


def go_on(group: Group, role: str, *, by: Person, at: datetime.datetime) -> Membership:
    """Give `by` the role in the surviving group. Idempotent. Raise a Refusal unless their group was absorbed."""
    with transaction.atomic():
        Space.hold(group.space_id)
        now = Group.objects.select_for_update().get(pk=group.pk)
        come = came_over(by, now)
        if come is None or role not in ROLES or (role in CARRYING and not come.carried):
            raise Refusal(
                _("This is for those whose group has joined this one."),
                instead=_("You can say that you are coming, on its page."),
            )
        held = now.memberships.held().filter(person=by, role=role).first()
        if held is not None:
            return held
        by.join(at)
        made = now.welcome(by, role=role)
        made.confirm(at)
        if reads(by, now):
            greet_all(now, {by.pk}, at=at)  # by joined pages: they still read them after the merge is undone
        keep_in_step(now.space_id)
        record("group.gone_on", now, by=by)
        return made
