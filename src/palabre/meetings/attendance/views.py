"""Answers to an upcoming meeting: a small page for visitors, a button for members. And their undo."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from palabre.groups.permissions import can_offer
from palabre.meetings.attendance.attendance import attend, is_to_come, stay_away, why_closed
from palabre.meetings.attendance.call_answers import answer_meeting_call, answer_of
from palabre.meetings.attendance.news_form import ComingForm, NewsForm
from palabre.meetings.attendance.sent_news import news_sent_by
from palabre.meetings.invitations.letter_troubles import troubles_of
from palabre.meetings.meeting_screen import meets_now
from palabre.meetings.models import Meeting, Presence
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import new_form_token, who_acts
from palabre.people.reader import Reader
from palabre.web.view_doors import gesture_on, require, require_form


def her_place(request: Any, number: int) -> str:
    """Render the reader's answer with its undo; for the caller, also the messages that could not be sent."""
    rows, at = Meeting.objects.filter(pk=number, space=request.space), timezone.now()
    found = rows.select_related("room").first()
    troubles = troubles_of(request.person, number, at=at)
    presence = answer_of(found, request.person) if found else ""
    if found is None or not (presence or troubles):
        return ""
    is_closed = found.cancelled_at is not None or not is_to_come(found, today=timezone.localdate(at))
    found.space = request.space
    words = {"meeting": found, "presence": presence, "troubles": troubles, "is_closed": is_closed}
    words["meets_now"] = meets_now(found, today=timezone.localdate(at))
    return render_to_string("meetings/invitations/pieces.html#hers", words, request)


@require_form
@open_to_one_word
def coming(request: Any, number: int) -> HttpResponse:
    """GET shows the form, with the name field for visitors; POST records the answer."""
    found = meeting_for(request, number)
    require(can_offer(request.person, found))
    if request.method != "POST":
        is_closed = why_closed(found, today=timezone.localdate())
        shown = {"thing": found, "form": ComingForm(), "is_closed": is_closed, "form_token": new_form_token()}
        return render(request, "meetings/attendance/coming.html", shown)
    with transaction.atomic():
        attend(found, by=who_acts(request), at=timezone.now())
    return redirect(found)


@require_form
@open_to_one_word
def absent_news(request: Any, number: int) -> HttpResponse:
    """News of a person who cannot come, or « rien de neuf »: GET shows the form, POST sends it."""
    found = meeting_for(request, number)
    require(can_offer(request.person, found))
    known = news_sent_by(found, request.person) if request.person else ""
    form = NewsForm.of(request, initial={"text": known})

    def send(said: dict[str, Any]) -> HttpResponse:
        presence = Presence.FINE if said["answer"] == Presence.FINE else Presence.NEWS
        with transaction.atomic():
            answer_meeting_call(found, presence, by=who_acts(request), at=timezone.now(), text=said["text"])
        return redirect(found)

    is_closed = why_closed(found, today=timezone.localdate())
    shown = {"thing": found, "is_closed": is_closed, "form_token": form["form_token"].value() or new_form_token()}
    return form.respond(request, send, template="meetings/attendance/news.html", **shown)


def meeting_for(request: Any, number: int) -> Meeting:
    return Reader.of(request).find(Meeting, number)


@gesture_on(meeting_for)
@open_to_one_word
def staying_away(request: Any, found: Meeting) -> None:
    require(request.person is not None)
    stay_away(found, by=request.person)
