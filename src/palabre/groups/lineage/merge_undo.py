"""Part two groups that merged, whole, for thirty days, whatever happened since.

What each had before is its own again; what was written since stays where it was written. Those who live in the one
that leaves leave with it, and those who carry the other one because they followed it carry it no longer.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.lineage.followers import end_carrying
from palabre.groups.lineage.group_family import family, living
from palabre.groups.lineage.group_lineage import A_MONTH
from palabre.groups.lineage.merge import let_lapse
from palabre.groups.lineage.merge_proposals import may_decide_between
from palabre.groups.models import Group, GroupLineage, GroupLineageKind
from palabre.groups.roles.group_audience import join_family, keep_in_step, refuse_taking_from, whole_readers
from palabre.groups.roles.succession import look_for_convener
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

PARTED, LET_GO = "group.parted", "group.let_go"  # told of the one that lives by itself again, and of the other


def undo_merge(lineage: GroupLineage, *, by: Person, at: datetime.datetime) -> None:
    """Have the two be two again. Done twice, it is done once. Raises a Refusal after thirty days, or to who may not."""
    with transaction.atomic():
        Space.hold(by.space_id)
        now = GroupLineage.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=lineage.pk)
        if now.kind != GroupLineageKind.MERGE or now.source.space_id != by.space_id:
            raise Refusal(_("These two groups did not merge."))
        if now.undone_at is not None:
            return
        refuse_to_part(now, by=by, at=at)
        numbers = sorted((now.source_id, now.target_id))
        locked = {one.pk: one for one in Group.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
        source = locked[now.source_id]
        home = living(source)
        former = [(one, whole_readers(one)) for one in Group.objects.filter(pk__in=family(home))]
        let_lapse([home])
        source.live_in(None)
        now.undo(at, by=by)
        end_carrying(now, home, at=at)
        join_family(source)
        join_family(home)
        keep_in_step(home.space_id)
        for one, readers in former:
            refuse_taking_from(one, readers, by=by)
        record(PARTED, source, by=by, lineage=now.pk)
        record(LET_GO, home, by=by, lineage=now.pk)
        look_for_convener(source, at=at)


def refuse_to_part(lineage: GroupLineage, *, by: Person, at: datetime.datetime) -> None:
    if at > lineage.at + A_MONTH:
        raise Refusal(
            _("These groups merged more than thirty days ago."),
            instead=_("A new group can be born of this one, from its page."),
        )
    if not may_decide_between(by, [lineage.source, living(lineage.target)]):
        raise Refusal(
            _("It is for those who host one of the two groups to part them."),
            instead=_("Talk about it with them, or at the next meeting."),
        )
