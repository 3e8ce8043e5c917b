"""Answer somebody who comes: the words to copy, « J’ai répondu », and its undo. For those who decide for the group."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups import permissions, welcoming
from palabre.groups.holding import may_decide
from palabre.groups.models import Pledge
from palabre.groups.views.lookup import thing_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Any, number: int) -> HttpResponse:
    """GET shows the reply; POST says that she was answered."""
    pledge = pledge_for(request, number)
    if request.method == "POST":
        welcoming.welcome(pledge, by=request.person, at=timezone.now())
        return redirect(request.path)
    facts = {"thing": pledge.call or pledge.group, "reply": welcoming.reply_to(pledge, by=request.person)}
    return render(request, "groups/reply.html", {"pledge": pledge} | facts)


@require_POST
def not_yet(request: Any, number: int) -> HttpResponse:
    welcoming.not_yet(pledge_for(request, number), by=request.person)
    return redirect("groups:reply", request.space.slug, number)


def pledge_for(request: Any, number: int) -> Pledge:
    pledge: Pledge = thing_for(request, Pledge, number)
    for end in (pledge.group, pledge.call):
        if end is not None:
            end.space = request.space
    decides = pledge.group is not None and may_decide(request.person, pledge.group)
    if not permissions.can_welcome(request.person, pledge, decides=decides):
        raise PermissionDenied
    return pledge
