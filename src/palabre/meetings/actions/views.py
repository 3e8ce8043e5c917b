"""« À prendre »: the actions read out at the end of a meeting. Guests give their name when they act."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions as groups
from palabre.groups.actions import action_assignment, action_offers
from palabre.groups.models import Action
from palabre.meetings.actions.actions_to_take import ToTakeUp, of_meeting, to_take_up
from palabre.meetings.actions.forms import ByWhenForm, TakingForm, WhoElseForm
from palabre.meetings.models import Meeting
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader, someone
from palabre.people.roster import person_named
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, require


@require_safe
def to_take(request: Any, number: int) -> HttpResponse:
    found = meeting_for(request, number)
    shown = {
        "meeting": found,
        "rows": [with_forms(row, request.person) for row in to_take_up(found)],
        "may_ask": can_contribute(request.person),
    }
    return render(request, "meetings/actions/actions.html", shown)


def with_forms(row: ToTakeUp, person: Person | None) -> tuple[ToTakeUp, WhoElseForm, ByWhenForm]:
    number, when = row.action.pk, {"words": row.action.due_words}
    by_when = ByWhenForm(auto_id=f"%s-when-{number}", initial=when, person=person)
    return row, WhoElseForm(auto_id=f"%s-who-{number}", person=person), by_when


@require_POST
@open_to_one_word
def taken(request: Any, number: int, action: int) -> HttpResponse:
    """Apply one gesture to one action: take, together, offer, accept, hanging, when, back."""
    found = meeting_for(request, number)
    thing = get_object_or_404(of_meeting(found).filter(pk__in=Reader.of(request).may_read(Action)), pk=action)
    thing.space = request.space
    said = TakingForm.read(request, person=request.person)
    with transaction.atomic():
        do(said["gesture"] or "take", said["words"], thing, request)
    return confirm(request, _("Noted."), "meetings:to_take", request.space.slug, number)


def do(gesture: str, said: str, action: Action, request: Any) -> None:
    if gesture in ("take", "together"):
        require(groups.can_take(request.person, action))
        with acting(request) as by:
            if gesture == "together":
                action_offers.take_together(action, said, by=by)
            else:
                action_assignment.take(action, by=by)
        return
    by = someone(request)
    acts = {
        "back": lambda: action_assignment.give_action_back(action, by=by),
        "accept": lambda: action_offers.accept(action, by=by),
        "hanging": lambda: action_offers.leave_hanging(action, by=by),
        "offer": lambda: action_offers.offer(action, person_named(Reader.of(request), said), by=by),
        "when": lambda: action_offers.say_when(action, said, by=by, today=timezone.localdate()),
    }
    if gesture not in acts:
        raise Refusal(_("That is not one of the answers."))
    acts[gesture]()


def meeting_for(request: Any, number: int) -> Meeting:
    return Reader.of(request).find(Meeting, number, "audience", "group")
