"""Changing a meeting: day, place and duration, in words or by field; cancellation and restoration."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.meetings.attendance.views import meeting_for
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.forms import ChangeForm, UndoForm
from palabre.meetings.dates.meeting_changes import ChangedMeanwhile
from palabre.meetings.dates.meeting_schedule import Planned, is_untold
from palabre.meetings.models import Meeting
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import fresh_form, fresh_page, gesture_on, require


def changed_here(request: Any, number: int) -> Meeting:
    """Return the meeting. 404 if the member may not read it, 403 if they may not change it."""
    found = meeting_for(request, number)
    require(permissions.can_change(request.person, found))
    return found


@fresh_form
def meeting_form(request: Any, number: int) -> HttpResponse:
    """GET shows the plan; POST changes it. A refused form keeps what was typed."""
    found = changed_here(request, number)
    form = ChangeForm.of(request, initial=ChangeForm.said_of(Planned.of(found)))

    def change(said: dict[str, Any]) -> HttpResponse:
        to, at = form.planned(today=timezone.localdate()), timezone.now()
        try:
            meeting_changes.change_meeting(found, to, by=request.person, at=at, base=said["base"])
        except ChangedMeanwhile as refusal:
            form.follow(refusal.there)
            raise
        return redirect("meetings:changed", request.space.slug, found.pk)

    shown = {"meeting": found, "planned": Planned.of(found)}
    return form.respond(request, change, template="meetings/dates/change.html", **shown)


@fresh_page
def changed(request: Any, number: int) -> HttpResponse:
    """Show the plan now, the undo, and whether the invitees are still to be notified."""
    found = changed_here(request, number)
    last = meeting_changes.changes_of(found).first()
    shown = {
        "meeting": found,
        "planned": Planned.of(found),
        "last": last if last and last.by_id == request.person.pk else None,
        "is_untold": is_untold(found, but=request.person),
    }
    return render(request, "meetings/dates/changed.html", shown)


@gesture_on(changed_here)
def change_undoing(request: Any, found: Meeting) -> str:
    """Undo the change named by the form."""
    entry = UndoForm.read(request)["change"]
    if is_number(entry):
        meeting_changes.undo_meeting_change(found, int(entry), by=request.person)
    return _("It is back as it was.")


@gesture_on(changed_here, to="meetings:changed")
def cancellation(request: Any, found: Meeting) -> None:
    meeting_changes.cancel(found, by=request.person, at=timezone.now())


@gesture_on(changed_here, to="meetings:changed")
def restoration(request: Any, found: Meeting) -> None:
    meeting_changes.restore_meeting(found, by=request.person)
