"""One date poll: its answers, answers typed for somebody else, close and reopening."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.models import Group
from palabre.groups.permissions import can_offer
from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls import date_poll, guest_answers, poll_answers, poll_closure
from palabre.meetings.polls.answer_form import AnswerForm
from palabre.meetings.polls.forms import NONE, ClosureForm, SomebodyForm
from palabre.meetings.polls.poll_phrases import is_zone, zones_to_choose
from palabre.meetings.polls.poll_screen import shown_poll
from palabre.people.devices.vouchers import is_let_in_by_squares, open_to_one_word
from palabre.people.guests import acting
from palabre.people.models import Person
from palabre.people.reader import Reader, someone
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, gesture_on, require


def poll_for(request: Any, number: int, *, may_be_removed: bool = False) -> Any:
    """Return the poll; 404 once it was removed, except to a member who may bring it back, with `may_be_removed`."""
    reader = Reader.of(request)
    rows = reader.may_read(DatePoll).select_related("by", "group", "meeting", "closed_by", "audience")
    found = reader.place(get_object_or_404(rows, pk=number))
    if found.removed_at is not None and not (may_be_removed and can_tend(request.person, found)):
        raise Http404
    reader.place(found.meeting)
    if found.group_id and not reader.may_read(Group).filter(pk=found.group_id).exists():
        found.group = None
    reader.place(found.group)
    return found


def tended(request: Any, number: int) -> Any:
    """Return the poll; 403 if the member may not change it."""
    found = poll_for(request, number)
    require(can_tend(request.person, found))
    return found


@fresh_form
@open_to_one_word
def poll(request: Any, number: int) -> HttpResponse:
    """GET shows the dates, the result and the reader's own answer; POST records that answer."""
    found = poll_for(request, number, may_be_removed=True)
    if found.removed_at is not None:
        return redirect("meetings:poll_return", request.space.slug, number)
    require(request.method != "POST" or can_offer(request.person, found))
    form = AnswerForm.of(request, person=request.person)

    def answer(said: dict[str, Any]) -> HttpResponse:
        if request.person is None:
            guest_answers.refuse_namesake(found, said["who"])
        with acting(request) as by:
            if not by.is_member:
                guest_answers.give_own_link(found, by, at=timezone.now())
            poll_answers.answer_poll(found, said["dates"], by=by, at=timezone.now(), words=said["words"])
        return confirm(request, _("Noted. Thank you."), found)

    return form.done(answer) or shown(request, found, form, "meetings/polls/poll.html", me=request.person)


@gesture_on(poll_for)
def unanswering(request: Any, found: DatePoll) -> str:
    """Delete one's own answer."""
    poll_answers.withdraw_poll_answer(found, by=someone(request), at=timezone.now())
    return _("Your answer is withdrawn.")


@fresh_form
def somebody(request: Any, number: int) -> HttpResponse:
    """Record an answer for a person without a device at hand, by name; the member who typed it is recorded too."""
    found = tended(request, number)
    form = SomebodyForm.of(request, person=request.person)

    def answer(said: dict[str, Any]) -> HttpResponse:
        by, at = request.person, timezone.now()
        with transaction.atomic():
            whose = poll_answers.person_called(found, said["whose"], by=by, form_token=said["form_token"])
            poll_answers.answer_poll(found, said["dates"], by=whose, at=at, words=said["words"], typed_by=by)
        return confirm(request, _("%(name)s’s answer is noted.") % {"name": whose.name}, found)

    return form.done(answer) or shown(request, found, form, "meetings/polls/somebody.html")


@fresh_form
def closing_it(request: Any, number: int) -> HttpResponse:
    """Choose a date, which creates the meeting; or none."""
    found = tended(request, number)
    facts = poll_facts(request, found, me=None)
    form = ClosureForm.of(request, page=facts["page"])

    def close(said: dict[str, Any]) -> HttpResponse:
        by, at = request.person, timezone.now()
        if said["option"] == NONE:
            poll_closure.close_for_nothing(found, by=by, at=at)
        else:
            option = get_object_or_404(found.options.all(), pk=said["option"])
            poll_closure.close_poll(found, option, by=by, at=at, hour=said.get("hour"))
        return redirect(found)

    return form.respond(request, close, template="meetings/polls/closure.html", **facts)


@gesture_on(tended)
def reopening(request: Any, found: DatePoll) -> str:
    if poll_closure.reopen(found, by=request.person):
        return _("The poll is open again. Its answers were shown when it closed: everybody reads them now.")
    return _("The poll is open again, with all its answers.")


@require_POST
def removal(request: Any, number: int) -> HttpResponse:
    """Withdraw a poll one has just created."""
    found = tended(request, number)
    date_poll.withdraw_poll(found, by=request.person)
    return confirm(request, _("The poll is withdrawn. Nobody got a message."), "meetings:meetings", request.space.slug)


# ---- What the screens above share ---------------------------------------------------------------------------


def shown(request: Any, found: Any, form: AnswerForm, template: str, *, me: Person | None = None) -> HttpResponse:
    """Show the poll with the form of an answer. `me` is who answers in it, None when it is for another person."""
    facts = poll_facts(request, found, me=me, typed=form.typed)
    return render(request, template, facts | {"form": form.over(facts["page"])}, status=form.status)


def poll_facts(request: Any, found: Any, *, me: Person | None, typed: dict[int, str] | None = None) -> dict[str, Any]:
    """Return the facts of a page of the poll, with the choices of `me`, or those that were just sent."""
    there, reader = zone_asked_for(request), Reader.of(request)
    return {
        "poll": found,
        "page": shown_poll(found, reader, me=me, there=there, typed=typed),
        "asker": reader.name_of(found.by) if found.by else "",
        "own_link": own_address(request, found, me),
        "entry": reverse("meetings:entry", args=[request.space.slug, found.meeting_id]) if found.meeting_id else "",
        "may_tend": can_tend(request.person, found),
        "can_reopen": poll_closure.can_reopen(found, request.person),
        "can_withdraw": date_poll.can_withdraw(found, request.person),
        **zones_to_choose(found.zone, there),
    }


def own_address(request: Any, found: DatePoll, me: Person | None) -> str:
    """Return the address that brings a guest's answer back, "" for a member or without one.

    It speaks for the person alone: a device that the squares of others let in is not shown it.
    """
    if me is None or me.is_member or is_let_in_by_squares(request, me, at=timezone.now()):
        return ""
    path = guest_answers.own_link(found, me, at=timezone.now())
    return origin_of(request) + path if path else ""


def zone_asked_for(request: Any) -> str:
    said = request.GET.get("zone", "")
    return said if is_zone(said) else ""
