"""Forms of a date poll: creation, with dates in words or on a grid, previewed before the poll opens; changes."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.links import share_sheet
from palabre.groups.models import Group
from palabre.journal.word_changes import former_words, taken_again
from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import can_ask_for_dates
from palabre.meetings.polls import awaited_people, date_options, date_poll, poll_letters
from palabre.meetings.polls.offer_form import OfferForm
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.question_form import NewPollForm, QuestionForm
from palabre.meetings.polls.views.polls import tended
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import UNREADABLE
from palabre.web.view_doors import confirm, fresh_form, require

OK = 200
STEPS = {"after": 1, "before": -1}  # of the grid, by the name of the button
SCREENS = {"people": "meetings/polls/people.html", "preview": "meetings/polls/preview.html"}


@fresh_form
def new_poll(request: Any) -> HttpResponse:
    """Create a poll for the conveners or a group (?group=12), in three screens: its dates, its people, a preview.

    Each screen sends along what the others say. Nothing is created before the dates were shown as they are read.
    """
    require(can_ask_for_dates(request.person, request.space))
    group, at = group_asked_for(request), timezone.now()
    if request.method != "POST":
        return begun_like(request) or begun(request, group)
    today = timezone.localdate(at)
    offer = OfferForm.of(request, today=today)
    question = NewPollForm.of(request, people=people_to_await(request, group), today=today)
    go = offer.sent("go")
    if offer.is_unread or go not in ("ask", "alone", *SCREENS):
        return asking_screen(request, offer.again(reads=True, step=STEPS.get(go, 0)), question.unchecked(), group)
    offer_again = offer_to_go_on(offer)
    if go == "ask" and not question.is_valid():
        question.status = UNREADABLE
    if offer_again.status != OK or go != "ask":
        return next_screen(request, go, offer_again, question, group)

    def ask(said: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            about: dict[str, Any] = {"today": today, "group": group, "form_token": said["form_token"]}
            slots, by = offer.chosen(said["lasts"]), request.person
            poll = date_poll.open_poll(request.space, question.draft(), slots, by=by, at=at, **about)
            return redirect(sent_out(poll, by=by, at=at, alone=bool(said["alone"])))

    return question.done(ask) or asking_screen(request, offer_again, question, group, SCREENS["preview"])


def offer_to_go_on(offer: OfferForm) -> OfferForm:
    """Return the form of the dates as the next screen sends it along, with why its dates are refused."""
    shown = offer.again()
    if not offer.is_valid():
        shown.status = UNREADABLE
        return shown
    try:
        date_poll.bounded_slots(offer.chosen(), today=offer.today)
    except Refusal as refusal:
        shown.refuse(refusal, field="dates")
    return shown


def next_screen(request: Any, go: str, offer: OfferForm, question: NewPollForm, group: Group | None) -> HttpResponse:
    """Return the screen of the people, or the preview; the first one again if its dates cannot be offered."""
    form = question.unchecked()
    form.status = question.status
    if offer.status != OK:
        return asking_screen(request, offer, form, group)
    if go == "alone":
        nobody: dict[str, Any] = {"awaited": [], "others": "", "alone": "yes"}
        return asking_screen(request, offer, question.unchecked(**nobody), group, SCREENS["preview"])
    return asking_screen(request, offer, form, group, SCREENS[go])


def sent_out(poll: DatePoll, *, by: Person, at: datetime.datetime, alone: bool) -> str:
    """Return where a poll goes on once it was asked: to its letters, to a link to pass on, or to itself."""
    if alone:
        share_sheet.create_share_link(poll, by=by, at=at)
        return reverse("meetings:poll_sharing", args=[poll.space.slug, poll.pk])
    if poll_letters.write_to_awaited(poll, by=by, at=at):
        return reverse("meetings:poll_letters", args=[poll.space.slug, poll.pk])
    return poll.get_absolute_url()


def begun_like(request: Any) -> HttpResponse | None:
    """Return the first screen filled as a former poll was (?like=12), with its dates that are still to come."""
    number = request.GET.get("like", "")
    if not is_number(number):
        return None
    found, today = tended(request, int(number)), timezone.localdate()
    people = people_to_await(request, found.group, found)
    asked = QuestionForm.said_of(found) | {"deadline": None, "form_token": new_form_token()}
    slots = [one.slot.value for one in found.options.standing() if date_options.is_to_come(one.slot, today=today)]
    offer = OfferForm({"offered": " ".join(slots)}, today=today)
    return asking_screen(request, offer, NewPollForm(initial=asked, people=people, today=today), found.group)


def begun(request: Any, group: Group | None, dates: str = "") -> HttpResponse:
    """Return the first screen; with `dates` in words, already read."""
    today, who = timezone.localdate(), people_to_await(request, group)
    asked = {
        "title": group.title if group else _("Conveners’ meeting"),
        "form_token": new_form_token(),
        "awaited": [person.pk for person in who],
    }
    offer = OfferForm(today=today)
    if dates:
        offer = OfferForm({"dates": dates}, today=today).again(reads=True)
    return asking_screen(request, offer, NewPollForm(initial=asked, people=who, today=today), group)


@fresh_form
def question(request: Any, number: int) -> HttpResponse:
    """Change the question, the awaited persons and the deadline; dates and answers stay."""
    found, today = tended(request, number), timezone.localdate()
    people = people_to_await(request, found.group, found)
    former = former_words(found, date_poll.CHANGED, Reader.of(request))
    initial = QuestionForm.said_of(found) | taken_again(former, request.GET.get("former"))
    form = QuestionForm.of(request, people=people, today=today, initial=initial)

    def change(_said: dict[str, Any]) -> HttpResponse:
        date_poll.change_poll(found, form.draft(), by=request.person, today=today)
        return confirm(request, _("Noted. Every answer is still there."), found)

    return form.respond(request, change, template="meetings/polls/question.html", poll=found, former=former)


@fresh_form
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
        return confirm(request, _("These dates are offered too. Every answer is still there."), found)

    return offer.done(add) or dates_screen(request, found, offer)


# ---- The screens --------------------------------------------------------------------------------------------


def asking_screen(
    request: Any, offer: OfferForm, form: NewPollForm, group: Group | None, template: str = "meetings/polls/new.html"
) -> HttpResponse:
    """Return a screen of a new poll."""
    chosen = [slot_in_words(slot, today=offer.today) for slot in offer.chosen()]
    shown = {"offer": offer, "form": form, "group": group, "chosen": chosen}
    return render(request, template, shown, status=max(offer.status, form.status))


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
