"""Undo the closing of a day: the groups that nobody touched go, and who came to another group leaves it.

Letters that did not leave are withdrawn; a group of which one has left, or to which others gave a link, stays: the link
leads there.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.models import ForumDay, Sheet, SheetPledge
from palabre.forums.outcome.carrier_letters import groups_given, groups_told, withdraw_letters
from palabre.forums.outcome.continuations import Continuation, continuations
from palabre.groups.models import Carrying, Group, Membership, Pledge
from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import referenced
from palabre.people.models import Person
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal

REOPENED, MOST_A_DAY, A_DAY = "forum.reopened", 6, datetime.timedelta(days=1)
type Brought = Mapping[int, Sequence[SheetPledge]]  # by id of each group, the pledges that came there
LIVED = ("lives_in", "asleep_at", "wakes_on", "ended_at", "review_on", "to_read", "own_audience")  # set by its people


def may_reopen(day: ForumDay, *, at: datetime.datetime) -> bool:
    return day.closed_at is not None and at <= day.closed_at + A_MONTH


def reopen_day(day: ForumDay, *, by: Person, at: datetime.datetime) -> list[Group]:
    """Undo the closing: delete the groups that nobody touched since, and return those that lived on. Idempotent.

    Raise a Refusal after thirty days, and when the day was opened again many times since yesterday. The space is held
    meanwhile: the number of queries does not grow with that of the groups.
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
        withdraw_letters(now)
        going_on, waiting = continuations(now)
        brought = people_brought([*going_on, *waiting])
        carried = {one.sheet.pk: {question.pk for question in one.questions} for one in going_on}
        rows = now.sheets.filter(group__isnull=False).select_related("group").order_by("number")
        born = {one.group: carried.get(one.pk, set()) for one in rows if one.group is not None}
        staying = undo_births(born, brought, by=by)
        leave_known_groups({number: brought[number] for number in brought.keys() - {group.pk for group in born}})
        now.close(None)
        record(REOPENED, now.forum, by=by)
        keep_in_step(now.forum.space_id)
    return staying


def refuse_too_often(day: ForumDay, *, at: datetime.datetime) -> None:
    about = {"subject_kind": kind_of(day.forum), "subject_id": day.forum_id, "verb": REOPENED}
    if Entry.objects.filter(**about, at__gt=at - A_DAY, at__lte=at).count() >= MOST_A_DAY:
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


def undo_births(born: Mapping[Group, Collection[int]], brought: Brought, *, by: Person) -> list[Group]:
    """Delete the groups that nobody touched since, and return the others. `born` are the questions given to each."""
    numbers = [group.pk for group in born]
    touched = referenced(Group, numbers, ignoring=(Carrying, Membership, Pledge, Sheet, SheetPledge))
    touched |= lived(born, brought) | groups_told(numbers) | groups_given(numbers, by=by)
    going = [number for number in numbers if number not in touched]
    pledges = Pledge.objects.filter(group__in=going).exclude(reply_to="")
    give_back_addresses({of_whom(one): one.reply_to for one in pledges})
    Group.objects.filter(pk__in=going).delete()
    return [group for group in born if group.pk in touched]


def lived(born: Mapping[Group, Collection[int]], brought: Brought) -> set[int]:
    """Return the ids of the groups where somebody did or said something since, which the closing did not give."""
    numbers = [group.pk for group in born]
    entries = Entry.objects.filter(subject_kind=kind_of(Group), subject_id__in=numbers).exclude(verb="group.born")
    found = set(entries.values_list("subject_id", flat=True))
    known = {(number, one.person_id): one for number, pledges in brought.items() for one in pledges}
    for one in Pledge.objects.filter(group__in=numbers):
        if not is_as_given(one, known.get(of_whom(one))):
            found.add(of_whom(one)[0])
    for role in Membership.objects.filter(group__in=numbers):
        if of_whom(role) not in known or not is_untouched(role):
            found.add(role.group_id)
    carried: dict[int, set[int]] = defaultdict(set)
    for number, question in Carrying.objects.filter(group__in=numbers).values_list("group", "question"):
        carried[number].add(question)
    for group, given in born.items():
        if any(getattr(group, name) for name in LIVED) or carried[group.pk] != given:
            found.add(group.pk)
    return found


def of_whom(row: Pledge | Membership) -> tuple[int, int]:
    """Return the ids of the group and of the person. The row has a group."""
    assert row.group_id is not None
    return row.group_id, row.person_id


def give_back_addresses(addresses: Mapping[tuple[int, int], str]) -> None:
    """Write on the sheets again what was written of these people there, by group and person."""
    back = []
    for one in SheetPledge.objects.filter(came_to__in={group for group, _person in addresses}):
        address = addresses.get((one.came_to_id or 0, one.person_id), "")
        if one.has_moved(address):
            one.reply_to = address
            back.append(one)
    SheetPledge.objects.bulk_update(back, ["reply_to"])


def is_as_given(pledge: Pledge, given: SheetPledge | None) -> bool:
    """Return whether the pledge is what the closing made of this one: nobody said more, nor answered it."""
    if given is None:
        return False
    said = (pledge.words, pledge.energy, pledge.level, pledge.typed_by_id, pledge.welcomed_at)
    return said == (given.words, given.energy, "", given.typed_by_id, None)


def is_untouched(role: Membership) -> bool:
    """Return whether the role is as the closing gave it: nobody confirmed it, ended it, or said a word of it."""
    return not (role.confirmed_at or role.until or role.asks_on or role.words)


def leave_known_groups(brought: Brought) -> None:
    """Take the people whom the closing brought to groups that were there out of them, if they did nothing since."""
    pledges: dict[tuple[int, int], Pledge] = {}
    for pledge in Pledge.objects.filter(group__in=brought).order_by("pk"):
        pledges.setdefault(of_whom(pledge), pledge)
    roles = defaultdict(list)
    for role in Membership.objects.filter(group__in=brought):
        roles[of_whom(role)].append(role)
    said, given = [], []
    for number, one in ((number, one) for number, some in brought.items() for one in some):
        there, held = pledges.get((number, one.person_id)), roles[number, one.person_id]
        if there is not None and is_as_given(there, one):
            said.append(there)
        elif there is None and one.carries and len(held) == 1 and is_untouched(held[0]):
            given.append(held[0].pk)
    give_back_addresses({of_whom(one): one.reply_to for one in said if one.reply_to})
    Pledge.objects.filter(pk__in=[one.pk for one in said]).delete()
    Membership.objects.filter(pk__in=given).delete()
    SheetPledge.objects.filter(pk__in=[one.pk for some in brought.values() for one in some]).update(came_to=None)
