"""Pages of calls: one call, publishing it, withdrawing it, reopening it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import Group, RoleCall
from palabre.groups.roles import filled_calls, role_calls
from palabre.groups.roles.call_form import CallForm
from palabre.groups.roles.forms import FilledForm
from palabre.groups.roles.pledges import pledge_of, pledges_to
from palabre.groups.views.lookup import said_at_home, thing_for, tie_group
from palabre.people.models import Audience, AudienceKind
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.web.form.form_input import is_number
from palabre.web.page_cache import cached_around, rendered
from palabre.web.view_doors import fresh_form, require, require_form
from palabre.wiki.lines.passage_lookup import where_quoted


def her_place(request: Any, number: int) -> dict[str, Any]:
    """Return the reader’s own part: their call or pledge, to undo it, and the call that they may close."""
    call = RoleCall.objects.filter(pk=number).first()
    if call is None:
        return {}
    tie_group(call, Reader.of(request))
    published = call if call.by_id == request.person.pk else None
    facts = {"published": published, "pledge": pledge_of(request.person, RoleCall, number)}
    facts["to_fill"] = call if may_fill(request, call) else None
    return facts if any(facts.values()) else {}


@require_safe
@cached_around(rendered("groups/roles/role_call.html#hers", her_place))
def role_call(request: Any, number: int) -> HttpResponse:
    """Show the call; the pledges to it are shown to members only."""
    reader = Reader.of(request)
    found = said_at_home(thing_for(request, RoleCall, number), reader)
    may_end = permissions.can_call(request.person, request.space)
    shown = {
        "thing": found,
        "pledges": pledges_to(found, reader=reader) if may_end else [],
        "may_end": may_end,
        "passages": where_quoted(found, reader=reader),
    }
    return render(request, "groups/roles/role_call.html", shown)


@require_form
def group_calling(request: Any, number: int) -> HttpResponse:
    return new_call(request, thing_for(request, Group, number))


@require_form
def calling_for_all(request: Any) -> HttpResponse:
    return new_call(request, None)


def new_call(request: Any, group: Group | None) -> HttpResponse:
    """GET shows a form with the first sentence; POST publishes the call and redirects to it."""
    require(permissions.can_call(request.person, request.space))
    form = CallForm.of(request, role=request.GET.get("role", ""), question=question_called_for(request, group))

    def publish(said: dict[str, Any]) -> HttpResponse:
        published = role_calls.call(group, **said, space=request.space, by=request.person, at=timezone.now())
        published.space = request.space
        return redirect(published)

    return form.respond(request, publish, template="groups/group_or_all.html", thing=group)


def question_called_for(request: Any, group: Group | None) -> str:
    """Return the words of the question that `?question=` names; "" where who will read the call does not read it."""
    number = request.GET.get("question", "")
    rows = Reader.of(request).may_read(Question).select_related("audience")
    asked = rows.filter(pk=int(number)).first() if is_number(number) else None
    kind = AudienceKind.PUBLIC if request.space.is_public else AudienceKind.SPACE
    readers = group.audience if group is not None else Audience(space=request.space, kind=kind)
    return asked.text if asked is not None and asked.audience.covers(readers) else ""


@require_POST
def role_call_undoing(request: Any, number: int) -> HttpResponse:
    return ended(request, number, role_calls.withdraw_role_call)


@require_POST
def reopen_role_call(request: Any, number: int) -> HttpResponse:
    """Reopen the call, after it was withdrawn or filled."""
    found = thing_for(request, RoleCall, number)
    if found.filled_at is None:
        return ended(request, number, role_calls.reopen)
    require(may_fill(request, found))
    filled_calls.unfill(found, by=request.person, at=timezone.now())
    return redirect(found)


@fresh_form
def filled(request: Any, number: int) -> HttpResponse:
    """“C’est trouvé”: GET asks who was found, among those who pledged; POST closes the call.

    Its author who does not decide for the group only closes it, and is not asked.
    """
    found = thing_for(request, RoleCall, number)
    require(may_fill(request, found))
    is_hidden = found.group_id is not None and found.group is None
    pledges = [] if is_hidden else pledges_to(found, reader=Reader.of(request))
    form = FilledForm.of(request, pledges=pledges)

    def close(said: dict[str, Any]) -> HttpResponse:
        who = next((one for one in pledges if str(one.pk) == said["pledge"]), None)
        offer = filled_calls.fill(found, by=request.person, at=timezone.now(), found=who)
        if offer is None or offer.by_id != request.person.pk:
            return redirect(found)
        offer.space = request.space
        return redirect(offer)

    offered = pledges if found.group is None or may_decide(request.person, found.group) else []
    return form.respond(request, close, template="groups/roles/filled_call.html", thing=found, pledges=offered)


def may_fill(request: Any, call: RoleCall) -> bool:
    decides = call.group is not None and may_decide(request.person, call.group)
    return permissions.can_fill(request.person, call, decides=decides)


def ended(request: Any, number: int, act: Any) -> HttpResponse:
    found = thing_for(request, RoleCall, number, permissions.can_end)
    act(found, by=request.person, at=timezone.now())
    return redirect(found)
