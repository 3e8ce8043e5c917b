"""A meeting as a calendar file, to be downloaded: by its readers, or by who holds a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.models import DatePoll, Meeting
from palabre.people.access.links import link_path
from palabre.people.masked_names import is_inside, veil_for
from palabre.people.models import Person
from palabre.pure.french import slug
from palabre.web.name_masking.name_mask import NameMask
from palabre.web.origins import origin_of

CALENDAR = "text/calendar; charset=utf-8"


def entry_by_link(request: Any, poll: DatePoll) -> HttpResponse:
    """Return the meeting of a poll as a file to who holds a link: its address in their calendar is that link.

    Its agenda and its video link are for the link's person, where they read the meeting. Raises Http404 where the link
    gives no file (see `gives_file`).
    """
    meeting = poll.meeting
    if meeting is None or not gives_file(poll, request.link.person):
        raise Http404
    meeting.space = request.link.space
    address = origin_of(request) + link_path(request.link)
    is_bare = not reads(request.link.person, meeting)
    text = entry_of(meeting, method=None, at=timezone.now(), address=address, is_bare=is_bare)
    return masked_file(request, text, meeting.title)


def gives_file(poll: DatePoll, person: Person | None) -> bool:
    """Return whether a link to the poll gives its meeting as a file; `person` is the link's, if it has one.

    Once the meeting is kept to fewer than those who read the poll, only to a person who reads the meeting.
    """
    meeting = poll.meeting
    if meeting is None or meeting.on is None:
        return False
    return meeting.audience.covers(poll.audience) or reads(person, meeting)


def reads(person: Person | None, meeting: Meeting) -> bool:
    return person is not None and Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def masked_file(request: Any, text: str, title: str) -> HttpResponse:
    """Return a calendar as a file that names people as the pages of this request do."""
    veil = None if is_inside(request) else veil_for(request)
    return calendar_file(folded_anew(text, veil), veil.over_text(title)) if veil else calendar_file(text, title)


def folded_anew(text: str, veil: NameMask) -> str:
    """Return this calendar with first names only. Lines are unfolded first: folding at 75 bytes may cut a name."""
    from icalendar.parser import Contentline, Contentlines  # where it is needed: a start costs less

    lines = [Contentline(veil.over_text(line)) for line in Contentlines.from_ical(text) if line]
    return bytes(Contentlines([*lines, Contentline("")]).to_ical()).decode()


def calendar_file(text: str, title: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=CALENDAR)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug(title)[:60] or "palabre"}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
