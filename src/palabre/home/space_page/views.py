"""The front page of a community, and in the midst of it what is the reader's alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from palabre.home.space_page.space_page import community, next_meetings, running_meetings
from palabre.home.you.my_day import first_awaited
from palabre.meetings.attendance.call_answers import answer_of
from palabre.people.erasures import slow_removal
from palabre.people.masked_names import first_names_only
from palabre.people.models import Agreement
from palabre.people.reader import Reader
from palabre.web.page_cache import cached_around, cached_for_person


def what_is_hers(request: Any) -> str:
    """Return the next meeting with the reader's answer to it, and one line of what waits for them."""
    return cached_for_person(request, lambda: rendered_for(request))


def rendered_for(request: Any) -> str:
    """Return "" for a reader who said nothing and is awaited nowhere: the default is right for them."""
    reader = Reader.of(request)
    meeting = next(iter(next_meetings(reader)), None)
    presence = answer_of(meeting, request.person) if meeting else ""
    awaited = first_awaited(reader, request.person)
    if not (presence or awaited):
        return ""
    reader.tie([meeting] if meeting else [], "group")
    facts = {"meeting": meeting, "presence": presence, "awaited": awaited, "running": running_meetings(reader)}
    return render_to_string("home/space_page/act.html", facts, request)


@require_safe
@cached_around(what_is_hers)
def space(request: Any) -> HttpResponse:
    first_names_only(request)
    is_member = request.person is not None and request.person.is_member
    going = is_member and slow_removal.is_any_name_leaving(request.space)
    awaited = is_member and Agreement.objects.waiting().filter(space=request.space).exists()
    facts = {"page": community(Reader.of(request)), "a_name_is_leaving": going, "a_yes_is_awaited": awaited}
    return render(request, "home/space_page/space.html", facts)
