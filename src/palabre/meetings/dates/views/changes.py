"""Changing a meeting: day, place and duration, in words or by field; cancellation and restoration."""

from __future__ import annotations

import dataclasses
import datetime
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
from palabre.meetings.dates.meeting_changes import ChangedMeanwhile
from palabre.meetings.dates.meeting_schedule import Planned, is_untold
from palabre.meetings.models import Meeting
from palabre.refusal import Refusal
from palabre.web.form.form_input import is_number

FIELDS = ("words", "on", "at", "lasts", "place", "video_url")
LONGEST = 600  # characters of one field


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_form(request: Any, number: int) -> HttpResponse:
    """GET shows the plan; POST changes it. A refused form keeps what was typed."""
    found = changed_here(request, number)
    if request.method != "POST":
        return render_change_form(request, found, fields_of(Planned.of(found)), base=Planned.of(found).mark())
    typed = {name: str(request.POST.get(name, "")).replace("\x00", "").strip()[:LONGEST] for name in FIELDS}
    try:
        to = planned_in(typed, found, today=timezone.localdate())
        meeting_changes.change_meeting(
            found, to, by=request.person, at=timezone.now(), base=request.POST.get("base", "")
        )
    except ChangedMeanwhile as refusal:
        return render_change_form(request, found, typed, base=refusal.there.mark(), refusal=refusal)
    except Refusal as refusal:
        return render_change_form(request, found, typed, base=request.POST.get("base", ""), refusal=refusal)
    return redirect("meetings:changed", request.space.slug, found.pk)


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
    entry = request.POST.get("change", "")
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


def fields_of(planned: Planned) -> dict[str, str]:
    return {
        "words": "",
        "on": planned.on.isoformat() if planned.on else "",
        "at": f"{planned.at:%H:%M}" if planned.at else "",
        "lasts": str(planned.lasts or ""),
        "place": planned.place,
        "video_url": planned.video_url,
    }


def planned_in(typed: dict[str, str], meeting: Meeting, *, today: datetime.date) -> Planned:
    """Read the fields, then the words, which take precedence. Raise a Refusal for what cannot be read."""
    planned = Planned(
        on=day_in(typed["on"]),
        at=hour_in(typed["at"]),
        lasts=minutes_in(typed["lasts"]),
        place=typed["place"],
        video_url=typed["video_url"],
    )
    if typed["words"]:
        planned = meeting_changes.plan_in_words(planned, typed["words"], today=today)
    return dataclasses.replace(planned, is_off=meeting.cancelled_at is not None)


def day_in(said: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said) if said else None
    except ValueError:
        raise Refusal(_("We cannot read this day."), instead=_("For example: 2027-12-01, or in words above.")) from None


def hour_in(said: str) -> datetime.time | None:
    try:
        return datetime.time.fromisoformat(said).replace(tzinfo=None) if said else None
    except ValueError:
        raise Refusal(_("We cannot read this time."), instead=_("For example: 14:30.")) from None


def minutes_in(said: str) -> int | None:
    if said and not is_number(said):
        raise Refusal(_("A meeting lasts from one minute to a day."), instead=_("Write its length in minutes: 90."))
    return int(said) if said else None


def render_change_form(
    request: Any, meeting: Meeting, typed: dict[str, str], *, base: str, refusal: Refusal | None = None
) -> HttpResponse:
    words = {"meeting": meeting, "planned": Planned.of(meeting), "typed": typed, "base": base, "refusal": refusal}
    return render(request, "meetings/dates/change.html", words, status=refusal.status if refusal else 200)
