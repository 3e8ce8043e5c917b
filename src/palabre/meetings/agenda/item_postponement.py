"""Putting a point off: it comes back at the next meeting of the same people, by itself."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.agenda import adjacent_meetings
from palabre.meetings.agenda.agenda_audience import may_follow
from palabre.meetings.agenda.agenda_lock import held_point, may, update_note_agenda
from palabre.meetings.agenda.carry_over import place_item_put_off
from palabre.meetings.models import AgendaItem, Meeting
from palabre.people.models import Person


def postpone(item: AgendaItem, *, by: Person, at: datetime.datetime) -> Meeting | None:
    """Put a point off, and return the meeting at which it comes back: None when none is set yet, and it waits.

    Twice changes nothing. `proposing.bring_point_back` undoes it. Raises a Refusal when `by` may not.
    """
    with transaction.atomic():
        now = held_point(item)
        may(permissions.can_order_agenda(by, now.meeting), _("Only members of this space put a point off."))
        if now.postponed_at is not None or now.dropped_at is not None:
            return now.postponed_to
        now.postpone(at, to=None)
        to = next_one(now.meeting)
        if to is not None:
            place_item_put_off(now, to)
        record("point.postponed", now.meeting, by=by, point=now.pk)
    update_note_agenda(now.meeting)
    if to is not None:
        update_note_agenda(to)
    return to


def next_one(meeting: Meeting) -> Meeting | None:
    """Return the next meeting that has its agenda already, and whose readers may read what this one says."""
    to = adjacent_meetings.after(meeting)
    if to is None or not to.agenda.exists() or not may_follow(meeting, to):
        return None
    return to
