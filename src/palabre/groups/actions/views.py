"""Pages of an action, with “je m’en charge”, and of all actions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.actions import action_assignment
from palabre.groups.actions.action_list import to_do
from palabre.groups.actions.forms import ActionsForm, TakingForm
from palabre.groups.models import Action
from palabre.groups.views.lookup import said_at_home, someone, thing_for
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import new_form_token, who_acts
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import where_read


@require_safe
def action(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = said_at_home(thing_for(request, Action, number), reader)
    shown = {
        "thing": found,
        "passages": where_read([found], reader=reader),
        "may_take": permissions.can_take(request.person, found) and found.is_to_take,
        "may_leave": permissions.can_leave(request.person, found) and not found.is_done,
    }
    return render(request, "groups/actions/action.html", shown)


@require_safe
def actions(request: Any) -> HttpResponse:
    """Show the actions of all groups, or of the group of `?group=`; `?page=` selects the page."""
    asked = ActionsForm(request.GET)
    asked.is_valid()  # a value that is no number counts as none
    group, number = (asked.cleaned_data.get(name) for name in ("group", "page"))
    page = to_do(Reader.of(request), group=group, number=number or 1)
    form = ActionsForm(groups=page.groups, initial={"group": page.group.pk if page.group else ""})
    return render(request, "groups/actions/actions.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_one_word
def taking_on(request: Any, number: int) -> HttpResponse:
    """GET shows the action, and asks for a name if needed; POST takes it."""
    found = thing_for(request, Action, number, permissions.can_take)
    if request.method != "POST":
        shown = {"thing": found, "form": TakingForm(), "form_token": new_form_token()}
        return render(request, "groups/actions/assignment.html", shown)
    with transaction.atomic():
        action_assignment.take(found, by=who_acts(request))
    return redirect(found)


@require_POST
def leaving(request: Any, number: int) -> HttpResponse:
    """Give the action back. Idempotent; an action of another owner is refused."""
    found = thing_for(request, Action, number)
    if found.owner_id is not None and not permissions.can_leave(request.person, found):
        raise PermissionDenied
    action_assignment.give_action_back(found, by=someone(request))
    return redirect(found)
