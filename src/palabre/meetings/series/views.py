"""A rhythm: read in minutes, kept or not; its days, and the gestures on them."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.groups.models import Group
from palabre.journal.word_changes import taken_again, words_before
from palabre.meetings.models import Series
from palabre.meetings.permissions import can_keep
from palabre.meetings.series import cadence, occurrence_changes
from palabre.meetings.series.cadence import Wish
from palabre.meetings.series.forms import DayForm, KeptRhythmForm, RhythmForm
from palabre.meetings.series.next_occurrence import next_ahead
from palabre.meetings.series.series_screen import one_series, readable_group
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.reader import Reader
from palabre.web.page_cache import cached
from palabre.web.view_doors import confirm, gesture_on, require, require_form

CADENCE = "meetings/series/cadence.html"
WORDS = ("words", "at", "title", "place")  # of before, that are read again


def members_only(request: Any) -> None:
    require(can_keep(request.person, request.space.pk))


def series_for(request: Any, number: int) -> Series:
    """Return the rhythm, for who may keep it; to who may not read it, it is not there."""
    found = Reader.of(request).find(Series, number, "group")
    members_only(request)
    return found


@require_safe
@cached
def series(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    return render(request, "meetings/series/series.html", one_series(reader.find(Series, number, "group"), reader))


@require_form
def new_series(request: Any) -> HttpResponse:
    """A rhythm that no minutes said: of the conveners, or of a group (?group=12)."""
    members_only(request)
    group = group_asked_for(request)
    form = RhythmForm.of(request, space=request.space)

    def begin(said: dict[str, Any]) -> HttpResponse:
        told: dict[str, Any] = {"by": request.person, "today": timezone.localdate(), "group": group}
        return kept_now(request, cadence.begin_series(request.space, Wish(**said), **told))

    return form.respond(request, begin, template=CADENCE, of=whose(group))


@require_form
def keeping_it(request: Any, number: int) -> HttpResponse:
    """« Garder ce rythme », and change it later."""
    found = series_for(request, number)
    kind = KeptRhythmForm if found.starts_on else RhythmForm
    former = words_before(cadence.rhythms_told(found), Reader.of(request), names=WORDS)
    initial = kind.said_of(found) | taken_again(former, request.GET.get("former"))
    form = kind.of(request, space=request.space, initial=initial)

    def keep(said: dict[str, Any]) -> HttpResponse:
        shown, today = said.pop("shown", None), timezone.localdate()
        kept = cadence.keep_series(found, Wish(**said), by=request.person, today=today, shown=shown)
        return kept_now(request, kept)

    return form.respond(request, keep, template=CADENCE, series=found, of=of_whom(found, request), former=former)


def of_whom(series: Series, request: Any) -> str:
    """Return the title of its group; the words of the rhythm, where the reader may not read that group."""
    group = readable_group(series, Reader.of(request))
    return whose(group) if group or series.group is None else series.words


def whose(group: Group | None) -> str:
    return group.title if group else _("Conveners’ meeting")


@gesture_on(series_for)
def pause(request: Any, found: Series) -> None:
    cadence.pause(found, by=request.person, at=timezone.now())


@gesture_on(series_for)
def ending(request: Any, found: Series) -> None:
    cadence.end_series(found, by=request.person, at=timezone.now())


@gesture_on(series_for)
def resuming(request: Any, found: Series) -> None:
    """Take back a pause, or an end."""
    cadence.resume(found, by=request.person)


@gesture_on(series_for)
def occurrence(request: Any, found: Series) -> HttpResponse:
    """Have the meeting of one of its days, ahead of time or after all."""
    meeting = occurrence_changes.that_day(found, day_said(request), by=request.person, at=timezone.now())
    return confirm(request, _("This meeting is set. Nobody got a message."), meeting)


@gesture_on(series_for)
def no_occurrence(request: Any, found: Series) -> None:
    """« Pas cette fois »: no meeting on one of its days."""
    occurrence_changes.not_that_day(found, day_said(request), by=request.person, at=timezone.now())


def kept_now(request: Any, found: Series) -> HttpResponse:
    """The next meeting need not wait for the clock."""
    next_ahead(found, by=request.person, at=timezone.now())
    return confirm(request, _("This rhythm is kept. Nobody got a message."), found)


def day_said(request: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(DayForm.read(request)["day"])
    except ValueError:
        raise Http404 from None
