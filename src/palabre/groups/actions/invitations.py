"""« La réunion propose »: what is to be done by each group is an invitation on their pages, not a task for each.

A group tries, or says « pas maintenant » once. One that has done so already is asked nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.group_access import group_for_update, let_write
from palabre.groups.models import Action, Deliverable, Group, Intention, Sign, SignKind
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure import action_tools
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 20  # actions of the community that are looked at
FOR_EACH = ("chaque ", "each ", "every ")


@dataclasses.dataclass(frozen=True, slots=True)
class Invitation:
    """A proposal of a meeting to each group. `way` is what it invites to: see `action_tools.invites_to`."""

    action: Action
    way: str


def invitation_to(group: Group, reader: Reader, *, has: Collection[str]) -> Invitation | None:
    """Return the first invitation that the group neither set aside nor followed: one query without any, else two.

    `has` are the ways that the group took already: what it makes, what it intends.
    """
    found = [one for one in for_each_group(reader) if action_tools.is_for_each_group(one.owner_words or one.text)]
    if not found or not group.is_awake:
        return None
    quiet = set(answered(group).values_list("about", flat=True))
    told = [Invitation(one, action_tools.invites_to(one.text)) for one in found if str(one.pk) not in quiet]
    return next((one for one in told if one.way not in has), None)


@prepared_reading()
def for_each_group(rights: Any) -> Any:
    said = Q()
    for words in FOR_EACH:
        said |= Q(text__istartswith=words) | Q(owner_words__istartswith=words)
    return rights.may_read(Action).open().filter(said, group=None).order_by("pk")[:MOST]


def ways_taken(intention: Intention | None, outputs: Collection[Deliverable]) -> set[str]:
    """Return the ways that a group with this intention and these outputs took already."""
    taken = {action_tools.OBJECT} if outputs else set()
    return taken | ({action_tools.INTENTION} if intention else set())


def answered(group: Group) -> Any:
    return Sign.objects.filter(group=group, kind=SignKind.INVITED, quiet_at__isnull=False)


def set_aside(group: Group, action: Action, *, by: Person, at: datetime.datetime) -> None:
    """« Pas maintenant »: this group is not invited to it again. Idempotent."""
    with transaction.atomic():
        now = held(group, action, by)
        row, _made = Sign.objects.get_or_create(group=now, kind=SignKind.INVITED, about=str(action.pk))
        if row.quiet_at is None:
            row.keep_quiet(at, by=by)
            Space.touch(now.space_id)


def invite_again(group: Group, action: Action, *, by: Person) -> None:
    """Undo `set_aside`. Idempotent."""
    with transaction.atomic():
        now = held(group, action, by)
        for row in answered(now).filter(about=str(action.pk)):
            row.keep_quiet(None, by=by)
            Space.touch(now.space_id)


def held(group: Group, action: Action, by: Person) -> Group:
    now = group_for_update(group)
    let_write(by, now)
    if action.group_id is not None or not action_tools.is_for_each_group(action.owner_words or action.text):
        raise Refusal(_("This is proposed to no group in particular."), instead=_("See what there is to do."))
    return now
