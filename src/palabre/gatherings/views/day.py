"""The day of a gathering: set in words, or asked by a poll."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.gatherings import gathering_day
from palabre.gatherings.models import Gathering
from palabre.gatherings.views.lookup import tended_here
from palabre.meetings.polls.date_options import LONGEST, Slot, slots_in
from palabre.people.guests import new_form_token
from palabre.refusal import Refusal
from palabre.web.form.form_input import form_token_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: Any, number: int) -> HttpResponse:
    """GET asks for the day; POST sets the one that the words say, or asks for one of those that they say."""
    found = tended_here(request, number)
    if request.method != "POST":
        return render_gathering_day(request, found)
    words, now = request.POST.get("words", "")[:LONGEST].replace("\x00", ""), timezone.now()
    form_token = form_token_of(request)
    try:
        slots = slots_said(words)
        if len(slots) == 1 and request.POST.get("go") != "ask":
            gathering_day.set_day(found, slots[0], by=request.person, at=now)
            messages.success(request, _("The day is set."))
            return redirect(found)
        poll = gathering_day.ask_for_a_day(found, slots, by=request.person, at=now, form_token=form_token)
    except Refusal as refusal:
        return render_gathering_day(request, found, words=words, refusal=refusal)
    poll.space = request.space
    return redirect(poll)


def slots_said(words: str) -> list[Slot]:
    """Read the days in these words. Raises a Refusal when there is none to come."""
    slots = slots_in(words, today=timezone.localdate(), locale=get_language() or "fr")
    if not slots:
        raise Refusal(
            _("We cannot read a day to come in these words."),
            instead=_("Write it as you would say it: “Saturday 12 December from 14:00 to 17:00”."),
        )
    return slots


def render_gathering_day(
    request: Any, gathering: Gathering, *, words: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    said = {"gathering": gathering, "words": words, "refusal": refusal}
    poll = gathering.poll if gathering.poll and gathering.poll.is_open else None
    registered = gathering.roll.registrations.standing().exists()
    more = {"poll": poll, "form_token": new_form_token(), "registered": registered}
    return render(request, "gatherings/day.html", said | more, status=refusal.status if refusal else 200)
