"""Holding a meeting, or one of its points, as it is now: one act on an agenda at a time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.models import AgendaItem, Meeting
from palabre.meetings.note.meeting_note import is_told, note_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space


class Forbidden(Refusal):
    status = 403


def may(is_allowed: bool, why: str) -> None:
    """Raise a Refusal that says why, unless it is allowed."""
    if not is_allowed:
        raise Forbidden(why)


def agenda_for_update(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, alone in its space until the act is over."""
    Space.hold(meeting.space_id)
    now = Meeting.objects.select_related("space", "audience").filter(pk=meeting.pk).first()
    if now is None or now.cancelled_at is not None:
        raise Refusal(
            _("This meeting no longer takes place."), instead=_("There are others to come: see all the meetings.")
        )
    if is_told(now):
        raise Refusal(
            _("The minutes of this meeting are there: its agenda stays as it was."),
            instead=_("Propose the point for the next one."),
        )
    return now


def held_point(item: AgendaItem) -> AgendaItem:
    """Return the point as it is now, its meeting held."""
    meeting = agenda_for_update(item.meeting)
    now = AgendaItem.objects.select_related("holder").filter(pk=item.pk, meeting=meeting).first()
    if now is None:
        raise Refusal(_("This point is no longer there."), instead=_("Look at the agenda again."))
    now.meeting = meeting
    return now


def update_note_agenda(meeting: Meeting) -> None:
    """Have the note follow the agenda, where there is one: after the act, so that nobody waits for its rendering."""
    if meeting.minutes_id is not None:
        note_of(meeting, by=None)
