"""The front page of a community, and in the midst of it what is the reader's alone."""

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.home.space_page.space_page import community, next_meetings, running_meetings
from palabre.home.you.my_day import first_awaited
from palabre.meetings.attendance.call_answers import answer_of
from palabre.people.agreements.stewardship import stewards
from palabre.people.erasures import slow_removal
from palabre.people.masked_names import first_names_only
from palabre.people.models import Agreement
from palabre.people.reader import Reader
from palabre.pure.reading_lines import to_read
from palabre.web.page_cache import cached_around, rendered
from palabre.web.prepared_query import prepared


def what_is_hers(request: Any) -> dict[str, Any]:
    """Return the next meeting with the reader's answer to it, and one line of what waits for them.

    Of a reader who said nothing and is awaited nowhere there is nothing: the default is right for them.
    """
    reader = Reader.of(request)
    meeting = next(iter(next_meetings(reader)), None)
    presence = answer_of(meeting, request.person) if meeting else ""
    awaited = first_awaited(reader, request.person)
    if not (presence or awaited):
        return {}
    reader.tie([meeting] if meeting else [], "group")
    return {"meeting": meeting, "presence": presence, "awaited": awaited, "running": running_meetings(reader)}


@prepared(space=BigIntegerField())
def yeses_awaited(space: Any) -> QuerySet[Any, Any]:
    return Agreement.objects.waiting().filter(space=space).values_list("pk", flat=True)[:1]


@require_safe
@cached_around(rendered("home/space_page/act.html", what_is_hers, is_kept=True))
def space(request: Any) -> HttpResponse:
    first_names_only(request)
    is_member = request.person is not None and request.person.is_member
    going = is_member and slow_removal.is_any_name_leaving(request.space)
    awaited = is_member and bool(yeses_awaited(space=request.space.pk))
    facts = {"partners": to_read(request.space.partners), "stewards": stewards_to_ask(request)}
    facts |= {"page": community(Reader.of(request)), "a_name_is_leaving": going, "a_yes_is_awaited": awaited}
    return render(request, "home/space_page/space.html", facts)


def stewards_to_ask(request: Any) -> list[str]:
    """Return whom a visitor may ask for a space like this one: its stewards, as it names them."""
    if not request.space.is_public or request.person is not None:
        return []
    return Reader.of(request).names_of(stewards(request.space))
