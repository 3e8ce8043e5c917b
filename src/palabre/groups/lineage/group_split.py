"""A group gives birth to another: it stays alive, and may go on beside it, sleep or end by its own gestures.

What it has stays its own. The new one begins with who makes it, a title, and the questions that are taken along: a
question may be carried by both. It gives no say over a question of others (`questions.lent_questions`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.lineage.birth_readers import facts_of_a_birth, readers_of_births
from palabre.groups.lineage.group_lineage import A_MONTH, tie
from palabre.groups.models import Carrying, Group, GroupLineage, GroupLineageKind, Role
from palabre.groups.questions.question_access import looks_after
from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import record
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.typed_names import typed_name
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space

BORN, TAKEN_BACK = "group.split", "group.untied"


def split(
    group: Group, title: str, *, by: Person, at: datetime.datetime, questions: Iterable[int] = ()
) -> GroupLineage:
    """Have a new group be born of this one, carried by who makes it. The same title again: the same group."""
    with transaction.atomic():
        return be_born(GroupLineageKind.SPLIT, group, title, by=by, at=at, questions=questions)


def be_born(
    kind: GroupLineageKind, group: Group, title: str, *, by: Person, at: datetime.datetime, questions: Iterable[int]
) -> GroupLineage:
    """Make the new group with its edge. Whoever reads the former one reads it. Raises a Refusal."""
    title = checked_group_title(title)
    Space.hold(group.space_id)
    if not permissions.can_found_group(by, group):
        raise Refusal(_("Only members of this space start a group."), instead=_("Tell it to one who hosts this one."))
    now = Group.objects.select_for_update(of=("self",)).select_related("space", "audience").get(pk=group.pk)
    known = GroupLineage.objects.standing().filter(kind=kind, source=now, by=by, target__title=title)
    edge = known.select_related("target").first()
    if edge is not None:
        return edge
    keep_out(now.space, title)
    [readers] = readers_of_births([now.audience])
    made = Group.objects.create(space_id=now.space_id, audience=readers, title=title, born_on=timezone.localdate(at))
    lent = take_along(now, made, questions, by=by)
    by.join(at)
    made.welcome(by, role=Role.CONVENER).confirm(at)
    keep_in_step(now.space_id)
    edge = tie(kind, now, made, by=by, at=at)
    record("group.born", made, by=by, **facts_of_a_birth(readers))
    record(BORN if kind == GroupLineageKind.SPLIT else "group.continued", now, by=by, lineage=edge.pk, lent=lent)
    return edge


def take_along(source: Group, target: Group, questions: Iterable[int], *, by: Person) -> list[int]:
    """Have `target` carry these questions of `source` too. Return the ids of those that `by` does not look after.

    Such a question is lent: the carriers of `target` answer for it no more than `by` does.
    """
    rows = Question.objects.filter(carryings__group=source, pk__in=list(questions)).exclude(carryings__group=target)
    taken = list(rows.order_by("pk"))
    lent = [one.pk for one in taken if not looks_after(by, one)]
    Carrying.objects.bulk_create(Carrying(group=target, question=one) for one in taken)
    return lent


def undo_birth(edge: GroupLineage, *, by: Person, at: datetime.datetime) -> None:
    """Take the edge back: the two no longer come from one another. The new group stays, with all that it has.

    Done twice, it is done once. Raises a Refusal after thirty days, and to whoever did not make it.
    """
    with transaction.atomic():
        Space.hold(by.space_id)
        now = GroupLineage.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=edge.pk)
        if now.undone_at is not None:
            return
        if now.kind == GroupLineageKind.MERGE or not permissions.can_undo_birth(by, now):
            raise Refusal(_("Only members of this space take that back."))
        if at > now.at + A_MONTH:
            raise Refusal(
                _("That was more than thirty days ago."), instead=_("Either group can still end, or join the other.")
            )
        now.undo(at, by=by)
        record(TAKEN_BACK, now.source, by=by, lineage=now.pk)


def checked_group_title(title: str) -> str:
    """Return a title without spare spaces. Raises a Refusal when there is none, or when nobody would read it."""
    missing = Refusal(_("The new group has no name yet."), instead=_("A few words will do."))
    return typed_name(title, missing=missing, most=Group._meta.get_field("title").max_length or 0)
