"""The meetings of a space, one meeting, a rhythm."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.meetings.attendance.views import her_place
from palabre.meetings.dates.meeting_list import meeting_list
from palabre.meetings.meeting_screen import one_meeting
from palabre.meetings.models import DatePoll, Meeting, Series
from palabre.meetings.written.forms import AddendumForm
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.web.page_cache import cached, cached_around, rendered
from palabre.web.view_doors import asked_page


@require_safe
@cached
def all_meetings(request: Any) -> HttpResponse:
    """Dates to choose; meetings to come, the nearest first; without a day yet; past, the latest first."""
    reader = Reader.of(request)
    shown = {
        "page": meeting_list(reader, number=asked_page(request)),
        "polls": reader.fetch(reader.may_read(DatePoll).open()),
        "series": reader.fetch(reader.may_read(Series).order_by("pk")),
        "can_import": can_contribute(request.person),
    }
    return render(request, "meetings/meetings.html", shown)


@require_safe
@cached_around(rendered("meetings/invitations/pieces.html#hers", her_place))
def meeting(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.find(Meeting, number, "group", "forum", "minutes", "room")
    shown = one_meeting(found, reader) | {"addendum": AddendumForm(auto_id="id_%s_after")}
    return render(request, "meetings/meeting.html", shown)
