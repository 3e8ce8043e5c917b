"""Close the day: groups are made of the questions that somebody carries. Undone within thirty days (closure_undo).

The group of a sheet carries the questions of the sheets that were joined to it as well: where each comes from stays
readable. Nothing is required: no report, no date, no carrier.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from palabre.forums.ballots.day_dots import count_dots_of
from palabre.forums.day.host_rights import hosted
from palabre.forums.models import ForumDay, Sheet, SheetPledge
from palabre.forums.outcome.continuations import Continuation, continuations
from palabre.forums.outcome.groups_there import GroupsThere
from palabre.groups.group_access import may_decide
from palabre.groups.lineage.birth_readers import facts_of_a_birth, readers_of_births
from palabre.groups.models import Carrying, Group, Membership, Pledge, Role
from palabre.groups.typed_values import line_of
from palabre.journal.models import record, record_each
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """People whom the closing brings to a group: those in `carrying` carry it, the others come along.

    `is_of_one_sheet`: it is born of the one sheet of which they said so. Else the closing brings them together: nobody
    came there for somebody else.
    """

    group: Group
    carrying: list[SheetPledge]
    others: list[SheetPledge]
    is_of_one_sheet: bool = False


def close_day(day: ForumDay, titles: Mapping[int, str], *, by: Person, at: datetime.datetime) -> list[Group]:
    """Close the day and return the groups that begin. `titles` are the names of groups, by number of their sheet.

    Idempotent. A question that a group carries already gets no other one: who goes on comes to that group. The space is
    held meanwhile: the number of queries does not grow with that of the sheets.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.closed_at is not None:
            return []
        going_on, _waiting = continuations(now)
        beginning, known = parted(going_on)
        made = born_of_sheets(beginning, titles, now, by=by, at=at)
        bring([*made, *come_to_known_groups(known, by=by)], at=at)
        count_dots_of(now, at=at)
        now.close(at)
        record("forum.closed", now.forum, by=by)
    return [one.group for one in made]


def parted(going_on: Sequence[Continuation]) -> tuple[list[Continuation], list[Continuation]]:
    """Return those of which a group begins, and those whose question a group carries, or one that became it."""
    wanted = {question.pk for one in going_on for question in one.same}
    carried = set(Carrying.objects.filter(question__in=wanted).values_list("question", flat=True))
    beginning, known = [], []
    for one in going_on:
        if carried.isdisjoint(question.pk for question in one.same):
            beginning.append(one)
            carried.update(question.pk for question in one.questions)
        else:
            known.append(one)
    return beginning, known


def born_of_sheets(
    beginning: Sequence[Continuation], titles: Mapping[int, str], day: ForumDay, *, by: Person, at: datetime.datetime
) -> list[Coming]:
    """Create the group of each sheet, to which those who carry it come as conveners."""
    forum = day.forum
    typed = {one.sheet.pk: line_of(titles.get(one.sheet.number, "")) for one in beginning}
    keep_out(forum.space, *typed.values())
    same = {"space": forum.space, "born_on": forum.held_on or timezone.localdate(at)}
    readers = readers_of_births([one.question.audience for one in beginning])
    groups = Group.objects.bulk_create(
        Group(audience=own, title=typed[one.sheet.pk] or one.title, **same)
        for one, own in zip(beginning, readers, strict=True)
    )
    born = list(zip(groups, beginning, strict=True))
    Carrying.objects.bulk_create(
        Carrying(group=group, question=question) for group, one in born for question in one.questions
    )
    for group, one in born:
        one.sheet.group = group
    Sheet.objects.bulk_update([one.sheet for one in beginning], ["group"])
    record_each("group.born", groups, by=by, of_each=[facts_of_a_birth(one) for one in readers])
    return [Coming(group, *by_role(one.pledges), is_of_one_sheet=not one.joined) for group, one in born]


def by_role(pledges: Sequence[SheetPledge]) -> tuple[list[SheetPledge], list[SheetPledge]]:
    """Return those who carry, and the others."""
    return [one for one in pledges if one.carries], [one for one in pledges if not one.carries]


def come_to_known_groups(known: Sequence[Continuation], *, by: Person) -> list[Coming]:
    """Return who, of those who go on with these sheets, comes to the group that carries the question already.

    They carry it with the others where no carrier has joined the space, as anybody may there, and in the group of an
    earlier closing for which who closes decides. Elsewhere a pledge gives no role: a day that is opened again takes no
    group from those who carry it since. Who was in the group, or left it, is left as they are.
    """
    there = GroupsThere.of(known)
    coming = []
    for one in known:
        group = there.group_of(one)
        if group is None:
            continue
        carrying, others = by_role([pledge for pledge in one.pledges if not there.knows(group, pledge.person)])
        is_own = one.sheet.group_id == group.pk
        if carrying and there.is_carried_by_members(group) and not (is_own and may_decide(by, group)):
            carrying, others = [], [*carrying, *others]
        there.welcome(group, carrying, others)
        coming.append(Coming(group, carrying, others))
    taken = [(one.group, each.person) for one in coming for each in one.carrying if not each.person.is_passer_by]
    groups, people = zip(*taken) if taken else ((), ())
    record_each("role.taken", groups, by=people, role=Role.CONVENER)  # who came there before came for others
    return coming


def bring(coming: Sequence[Coming], *, at: datetime.datetime) -> None:
    """Give the groups these roles and pledges, and note to which group each person came.

    A mail address moves with its pledge: taken back there, it is nowhere else.
    """
    carrying = [(one, pledge) for one in coming for pledge in one.carrying]
    others = [(one, pledge) for one in coming for pledge in one.others]
    Membership.objects.bulk_create(
        Membership(group=one.group, person=pledge.person, role=Role.CONVENER) for one, pledge in carrying
    )
    if others:
        members = Audience.of_space(others[0][0].group.space)
        Pledge.objects.bulk_create(kept_in_group(one, pledge, members, at=at) for one, pledge in others)
    for one, pledge in (came := [*carrying, *others]):
        pledge.came_to = one.group
    SheetPledge.objects.bulk_update([pledge for _one, pledge in came], ["came_to"])
    moved = [pledge for _one, pledge in others if pledge.reply_to]
    for pledge in moved:
        pledge.move_address()
    SheetPledge.objects.bulk_update(moved, ["moved", "reply_to"])


def kept_in_group(coming: Coming, pledge: SheetPledge, members: Audience, *, at: datetime.datetime) -> Pledge:
    """Return the pledge to the group that this one becomes. The closing tells of all of them at once.

    No page of the day shows its words: where everybody reads the group, members alone read them.
    """
    group, is_own_word = coming.group, coming.is_of_one_sheet and pledge.typed_by is None
    said = {"energy": pledge.energy, "words": pledge.words, "reply_to": pledge.reply_to, "typed_by": pledge.typed_by}
    readers = group.audience.or_narrower(members) if pledge.words else group.audience
    own_word_at = pledge.at if is_own_word else None
    kept = {"space": members.space, "audience": readers, "at": at, "own_word_at": own_word_at}
    return Pledge(group=group, person=pledge.person, **kept, **said)
