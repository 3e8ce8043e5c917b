"""Forms of a date poll: creation, with dates in words or on a grid, previewed before the poll opens; changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.groups.models import Group
from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import can_ask_for_dates
from palabre.meetings.polls import awaited_people, date_poll
from palabre.meetings.polls.forms import NewPollForm, QuestionForm, presences
from palabre.meetings.polls.offer_form import OfferForm
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.views.polls import tended
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.web.form.form_input import is_number

require_form = require_http_methods(["GET", "HEAD", "POST"])
STEPS = {"after": 1, "before": -1}  # of the grid, by the name of the button


@never_cache
@require_form
def new_poll(request: Any) -> HttpResponse:
    """Create a poll for the conveners or a group (?group=12). It is created only once its dates were previewed."""
    if not can_ask_for_dates(request.person, request.space):
        raise PermissionDenied
    group, at = group_asked_for(request), timezone.now()
    if request.method != "POST":
        return begun(request, group)
    today = timezone.localdate(at)
    offer = OfferForm.of(request, today=today)
    question = NewPollForm.of(request, people=people_to_await(request, group), today=today)
    go = offer.sent("go")
    if offer.is_unread or go != "ask":
        return asking_screen(request, offer.again(reads=True, step=STEPS.get(go, 0)), question.unchecked(), group)

    def ask(said: dict[str, Any]) -> HttpResponse:
        token = {"form_token": said["form_token"], "group": group}
        slots = offer.chosen(said["lasts"])
        return redirect(
            date_poll.open_poll(request.space, question.draft(), slots, by=request.person, at=at, today=today, **token)
        )

    made = question.done(ask) if offer.is_valid() else None
    return made or asking_screen(request, offer.again(), question, group)


def begun(request: Any, group: Group | None, dates: str = "") -> HttpResponse:
    """Return the empty form; with `dates` in words, already read."""
    today, who = timezone.localdate(), people_to_await(request, group)
    asked = {
        "title": group.title if group else _("Conveners’ meeting"),
        "form_token": new_form_token(),
        **presences(
            {person.pk: group is None for person in who}
        ),  # all the carriers are required for their common date
    }
    offer = OfferForm(today=today)
    if dates:
        offer = OfferForm({"dates": dates}, today=today).again(reads=True)
    return asking_screen(request, offer, NewPollForm(initial=asked, people=who, today=today), group)


@never_cache
@require_form
def question(request: Any, number: int) -> HttpResponse:
    """Change the question, the awaited persons and the deadline; dates and answers stay."""
    found, today = tended(request, number), timezone.localdate()
    people = people_to_await(request, found.group, found)
    form = QuestionForm.of(request, people=people, today=today, initial=QuestionForm.said_of(found))

    def change(_said: dict[str, Any]) -> HttpResponse:
        date_poll.change_poll(found, form.draft(), by=request.person, today=today)
        messages.success(request, _("Noted. Every answer is still there."))
        return redirect(found)

    return form.respond(request, change, template="meetings/polls/question.html", poll=found)


@never_cache
@require_form
def dates(request: Any, number: int) -> HttpResponse:
    """Add dates, remove one, restore one: no answer is lost."""
    found, today = tended(request, number), timezone.localdate()
    offer = OfferForm.of(request, today=today)
    go, _mark, option = (offer.sent("go") or "").partition("-")
    if go in ("remove", "back") and is_number(option):
        if go == "remove":
            date_poll.remove(found, int(option), by=request.person, at=timezone.now())
        else:
            date_poll.restore_date(found, int(option), by=request.person)
        return redirect(request.path)
    if offer.is_bound and (go != "add" or offer.is_unread):
        return dates_screen(request, found, offer.again(reads=True))

    def add(_said: dict[str, Any]) -> HttpResponse:
        date_poll.offer_more(found, offer.chosen(), by=request.person, today=today)
        messages.success(request, _("These dates are offered too. Every answer is still there."))
        return redirect(found)

    return offer.done(add) or dates_screen(request, found, offer)


# ---- The screens --------------------------------------------------------------------------------------------


def asking_screen(request: Any, offer: OfferForm, form: NewPollForm, group: Group | None) -> HttpResponse:
    """Return the form of a new poll: its dates, and its question."""
    shown = {"offer": offer, "form": form, "group": group}
    return render(request, "meetings/polls/new.html", shown, status=max(offer.status, form.status))


def dates_screen(request: Any, found: DatePoll, offer: OfferForm) -> HttpResponse:
    options = sorted(found.options.all(), key=lambda one: one.slot.order)
    rows = [(one, slot_in_words(one.slot, today=offer.today)) for one in options]
    shown = {
        "poll": found,
        "offer": offer,
        "standing": [row for row in rows if row[0].removed_at is None],
        "removed": [row for row in rows if row[0].removed_at is not None],
    }
    return render(request, "meetings/polls/dates.html", shown, status=offer.status)


def people_to_await(request: Any, group: Group | None, poll: DatePoll | None = None) -> list[Person]:
    """Return the eligible persons, then those whom the poll awaits already."""
    known = awaited_people.who_may_be_awaited(request.space, group, by=request.person)
    here = {person.pk for person in known}
    rows = poll.awaited.select_related("person").exclude(person__in=here) if poll else []
    return [*known, *(one.person for one in rows if one.person.erased_at is None)]
