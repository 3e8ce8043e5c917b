"""Answers to an upcoming meeting: a small page for visitors, a button for members. And their undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from palabre.groups.permissions import can_offer
from palabre.meetings.attendance.attendance import attend, is_to_come, stay_away, why_closed
from palabre.meetings.attendance.call_answers import answer_meeting_call, answer_or_invitation
from palabre.meetings.attendance.news_form import ComingForm, NewsForm
from palabre.meetings.attendance.sent_news import news_sent_by
from palabre.meetings.dates.meeting_schedule import is_untold, plan_given_up
from palabre.meetings.invitations.letter_troubles import troubles_of
from palabre.meetings.meeting_screen import meets_now
from palabre.meetings.models import Meeting, Presence
from palabre.meetings.permissions import speaks_alone
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.reader import Reader
from palabre.web.view_doors import gesture_on, require, require_form


def her_place(request: Any, number: int) -> dict[str, Any]:
    """Return the reader's answer, to undo it, or the plan given up for which they had said yes.

    For the caller, also the messages that could not be sent.
    """
    rows, at = Meeting.objects.filter(pk=number, space=request.space), timezone.now()
    found = rows.select_related("room", "audience").first()
    troubles = troubles_of(request.person, number, at=at) if speaks_alone(request.person) else []
    said = answer_or_invitation(found, request.person) if found else ""
    if found is None or not (said or troubles):
        return {}
    is_off, is_over = found.cancelled_at is not None, not is_to_come(found, today=timezone.localdate(at))
    is_asked = said == Presence.INVITED
    was = plan_given_up(found, to=request.person) if is_asked and not (is_off or is_over) else None
    if is_asked and not (is_off or was or troubles):
        return {}
    found.space = request.space
    return {
        "meeting": found,
        "presence": "" if is_off or is_asked else said,
        "was": was,
        "troubles": troubles,
        "is_closed": is_off or is_over,
        "meets_now": meets_now(found, today=timezone.localdate(at)),
        "is_untold": not is_over and request.person.is_member and is_untold(found, but=request.person),
    }


@require_form
@open_to_one_word
def coming(request: Any, number: int) -> HttpResponse:
    """GET shows the form, with the name field for visitors; POST records the answer."""
    found = meeting_for(request, number)
    require(can_offer(request.person, found))
    form = ComingForm.of(request, person=request.person)

    def come(_said: dict[str, Any]) -> HttpResponse:
        with acting(request) as by:
            attend(found, by=by, at=timezone.now())
        return redirect(found)

    is_closed = why_closed(found, today=timezone.localdate())
    return form.respond(request, come, template="meetings/attendance/coming.html", thing=found, is_closed=is_closed)


@require_form
@open_to_one_word
def absent_news(request: Any, number: int) -> HttpResponse:
    """News of a person who cannot come, or « rien de neuf »: GET shows the form, POST sends it."""
    found = meeting_for(request, number)
    require(can_offer(request.person, found))
    known = news_sent_by(found, request.person) if request.person else ""
    form = NewsForm.of(request, initial={"text": known}, person=request.person)

    def send(said: dict[str, Any]) -> HttpResponse:
        presence = Presence.FINE if said["answer"] == Presence.FINE else Presence.NEWS
        with acting(request) as by:
            answer_meeting_call(found, presence, by=by, at=timezone.now(), text=said["text"])
        return redirect(found)

    is_closed = why_closed(found, today=timezone.localdate())
    return form.respond(request, send, template="meetings/attendance/news.html", thing=found, is_closed=is_closed)


def meeting_for(request: Any, number: int) -> Meeting:
    return Reader.of(request).find(Meeting, number)


@gesture_on(meeting_for)
@open_to_one_word
def staying_away(request: Any, found: Meeting) -> None:
    require(request.person is not None)
    stay_away(found, by=request.person)
