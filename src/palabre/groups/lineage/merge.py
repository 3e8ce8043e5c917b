"""Two groups that become one. A merge moves nothing: the one that lives answers for what the other has.

A few rows say all of it: in which group it lives now, an edge of the lineage, whose people read what both keep to
their own (once a reader of each side opened it: see `opening_pages`), and the journal of both. Nobody gets a role by
it. Who may do it, and when, is asked by `merge_proposals`; `merge_undo` takes it back whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import family, living
from palabre.groups.lineage.merged_pages import open_pages
from palabre.groups.models import Group, GroupLineage, GroupLineageKind, MergeConsent, MergeProposal
from palabre.groups.roles.group_audience import join_family
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed

MERGED, RECEIVED = "group.merged", "group.received"  # told of the one that lives in the other, and of that other


def merge_groups(
    group: Group,
    *,
    into: Group,
    by: Person,
    at: datetime.datetime,
    proposal: MergeProposal | None = None,
    is_agreed_aloud: bool = False,
    agreed: Iterable[Person] = (),
) -> GroupLineage:
    """Have `group` live in `into` from now on, each by the group in which it lives already; return the edge.

    Done twice, it is done once. Raises a Refusal when they are one already, when one of them ended, or when some
    who read the first could not read the second. `agreed` said yes beside `by`: what a side keeps to its people is
    joined when one of its readers is among them.
    """
    with transaction.atomic():
        source, target = both_alone(group, into)
        known = standing_merge(group) if source.pk == target.pk else None
        if known is not None and living(known.target).pk == target.pk:
            return known
        refuse_what_cannot(source, target)
        edge = GroupLineage.objects.create(
            kind=GroupLineageKind.MERGE,
            source=source,
            target=target,
            words=(proposal.words if proposal else "")[:400],
            is_agreed_aloud=is_agreed_aloud,
            proposal=proposal,
            by=by,
            at=at,
        )
        let_lapse([source, target])
        open_pages(edge, [by, *agreed], at=at)
        source.live_in(target)
        join_family(target)
        settle_between(family(target), at)
        record_merge(edge, by=by)
        return edge


def both_alone(group: Group, into: Group) -> tuple[Group, Group]:
    """Return the living groups of these two as they are now, locked in the order of their numbers."""
    Space.hold(group.space_id)
    if group.space_id != into.space_id:
        raise Refusal(_("These two groups are not of the same space."))
    rows = Group.objects.select_related("lives_in", "audience")
    found = {one.pk: one for one in rows.filter(pk__in=(group.pk, into.pk))}
    if len(found) < len({group.pk, into.pk}):
        raise removed(_("Go back to the home page of the space."))
    source, target = living(found[group.pk]), living(found[into.pk])
    numbers = sorted({source.pk, target.pk})
    locked = {one.pk: one for one in Group.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    return locked[source.pk], locked[target.pk]


def standing_merge(group: Group) -> GroupLineage | None:
    """Return the merge by which this very group lives in another one."""
    rows = GroupLineage.objects.standing().filter(kind=GroupLineageKind.MERGE, source=group)
    return rows.select_related("source", "target").first()


def refuse_what_cannot(source: Group, target: Group) -> None:
    if source.pk == target.pk:
        raise Refusal(_("They are already the same group."), instead=_("Open its page: everything of both is there."))
    for one in (source, target):
        if one.ended_at is not None:
            raise Refusal(
                _("“%(title)s” has ended.") % {"title": one.title},
                instead=_("Open it again first, or let a new group take its question on."),
            )
    if not target.audience.covers(source.audience):
        raise Refusal(
            _("Some who read the page of “%(title)s” could not read the other one.") % {"title": source.title},
            instead=_("Open the other page to them first, or merge the other way round."),
        )


def let_lapse(groups: Collection[Group]) -> None:
    """Ask anew for the consents to merges that wait: they were given for these groups as they were until now."""
    numbers = {number for group in groups for number in family(group)}
    about = Q(proposal__source__in=numbers) | Q(proposal__target__in=numbers)
    MergeConsent.objects.filter(about, proposal__settled_at=None).delete()


def settle_between(kin: list[int], at: datetime.datetime) -> None:
    """Let no merge wait any longer between two that are one now."""
    MergeProposal.objects.filter(source__in=kin, target__in=kin, settled_at=None).update(settled_at=at)


def record_merge(edge: GroupLineage, *, by: Person) -> None:
    """Write it in the journal of both: each is told where its own readers look."""
    facts = {"lineage": edge.pk, "is_agreed_aloud": edge.is_agreed_aloud}
    record(MERGED, edge.source, by=by, **facts)
    record(RECEIVED, edge.target, by=by, **facts)
