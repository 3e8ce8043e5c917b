"""A rhythm: read in minutes, kept or not; its days, and the gestures on them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.groups.models import Group
from palabre.meetings.models import Series
from palabre.meetings.permissions import can_keep
from palabre.meetings.series import cadence, occurrence_changes
from palabre.meetings.series.cadence import Wish
from palabre.meetings.series.forms import DayForm, RhythmForm
from palabre.meetings.series.next_occurrence import next_ahead
from palabre.meetings.series.series_screen import one_series
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.reader import Reader
from palabre.web.page_cache import cached

CADENCE = "meetings/series/cadence.html"


@require_safe
@cached
def series(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Series).select_related("group"), pk=number))
    return render(request, "meetings/series/series.html", one_series(found, reader))


@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: Any) -> HttpResponse:
    """A rhythm that no minutes said: of the conveners, or of a group (?group=12)."""
    members_only(request)
    group = group_asked_for(request)
    form = RhythmForm.of(request, space=request.space)

    def begin(said: dict[str, Any]) -> HttpResponse:
        told: dict[str, Any] = {"by": request.person, "today": timezone.localdate(), "group": group}
        return kept_now(request, cadence.begin_series(request.space, Wish(**said), **told))

    return form.respond(request, begin, template=CADENCE, of=whose(group))


@require_http_methods(["GET", "HEAD", "POST"])
def keeping_it(request: Any, number: int) -> HttpResponse:
    """« Garder ce rythme », and change it later."""
    found = series_for(request, number)
    form = RhythmForm.of(request, space=request.space, initial=RhythmForm.said_of(found))

    def keep(said: dict[str, Any]) -> HttpResponse:
        kept = cadence.keep_series(found, Wish(**said), by=request.person, today=timezone.localdate())
        return kept_now(request, kept)

    return form.respond(request, keep, template=CADENCE, series=found, of=whose(found.group))


def whose(group: Group | None) -> str:
    return group.title if group else _("Conveners’ meeting")


@require_POST
def pause(request: Any, number: int) -> HttpResponse:
    found = series_for(request, number)
    cadence.pause(found, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def ending(request: Any, number: int) -> HttpResponse:
    found = series_for(request, number)
    cadence.end_series(found, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def resuming(request: Any, number: int) -> HttpResponse:
    """Take back a pause, or an end."""
    found = series_for(request, number)
    cadence.resume(found, by=request.person)
    return redirect(found)


@require_POST
def occurrence(request: Any, number: int) -> HttpResponse:
    """Have the meeting of one of its days, ahead of time or after all."""
    found = series_for(request, number)
    meeting = occurrence_changes.that_day(found, day_said(request), by=request.person, at=timezone.now())
    messages.success(request, _("This meeting is set. Nobody got a message."))
    return redirect(meeting)


@require_POST
def no_occurrence(request: Any, number: int) -> HttpResponse:
    """« Pas cette fois »: no meeting on one of its days."""
    found = series_for(request, number)
    occurrence_changes.not_that_day(found, day_said(request), by=request.person, at=timezone.now())
    return redirect(found)


def kept_now(request: Any, found: Series) -> HttpResponse:
    """The next meeting need not wait for the clock."""
    next_ahead(found, by=request.person, at=timezone.now())
    messages.success(request, _("This rhythm is kept. Nobody got a message."))
    return redirect(found)


def day_said(request: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(DayForm.read(request)["day"])
    except ValueError:
        raise Http404 from None


def series_for(request: Any, number: int) -> Series:
    """Return the rhythm, for who may keep it; to who may not read it, it is not there."""
    reader = Reader.of(request)
    found: Series = reader.place(get_object_or_404(reader.may_read(Series).select_related("group"), pk=number))
    members_only(request)
    return found


def members_only(request: Any) -> None:
    if not can_keep(request.person, request.space.pk):
        raise PermissionDenied
