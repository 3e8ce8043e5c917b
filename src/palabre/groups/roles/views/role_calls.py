"""Pages of calls: one call, publishing it, withdrawing it, reopening it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import Group, RoleCall
from palabre.groups.roles import filled_calls, role_calls
from palabre.groups.roles.call_form import CallForm
from palabre.groups.roles.forms import FilledForm
from palabre.groups.roles.pledges import pledge_of, pledges_to
from palabre.groups.views.lookup import said_at_home, thing_for
from palabre.people.reader import Reader
from palabre.web.page_cache import cached_around
from palabre.wiki.lines.passage_lookup import where_read


def her_place(request: Any, number: int) -> str:
    """Render the reader’s own part: their call or pledge with its undo, and the button to close the call."""
    call = RoleCall.objects.filter(pk=number).select_related("group").first()
    if call is None:
        return ""
    published = call if call.by_id == request.person.pk else None
    facts = {"number": number, "published": published, "pledge": pledge_of(request.person, RoleCall, number)}
    facts["to_fill"] = call if may_fill(request, call) else None
    return render_to_string("groups/roles/role_call.html#hers", facts, request) if any(list(facts.values())[1:]) else ""


@require_safe
@cached_around(her_place)
def role_call(request: Any, number: int) -> HttpResponse:
    """Show the call; the pledges to it are shown to members only."""
    reader = Reader.of(request)
    found = said_at_home(thing_for(request, RoleCall, number), reader)
    may_end = permissions.can_call(request.person, request.space)
    shown = {
        "thing": found,
        "pledges": pledges_to(found, reader=reader) if may_end else [],
        "may_end": may_end,
        "passages": where_read([found], reader=reader),
    }
    return render(request, "groups/roles/role_call.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def group_calling(request: Any, number: int) -> HttpResponse:
    return new_call(request, thing_for(request, Group, number))


@require_http_methods(["GET", "HEAD", "POST"])
def calling_for_all(request: Any) -> HttpResponse:
    return new_call(request, None)


def new_call(request: Any, group: Group | None) -> HttpResponse:
    """GET shows a form with the first sentence; POST publishes the call and redirects to it."""
    if not permissions.can_call(request.person, request.space):
        raise PermissionDenied
    form = CallForm.of(request, role=request.GET.get("role", ""))

    def publish(said: dict[str, Any]) -> HttpResponse:
        published = role_calls.call(group, **said, space=request.space, by=request.person, at=timezone.now())
        published.space = request.space
        return redirect(published)

    return form.respond(request, publish, template="groups/group_or_all.html", thing=group)


@require_POST
def role_call_undoing(request: Any, number: int) -> HttpResponse:
    return ended(request, number, role_calls.withdraw_role_call)


@require_POST
def reopen_role_call(request: Any, number: int) -> HttpResponse:
    """Reopen the call, after it was withdrawn or filled."""
    found = thing_for(request, RoleCall, number)
    if found.filled_at is None:
        return ended(request, number, role_calls.reopen)
    if not may_fill(request, found):
        raise PermissionDenied
    filled_calls.unfill(found, by=request.person, at=timezone.now())
    return redirect(found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def filled(request: Any, number: int) -> HttpResponse:
    """“C’est trouvé”: GET asks who was found, among those who pledged; POST closes the call."""
    found = thing_for(request, RoleCall, number)
    if not may_fill(request, found):
        raise PermissionDenied
    pledges = pledges_to(found, reader=Reader.of(request))
    form = FilledForm.of(request, pledges=pledges)

    def close(said: dict[str, Any]) -> HttpResponse:
        who = next((one for one in pledges if str(one.pk) == said["pledge"]), None)
        offer = filled_calls.fill(found, by=request.person, at=timezone.now(), found=who)
        if offer is None or offer.by_id != request.person.pk:
            return redirect(found)
        offer.space = request.space
        return redirect(offer)

    return form.respond(request, close, template="groups/roles/filled_call.html", thing=found, pledges=pledges)


def may_fill(request: Any, call: RoleCall) -> bool:
    decides = call.group is not None and may_decide(request.person, call.group)
    return permissions.can_fill(request.person, call, decides=decides)


def ended(request: Any, number: int, act: Any) -> HttpResponse:
    found = thing_for(request, RoleCall, number, permissions.can_end)
    act(found, by=request.person, at=timezone.now())
    return redirect(found)
