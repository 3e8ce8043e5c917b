"""Undo the closing of a day: the groups that nobody touched go, and who came to another group leaves it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.models import ForumDay, Sheet, SheetPledge
from palabre.forums.outcome.continuations import Continuation, continuations
from palabre.groups.models import Carrying, Group, Membership, Pledge
from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.models import Person
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal

REOPENED, MOST_A_DAY, A_DAY = "forum.reopened", 6, datetime.timedelta(days=1)
LIVED = ("lives_in", "asleep_at", "wakes_on", "ended_at", "review_on", "to_read", "own_audience")  # set by its people


def may_reopen(day: ForumDay, *, at: datetime.datetime) -> bool:
    return day.closed_at is not None and at <= day.closed_at + A_MONTH


def reopen_day(day: ForumDay, *, by: Person, at: datetime.datetime) -> list[Group]:
    """Undo the closing: delete the groups that nobody touched since, and return those that lived on. Idempotent.

    Raise a Refusal after thirty days, and when the day was opened again many times since yesterday: of a large wall,
    it holds the space for seconds.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.closed_at is None:
            return []
        if not may_reopen(now, at=at):
            raise Refusal(
                _("This day was closed more than thirty days ago: its groups have their own life."),
                instead=_("A group can rest or end from its own page."),
            )
        refuse_too_often(now, at=at)
        going_on, waiting = continuations(now)
        brought = people_brought([*going_on, *waiting])
        carried = {one.sheet.pk: {question.pk for question in one.questions} for one in going_on}
        rows = now.sheets.filter(group__isnull=False).select_related("group")
        born = {one.group.pk: one for one in rows if one.group is not None}
        staying = [
            one for number, one in born.items() if not undo_birth(one, brought[number], carried.get(one.pk, set()))
        ]
        for group in Group.objects.filter(pk__in=brought.keys() - born.keys()):
            leave_known_group(group, brought[group.pk])
        now.close(None)
        record(REOPENED, now.forum, by=by)
    return [sheet.group for sheet in staying if sheet.group is not None]


def refuse_too_often(day: ForumDay, *, at: datetime.datetime) -> None:
    about = {"subject_kind": kind_of(day.forum), "subject_id": day.forum_id, "verb": REOPENED}
    if Entry.objects.filter(**about, at__gt=at - A_DAY).count() >= MOST_A_DAY:
        raise Refusal(
            _("This day was opened again many times since yesterday."), instead=_("Tomorrow you can open it again.")
        )


def people_brought(sheets: Sequence[Continuation]) -> dict[int, list[SheetPledge]]:
    """Return, by id of each group, the pledges whose people the closing brought there."""
    found: dict[int, list[SheetPledge]] = defaultdict(list)
    for one in (pledge for sheet in sheets for pledge in sheet.pledges):
        if one.came_to_id is not None:
            found[one.came_to_id].append(one)
    return found


def undo_birth(sheet: Sheet, brought: Sequence[SheetPledge], carried: Collection[int]) -> bool:
    """Delete the group of a sheet, unless somebody touched it since. Return whether it is gone."""
    group = sheet.group
    if group is None or is_referenced(group, ignoring=(Carrying, Membership, Pledge, Sheet, SheetPledge)):
        return False
    if has_lived(group, brought, carried):
        return False
    for one in group.pledges.exclude(reply_to=""):
        SheetPledge.objects.filter(came_to=group, person=one.person_id).update(reply_to=one.reply_to)
    group.delete()
    return True


def has_lived(group: Group, brought: Sequence[SheetPledge], carried: Collection[int]) -> bool:
    """Return whether somebody did or said something there since, which the closing did not give."""
    if any(getattr(group, name) for name in LIVED) or {one.question_id for one in group.carryings.all()} != carried:
        return True
    entries = Entry.objects.filter(subject_kind=kind_of(group), subject_id=group.pk).exclude(verb="group.born")
    known = {one.person_id: one for one in brought}
    pledges_are_given = all(is_as_given(one, known.get(one.person_id)) for one in group.pledges.all())
    roles_are_given = all(one.person_id in known and is_untouched(one) for one in group.memberships.all())
    return entries.exists() or not (pledges_are_given and roles_are_given)


def is_as_given(pledge: Pledge, given: SheetPledge | None) -> bool:
    """Return whether the pledge is what the closing made of this one: nobody said more, nor answered it."""
    if given is None:
        return False
    said = (pledge.words, pledge.energy, pledge.level, pledge.typed_by_id, pledge.welcomed_at)
    return said == (given.words, given.energy, "", given.typed_by_id, None)


def is_untouched(role: Membership) -> bool:
    """Return whether the role is as the closing gave it: nobody confirmed it, ended it, or said a word of it."""
    return not (role.confirmed_at or role.until or role.asks_on or role.words)


def leave_known_group(group: Group, brought: Sequence[SheetPledge]) -> None:
    """Take the people whom the closing brought to a group that was there out of it, where they did nothing since."""
    for one in brought:
        pledge = group.pledges.filter(person=one.person_id).first()
        roles = list(group.memberships.filter(person=one.person_id))
        if pledge is not None and is_as_given(pledge, one):
            SheetPledge.objects.filter(pk=one.pk).update(reply_to=pledge.reply_to)
            pledge.delete()
        elif pledge is None and one.carries and len(roles) == 1 and is_untouched(roles[0]):
            roles[0].delete()
    SheetPledge.objects.filter(pk__in=[one.pk for one in brought]).update(came_to=None)
    keep_in_step(group.space_id)
