"""A meeting as a calendar file, to be downloaded: by its readers, or by who holds a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.models import Meeting
from palabre.people.access.links import link_path
from palabre.pure.french import slug
from palabre.web.origins import origin_of

CALENDAR = "text/calendar; charset=utf-8"


def entry_by_link(request: Any, meeting: Meeting | None) -> HttpResponse:
    """Return a meeting as a file to who holds a link: its address in their calendar is that link."""
    if meeting is None or meeting.on is None:
        raise Http404
    meeting.space = request.link.space
    address = origin_of(request) + link_path(request.link)
    return calendar_file(entry_of(meeting, method=None, at=timezone.now(), address=address), meeting.title)


def calendar_file(text: str, title: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=CALENDAR)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug(title)[:60] or "palabre"}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
