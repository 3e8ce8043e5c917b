"""A need, an action with « je m’en charge », a role that waits for somebody, all there is to do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions, taking
from palabre.groups.models import Action, Need, RoleCall
from palabre.groups.to_do import to_do
from palabre.people.keeping import kept
from palabre.people.reading import Reader
from palabre.wiki.where_read import where_read


@require_safe
@kept
def need(request: Any, number: int) -> HttpResponse:
    return screen(request, Need, number, "groups/need.html")


@require_safe
@kept
def role_call(request: Any, number: int) -> HttpResponse:
    return screen(request, RoleCall, number, "groups/role_call.html")


@require_safe
def action(request: Any, number: int) -> HttpResponse:
    return screen(request, Action, number, "groups/action.html")


@require_safe
def actions(request: Any) -> HttpResponse:
    return render(request, "groups/actions.html", {"page": to_do(Reader.of(request))})


@require_POST
def taking_on(request: Any, number: int) -> HttpResponse:
    found = action_for(request, number)
    if not permissions.can_take(request.person, found):
        raise PermissionDenied
    taking.take(found, by=request.person)
    return redirect(found)


@require_POST
def leaving(request: Any, number: int) -> HttpResponse:
    found = action_for(request, number)
    if not permissions.can_take(request.person, found):
        raise PermissionDenied
    taking.leave(found, by=request.person)
    return redirect(found)


def action_for(request: Any, number: int) -> Action:
    reader = Reader.of(request)
    found: Action = reader.place(get_object_or_404(reader.may_read(Action), pk=number))
    return found


def screen(request: Any, model: Any, number: int, template: str) -> HttpResponse:
    """Show one thing with its group and the lines it was read in."""
    reader = Reader.of(request)
    thing = reader.place(get_object_or_404(reader.may_read(model), pk=number))
    reader.tie([thing], "group")
    facts = {"thing": thing, "passages": where_read([thing], reader=reader)}
    if isinstance(thing, Action):
        facts |= {"may_take": permissions.can_take(request.person, thing) and thing.is_to_take}
        facts |= {"may_leave": permissions.can_leave(request.person, thing) and not thing.is_done}
    return render(request, template, facts)
