"""One date poll: its answers, answers typed for somebody else, close and reopening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.models import Group
from palabre.groups.permissions import can_offer
from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls import date_poll, poll_answers, poll_closure
from palabre.meetings.polls.poll_phrases import is_zone, zones_to_choose
from palabre.meetings.polls.poll_screen import shown_poll
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import new_form_token, who_acts
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.form.form_input import form_token_of, is_number

require_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_form
@open_to_one_word
def poll(request: Any, number: int) -> HttpResponse:
    """GET shows the dates, the result and the reader's own answer; POST records that answer."""
    found = poll_for(request, number)
    if request.method != "POST":
        return render_poll(request, found)
    if not can_offer(request.person, found):
        raise PermissionDenied
    choices, words = poll_answers.choices_in(request.POST), request.POST.get("words", "")
    try:
        with transaction.atomic():
            poll_answers.answer_poll(found, choices, by=who_acts(request), at=timezone.now(), words=words)
    except Refusal as refusal:
        return render_poll(request, found, refusal=refusal, typed=choices)
    messages.success(request, _("Noted. Thank you."))
    return redirect(found)


@require_POST
def unanswering(request: Any, number: int) -> HttpResponse:
    """Delete one's own answer."""
    found = poll_for(request, number)
    if request.person is None:
        raise PermissionDenied
    poll_answers.withdraw_poll_answer(found, by=request.person, at=timezone.now())
    messages.success(request, _("Your answer is withdrawn."))
    return redirect(found)


@never_cache
@require_form
def somebody(request: Any, number: int) -> HttpResponse:
    """Record an answer for a person without a device at hand, by name; the member who typed it is recorded too."""
    found = tended(request, number)
    if request.method != "POST":
        return render_poll(request, found, template="meetings/polls/somebody.html", for_her=True)
    choices, name = poll_answers.choices_in(request.POST), request.POST.get("whose", "")
    said = {"at": timezone.now(), "words": request.POST.get("words", ""), "typed_by": request.person}
    try:
        with transaction.atomic():
            form_token = form_token_of(request)
            whose = poll_answers.person_called(found, name, by=request.person, form_token=form_token)
            poll_answers.answer_poll(found, choices, by=whose, **said)
    except Refusal as refusal:
        page = "meetings/polls/somebody.html"
        return render_poll(request, found, refusal=refusal, typed=choices, template=page, for_her=True)
    messages.success(request, _("%(name)s’s answer is noted.") % {"name": whose.name})
    return redirect(found)


@never_cache
@require_form
def closing_it(request: Any, number: int) -> HttpResponse:
    """Choose a date, which creates the meeting; or none."""
    found = tended(request, number)
    if request.method != "POST":
        return render_poll(request, found, template="meetings/polls/closure.html")
    chosen = request.POST.get("option", "")
    if chosen == "none":
        poll_closure.close_for_nothing(found, by=request.person, at=timezone.now())
        return redirect(found)
    if not is_number(chosen):
        refusal = Refusal(_("No date is chosen yet."), instead=_("Choose one, or “No date, after all”."))
        return render_poll(request, found, refusal=refusal, template="meetings/polls/closure.html")
    option = get_object_or_404(found.options.all(), pk=int(chosen))
    poll_closure.close_poll(found, option, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def reopening(request: Any, number: int) -> HttpResponse:
    found = tended(request, number)
    poll_closure.reopen(found, by=request.person)
    messages.success(request, _("The poll is open again, with all its answers."))
    return redirect(found)


@require_POST
def removal(request: Any, number: int) -> HttpResponse:
    """Withdraw a poll one has just created."""
    found = tended(request, number)
    date_poll.withdraw_poll(found, by=request.person)
    messages.success(request, _("The poll is withdrawn. Nobody got a message."))
    return redirect("meetings:meetings", request.space.slug)


# ---- What the screens above share ---------------------------------------------------------------------------


def poll_for(request: Any, number: int) -> Any:
    reader = Reader.of(request)
    rows = reader.may_read(DatePoll).select_related("by", "group", "meeting", "closed_by", "audience")
    found = reader.place(get_object_or_404(rows, pk=number))
    reader.place(found.meeting)
    if found.group_id and not reader.may_read(Group).filter(pk=found.group_id).exists():
        found.group = None
    reader.place(found.group)
    return found


def tended(request: Any, number: int) -> Any:
    """Return the poll; 403 if the member may not change it."""
    found = poll_for(request, number)
    if not can_tend(request.person, found):
        raise PermissionDenied
    return found


def render_poll(
    request: Any,
    found: Any,
    *,
    refusal: Refusal | None = None,
    typed: dict[int, str] | None = None,
    template: str = "meetings/polls/poll.html",
    for_her: bool = False,
) -> HttpResponse:
    """Render the poll. `for_her`: the form is for another person, and shows nothing of the reader's own answer."""
    there = zone_asked_for(request)
    reader = Reader.of(request)
    page = shown_poll(found, reader, me=None if for_her else request.person, there=there, typed=typed)
    facts = {
        "poll": found,
        "page": page,
        "asker": reader.name_of(found.by) if found.by else "",
        "form_token": request.POST.get("form_token") or new_form_token(),
        "words": request.POST.get("words", page.mine.words if page.mine else ""),
        "whose": request.POST.get("whose", ""),
        "refusal": refusal,
        "may_tend": can_tend(request.person, found),
        "can_reopen": poll_closure.can_reopen(found, request.person),
        "can_withdraw": date_poll.can_withdraw(found, request.person),
        **zones_to_choose(found.zone, there),
    }
    return render(request, template, facts, status=refusal.status if refusal else 200)


def zone_asked_for(request: Any) -> str:
    said = request.GET.get("zone", "")
    return said if is_zone(said) else ""
