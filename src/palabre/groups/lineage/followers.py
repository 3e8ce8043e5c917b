"""Members of an absorbed group follow the surviving one, and get a role in it by one click of their own.

They carry it only if somebody else agreed to the merge for it: a convener may write down alone that both sides agreed.
"""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.group_access import has_left, may_decide
from palabre.groups.lineage.group_family import family
from palabre.groups.models import CARRYING, Group, GroupLineage, GroupLineageKind, Membership, Role
from palabre.groups.roles.group_audience import greet_all, keep_in_step, reads
from palabre.groups.roles.succession import look_where_they_carried
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

GONE_ON = "group.gone_on"
ROLES = (Role.CONTRIBUTOR, Role.CO_CONVENER)


@dataclasses.dataclass(frozen=True, slots=True)
class CameOver:
    """The title of the group that the member comes from, and whether they may carry this one, as they carried it."""

    title: str
    carried: bool


def came_over(person: Person, group: Group) -> CameOver | None:
    """Return the absorbed group by which the person follows this one; None without one. Two queries, more if carried.

    A passer-by follows none, nor who left the space: they can say that they come to the surviving group.
    """
    absorbed = [] if person.is_passer_by else family(group)[1:]
    if not absorbed or has_left(person):
        return None
    hers = Q(memberships__person=person, memberships__until=None) | Q(pledges__person=person, pledges__call=None)
    rows = Group.objects.filter(hers, pk__in=absorbed).order_by("pk").values_list("title", "memberships__role")
    found = list(rows)
    if not found:
        return None
    carried = Membership.objects.held().carrying().filter(person=person, group__in=absorbed)
    numbers = set(carried.values_list("group", flat=True))
    return CameOver(found[0][0], bool(numbers) and may_carry(person, group, numbers))


def may_carry(person: Person, group: Group, carried: set[int]) -> bool:
    """Return whether one of these absorbed groups came with the yes of another at each step, or the person decides."""
    merges = GroupLineage.objects.standing().filter(kind=GroupLineageKind.MERGE, source__in=family(group)[1:])
    steps = {edge.source_id: edge for edge in merges.select_related("by", "target", "proposal")}
    return any(is_agreed_to(person, number, steps) for number in carried) or may_decide(person, group)


def is_agreed_to(person: Person, number: int, steps: dict[int, GroupLineage]) -> bool:
    """Return whether another said yes for each group that this one joined, up to the living one."""
    while number in steps:
        edge = steps[number]
        if not another_agreed(person, edge):
            return False
        number = edge.target_id
    return True


def another_agreed(person: Person, edge: GroupLineage) -> bool:
    """Return whether another consented for the group that was joined, or wrote the merge down and decides for it."""
    if edge.by is not None and edge.by_id != person.pk and may_decide(edge.by, edge.target):
        return True
    if edge.proposal is None or edge.is_agreed_aloud:
        return False
    return edge.proposal.consents.filter(side=edge.target_id).exclude(by=person).exists()


def end_carrying(lineage: GroupLineage, home: Group, *, at: datetime.datetime) -> None:
    """End the carrying roles that people of the group that leaves took in `home` by following it."""
    gone_on = {"verb": GONE_ON, "subject_kind": kind_of(home), "subject_id": home.pk, "at__gte": lineage.at}
    given = Entry.objects.filter(**gone_on).values_list("facts__role", flat=True)
    theirs = Membership.objects.carrying().filter(group__in=family(lineage.source)).values("person")
    taken = Membership.objects.held().carrying().filter(group=home, person__in=theirs)
    roles = list(taken.filter(pk__in=[number for number in given if number is not None]))
    for role in roles:
        role.end(timezone.localdate(at))
    look_where_they_carried(roles, at)


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
        record(GONE_ON, now, by=by, role=made.pk)
        return made
