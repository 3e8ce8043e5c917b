"""« Le groupe se met en sommeil », until a day if its people wish; whoever joined wakes it. It counts as no failure."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.group_access import as_whom, group_for_update, let_decide, let_write
from palabre.groups.models import Group
from palabre.groups.roles.succession import look_for_convener
from palabre.groups.typed_values import day_to_come
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal


def go_to_sleep(group: Group, until: str = "", *, by: Person, at: datetime.datetime) -> None:
    """Put the group to sleep, until the day that these words say (« en septembre »), or until somebody wakes it.

    Said again with another day, the day is that one. Raises a Refusal when it ended, or when `by` may not.
    """
    day = day_to_come(until, today=timezone.localdate(at))
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        if now.ended_at is not None:
            raise Refusal(_("This group has ended."), instead=_("Undo its ending first, if that is what you wish."))
        if now.asleep_at is not None and now.wakes_on == day:
            return
        is_new = now.asleep_at is None
        now.sleep(now.asleep_at or at, until=day)
        if is_new:
            record("group.asleep", now, by=by, **as_whom(by, now))


def wake(group: Group, *, by: Person, at: datetime.datetime) -> None:
    """Wake it: whoever is of it, or joined the space, does. Twice changes nothing more.

    It looks for somebody by itself where those who carried it left while it slept.
    """
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        if now.asleep_at is not None:
            now.wake()
            record("group.awake", now, by=by)
            look_for_convener(now, at=at)
