"""The day of a gathering: set in words, or asked by a poll."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.gatherings import gathering_day
from palabre.gatherings.forms import DayForm
from palabre.gatherings.views.lookup import tended_here
from palabre.meetings.polls.date_options import slots_in
from palabre.pure.slots import Slot
from palabre.refusal import Refusal
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.view_doors import confirm, fresh_form


@fresh_form
def day(request: Any, number: int) -> HttpResponse:
    """GET asks for the day; POST sets the one that the words say, or asks for one of those that they say."""
    found = tended_here(request, number)
    form = DayForm.of(request)

    def set_or_ask(said: dict[str, Any]) -> HttpResponse:
        slots, by, at = slots_said(said["words"]), request.person, timezone.now()
        if len(slots) == 1:
            gathering_day.set_day(found, slots[0], by=by, at=at)
            return confirm(request, _("The day is set."), found)
        poll = gathering_day.ask_for_a_day(found, slots, by=by, at=at, form_token=said["form_token"])
        poll.space = request.space
        return redirect(poll)

    shown = {
        "thing": found,
        "poll": found.poll if found.poll and found.poll.is_open else None,
        "registered": found.roll.registrations.standing().exists(),
        "mail_leaves": mail_is_configured(),
    }
    return form.respond(request, set_or_ask, template="gatherings/day.html", **shown)


def slots_said(words: str) -> list[Slot]:
    """Read the days in these words. Raises a Refusal when there is none to come."""
    slots = slots_in(words, today=timezone.localdate(), locale=get_language() or "fr")
    if not slots:
        raise Refusal(
            _("We cannot read a day to come in these words."),
            instead=_("Write it as you would say it: “Saturday 12 December from 14:00 to 17:00”."),
        )
    return slots
