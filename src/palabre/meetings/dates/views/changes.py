"""Changing a meeting: day, place and duration, in words or by field; cancellation and restoration."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.meetings import permissions
from palabre.meetings.attendance.views import meeting_for
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.forms import ChangeForm, UndoForm
from palabre.meetings.dates.meeting_changes import ChangedMeanwhile
from palabre.meetings.dates.meeting_schedule import Planned, is_untold
from palabre.meetings.models import Meeting
from palabre.web.form.form_input import is_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
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


@never_cache
@require_safe
def changed(request: Any, number: int) -> HttpResponse:
    """Show the plan now, the undo, and whether the invitees are still to be notified."""
    found = changed_here(request, number)
    last = meeting_changes.changes_of(found).first()
    shown = {
        "meeting": found,
        "planned": Planned.of(found),
        "last": last if last and last.by_id == request.person.pk else None,
        "is_untold": is_untold(found),
    }
    return render(request, "meetings/dates/changed.html", shown)


@require_POST
def change_undoing(request: Any, number: int) -> HttpResponse:
    """Undo the change named by the form."""
    found = changed_here(request, number)
    entry = UndoForm.read(request)["change"]
    if is_number(entry):
        meeting_changes.undo_meeting_change(found, int(entry), by=request.person)
    messages.success(request, _("It is back as it was."))
    return redirect(found)


@require_POST
def cancellation(request: Any, number: int) -> HttpResponse:
    found = changed_here(request, number)
    meeting_changes.cancel(found, by=request.person, at=timezone.now())
    return redirect("meetings:changed", request.space.slug, found.pk)


@require_POST
def restoration(request: Any, number: int) -> HttpResponse:
    found = changed_here(request, number)
    meeting_changes.restore_meeting(found, by=request.person)
    return redirect("meetings:changed", request.space.slug, found.pk)


def changed_here(request: Any, number: int) -> Meeting:
    """Return the meeting. 404 if the member may not read it, 403 if they may not change it."""
    found: Meeting = meeting_for(request, number)
    if not permissions.can_change(request.person, found):
        raise PermissionDenied
    return found
