"""« Je m’en charge », by a personal link: the person accepts or declines without an account, and may change it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.actions import action_assignment, action_endings, action_offers
from palabre.groups.models import Action
from palabre.home.personal_links.forms import ActionForm
from palabre.home.personal_links.opened_action import action_of_link
from palabre.home.personal_links.views.personal_link import opened_here
from palabre.people.access.links import for_holder
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.models import Person
from palabre.web.view_doors import confirm


@require_POST
@for_holder
@open_to_one_word
def answer_action(request: Any, action: int) -> HttpResponse:
    """Apply one of five gestures: take, back, hanging, done, not_done."""
    opened = opened_here(request)
    found = get_object_or_404(action_of_link(opened), pk=action)
    do(ActionForm.read(request)["gesture"], found, by=opened.person)
    opened.person.come(timezone.now())
    return confirm(request, _("Noted. Thank you."), "opened:thing", opened.link.pk)


def do(gesture: str, action: Action, *, by: Person) -> None:
    if gesture == "take":
        is_asked = action.offered_to_id == by.pk
        action_offers.accept(action, by=by) if is_asked else action_assignment.take(action, by=by)
    elif gesture == "back":
        action_assignment.give_action_back(action, by=by)
    elif gesture == "done":
        action_endings.finish(action, by=by, on=timezone.localdate())
    elif gesture == "not_done":
        action_endings.undo_finishing(action, by=by)
    else:
        action_offers.leave_hanging(action, by=by)
