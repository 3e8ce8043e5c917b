"""Moving a point up or down, without a mouse, without a script."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.meetings.agenda.agenda_lock import held_point, may, update_note_agenda
from palabre.meetings.models import AgendaItem
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

STEPS = {"up": -1, "down": 1}


def move(item: AgendaItem, way: str, *, seen: int | None, by: Person) -> bool:
    """Move a point one place "up" or "down" among those that stand; say whether it moved.

    `seen` is the position that its reader saw: where it is elsewhere by now (sent twice, or somebody else moved it),
    nothing happens. None moves it from wherever it is. Raises a Refusal when `by` may not.
    """
    if way not in STEPS:
        raise Refusal(_("A point goes up or down."))
    with transaction.atomic():
        now = held_point(item)
        may(permissions.can_order_agenda(by, now.meeting), _("Only members of this space order the agenda."))
        rows = now.meeting.agenda.order_by("position")
        every, standing = list(rows.values_list("pk", flat=True)), list(rows.standing().values_list("pk", flat=True))
        if now.pk not in standing or (seen is not None and seen != now.position):
            return False
        place = standing.index(now.pk)
        other = place + STEPS[way]
        if not 0 <= other < len(standing):
            return False
        here, there = every.index(now.pk), every.index(standing[other])
        every[here], every[there] = every[there], every[here]
        now.meeting.agenda.put_in_order(every)
        Space.touch(now.meeting.space_id)
    update_note_agenda(now.meeting)
    return True
