"""An agenda that nobody touched begins otherwise in one gesture; the former beginning is one gesture away."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.meetings.agenda import agenda_choice
from palabre.meetings.agenda.agenda_items import ItemDetails, details_of
from palabre.meetings.agenda.agenda_lock import agenda_for_update, may
from palabre.meetings.agenda.agenda_preparation import add_points, has_begun, prepare
from palabre.meetings.agenda.shipped_agendas import SHIPPED, Point
from palabre.meetings.models import AgendaItem, Meeting
from palabre.meetings.note.meeting_note import is_told, was_written
from palabre.people.models import Person
from palabre.refusal import Refusal


def begin_otherwise(meeting: Meeting, key: str, *, by: Person, at: datetime.datetime) -> None:
    """Begin with the template `key` instead. What was proposed, and what came back, stays. The same again is nothing.

    Raises a Refusal when `by` may not, or once somebody changed a point or wrote in the note.
    """
    may(permissions.can_order_agenda(by, meeting), _("Only members of this space order the agenda."))
    if key not in SHIPPED:
        raise Refusal(_("That is not one of the templates."))
    with transaction.atomic():
        now = agenda_for_update(meeting)
        if now.template_key == key:
            return
        if not is_untouched(now):
            raise Refusal(
                _("Somebody has worked on this agenda since."), instead=_("Change its points one by one: none is lost.")
            )
        begun_with(now).delete()
        add_points(now, agenda_choice.as_in(now.space, key))
    prepare(now, by=by, at=at)


def is_untouched(meeting: Meeting) -> bool:
    """Does the agenda say what its template says, with a note in which nobody wrote, before people meet?"""
    if meeting.template_key not in SHIPPED or meeting.cancelled_at is not None:
        return False
    if has_begun(meeting) or is_told(meeting):
        return False
    offered = [said_by(point) for point in agenda_choice.as_in(meeting.space, meeting.template_key).points]
    if [said_of(item) for item in begun_with(meeting).select_related("holder").order_by("position")] != offered:
        return False
    return meeting.minutes is None or not was_written(meeting.minutes)


def begun_with(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the points that the template gave: nobody proposed them, and they did not come back from elsewhere."""
    return meeting.agenda.filter(proposed_by=None, comes_from=None, about=None)


def said_by(point: Point) -> tuple[object, ...]:
    parts = [] if point.brings else [str(part) for part in point.parts]
    return (ItemDetails(str(point.text), str(point.kind), point.minutes), parts, None, None)


def said_of(item: AgendaItem) -> tuple[object, ...]:
    parts = [] if item.brings else item.parts
    return (details_of(item), parts, item.dropped_at, item.postponed_at)
