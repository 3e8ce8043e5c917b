"""The gatherings of a space, one of them, beginning one, saying what it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.gatherings import gathering_preparation, permissions
from palabre.gatherings.forms import FormatForm, GatheringForm, NewGatheringForm, details
from palabre.gatherings.gathering_access import tends
from palabre.gatherings.gathering_display import authors_of, cards_to_prepare, licence_of
from palabre.gatherings.models import Gathering
from palabre.gatherings.views.lookup import gathering_for, gatherings_of, is_member, tended_here
from palabre.journal.word_changes import taken_again, words_before
from palabre.people.guests import new_form_token
from palabre.people.reader import Reader
from palabre.registrations.registration_links import registrations_of_reader
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, require


@fresh_page
def all_gatherings(request: Any) -> HttpResponse:
    """Those to come, those without a day yet, those past."""
    reader = Reader.of(request)
    rows = reader.fetch(gatherings_of(request).order_by("on", "pk"))
    shown = {
        "to_come": [row for row in rows if row.on is None or row.on >= reader.today],
        "past": [row for row in reversed(rows) if row.on is not None and row.on < reader.today],
        "may_begin": permissions.can_begin(request.person, request.space),
    }
    return render(request, "gatherings/gatherings.html", shown)


@fresh_form
def new_gathering(request: Any) -> HttpResponse:
    """GET shows a title already there; POST begins the gathering, with a card for each group."""
    require(permissions.can_begin(request.person, request.space))
    form = NewGatheringForm.of(request, initial={"title": _("The groups open up"), "form_token": new_form_token()})

    def begin(said: dict[str, Any]) -> HttpResponse:
        made = gathering_preparation.begin_gathering(request.space, by=request.person, at=timezone.now(), **said)
        made.space = request.space
        return redirect(made)

    return form.respond(request, begin, template="gatherings/new.html")


@fresh_page
def gathering(request: Any, number: int) -> HttpResponse:
    """For those who joined: the day, the cards as far as they are, what is left to do. Others see what is shown."""
    found, reader = gathering_for(request, number), Reader.of(request)
    if not is_member(request):
        return redirect(found.open_address)
    cards = cards_to_prepare(found, reader)
    shown = {
        "gathering": found,
        "cards": cards,
        "authors": authors_of(found, cards),
        "licence": licence_of(request.space.licence),
        "may_tend": tends(request.person, found),
        "is_past": found.on is not None and found.on < reader.today,
        "mail_leaves": mail_is_configured(),
        "registered": registrations_of_reader(request, found.roll, request.person),
        "poll": found.poll if found.poll and found.poll.is_open else None,
    }
    return render(request, "gatherings/gathering.html", shown)


@fresh_form
def gathering_form(request: Any, number: int) -> HttpResponse:
    """GET shows what is said of it, to be changed; POST changes it. What was typed comes back when it is refused."""
    found = tended_here(request, number)
    former = words_before(
        gathering_preparation.gatherings_told(found), Reader.of(request), names=gathering_preparation.TEXTS
    )
    again = taken_again(former, request.GET.get("former"))
    form = GatheringForm.of(request, initial=GatheringForm.said_of(found) | again)

    def change(said: dict[str, Any]) -> HttpResponse:
        words, at = details(said), timezone.now()
        gathering_preparation.change_gathering(found, words, by=request.person, at=at, shown=said["shown"])
        return confirm(request, _("Noted."), found)

    return form.respond(request, change, thing=found, former=former)


@gesture_on(tended_here)
def format_(request: Any, found: Gathering) -> None:
    """Take the form that the button names, or leave the choice open again."""
    gathering_preparation.choose_format(found, FormatForm.read(request)["format"], by=request.person)
