"""A group that ended is continued: by a new one, or by one that is there and takes its question on."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.lineage.group_family import living
from palabre.groups.lineage.group_lineage import tie
from palabre.groups.lineage.group_split import be_born, take_along
from palabre.groups.models import Carrying, Group, GroupLineage, GroupLineageKind
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def begin_again(ended: Group, title: str, *, by: Person, at: datetime.datetime) -> GroupLineage:
    """Have a new group continue one that ended, with all its questions. The same title again: the same group."""
    with transaction.atomic():
        refuse_what_goes_on(ended)
        questions = list(Carrying.objects.filter(group=ended).values_list("question", flat=True))
        return be_born(GroupLineageKind.CONTINUE, ended, title, by=by, at=at, questions=questions)


def take_on(ended: Group, *, into: Group, by: Person, at: datetime.datetime) -> GroupLineage:
    """Have a group that is there take on the questions of one that ended. Twice is once. Raises a Refusal."""
    with transaction.atomic():
        Space.hold(ended.space_id)
        source, target = refuse_what_goes_on(ended), living(Group.objects.get(pk=into.pk))
        if not permissions.can_found_group(by, target) or source.space_id != target.space_id:
            raise Refusal(_("Only members of this space take a question on."))
        if target.ended_at is not None:
            raise Refusal(
                _("“%(title)s” has ended.") % {"title": target.title}, instead=_("Begin a new group instead.")
            )
        edge = tie(GroupLineageKind.CONTINUE, source, target, by=by, at=at)
        questions = list(Carrying.objects.filter(group=source).values_list("question", flat=True))
        lent = take_along(source, target, questions, by=by)
        if edge.at == at or lent:
            record("group.continued", source, by=by, lineage=edge.pk, lent=lent)
        return edge


def refuse_what_goes_on(ended: Group) -> Group:
    """Return the group as it is now. Raises a Refusal while it has not ended."""
    now = Group.objects.get(pk=ended.pk)
    if now.ended_at is None:
        raise Refusal(
            _("This group is still going: nothing has to take its place."),
            instead=_("A new group can be born of it, beside it."),
        )
    return now
