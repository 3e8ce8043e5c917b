"""Close the day: groups are made of the questions that somebody carries. Undone within thirty days (closure_undo).

The group of a sheet carries the questions of the sheets that were joined to it as well: where each comes from stays
readable. Nothing is required: no report, no date, no carrier.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from palabre.forums.day.host_rights import hosted
from palabre.forums.models import ForumDay, SheetPledge
from palabre.forums.outcome.continuations import Continuation, continuations
from palabre.groups.group_access import Carriers, may_decide
from palabre.groups.models import Group, Pledge, Role
from palabre.groups.questions.new_question import born_of
from palabre.groups.typed_values import line_of
from palabre.journal.models import record
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person


def close_day(day: ForumDay, titles: Mapping[int, str], *, by: Person, at: datetime.datetime) -> list[Group]:
    """Close the day and return the groups that begin. `titles` are the names of groups, by number of their sheet.

    Idempotent. A question that a group carries already gets no other one: who goes on comes to that group.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.closed_at is not None:
            return []
        going_on, _waiting = continuations(now)
        made = [born_of_sheet(one, titles.get(one.sheet.number, ""), now, by=by, at=at) for one in going_on]
        now.close(at)
        record("forum.closed", now.forum, by=by)
    return [group for group in made if group is not None]


def born_of_sheet(one: Continuation, title: str, day: ForumDay, *, by: Person, at: datetime.datetime) -> Group | None:
    """Create the group of a sheet, with those who carry it as conveners and the others as pledges."""
    question = one.question
    if known_groups(one).exists():
        come_to_known_group(one, by=by, at=at)
        return None
    first, *more = one.carriers
    question.space = day.forum.space
    title = line_of(title)
    keep_out(day.forum.space, title)
    group = born_of(question, by=first, on=day.forum.held_on or timezone.localdate(at), title=title)
    for person in more:
        group.welcome(person, role=Role.CONVENER)
    group.questions.add(*one.questions)
    bring(one.pledges, group, pledging=[pledge for pledge in one.pledges if not pledge.carries], at=at)
    one.sheet.be_carried_by(group)
    record("group.born", group, by=by)
    return group


def known_groups(one: Continuation) -> QuerySet[Group]:
    """Return the groups that carry the question already, or one that became it."""
    return Group.objects.filter(questions__in=[one.question, *one.former]).distinct()


def come_to_known_group(one: Continuation, *, by: Person, at: datetime.datetime) -> None:
    """Bring those who go on with a sheet to the group that carries its question already.

    They carry it with the others where no carrier has joined the space, as anybody may there, and in the group of an
    earlier closing for which who closes decides. Elsewhere a pledge gives no role: a day that is opened again takes no
    group from those who carry it since. Who was in the group, or left it, is left as they are.
    """
    rows = known_groups(one).filter(ended_at=None, lives_in=None).select_related("audience").order_by("pk")
    group = next((each for each in rows if each.audience.covers(one.question.audience)), None)  # none of few readers
    if group is None:
        return
    roles = group.memberships.all()
    is_own = one.sheet.group_id == group.pk and may_decide(by, group)
    is_open = is_own or not Carriers.among(roles.held().carrying(), group.space_id).have_joined
    known = {*roles.values_list("person", flat=True), *group.pledges.values_list("person", flat=True)}
    new = [pledge for pledge in one.pledges if pledge.person_id not in known]
    for pledge in new:
        if pledge.carries and is_open:
            group.welcome(pledge.person, role=Role.CONVENER)
    bring(new, group, pledging=[pledge for pledge in new if not (pledge.carries and is_open)], at=at)


def bring(
    pledges: Sequence[SheetPledge], group: Group, *, pledging: Sequence[SheetPledge], at: datetime.datetime
) -> None:
    """Note to which group these people came, and give it the pledges of those who hold no role there.

    Their mail address moves with the pledge: taken back there, it is nowhere else.
    """
    Pledge.objects.bulk_create(kept_in_group(group, one, at=at) for one in pledging)
    SheetPledge.objects.filter(pk__in=[one.pk for one in pledges]).update(came_to=group)
    SheetPledge.objects.filter(pk__in=[one.pk for one in pledging]).update(reply_to="")


def kept_in_group(group: Group, pledge: SheetPledge, *, at: datetime.datetime) -> Pledge:
    """Return the pledge to the group that this one becomes. The closing tells of all of them at once."""
    said = {"energy": pledge.energy, "words": pledge.words, "reply_to": pledge.reply_to, "typed_by": pledge.typed_by}
    readers = {"space_id": group.space_id, "audience_id": group.audience_id}
    return Pledge(group=group, person=pledge.person, at=at, **readers, **said)
