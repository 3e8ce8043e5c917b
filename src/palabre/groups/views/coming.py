"""« J’y vais », to a group or to a call: a small page for who passes by, a button for who is known. And its undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups import permissions
from palabre.groups.coming_along import come_along, stay_away
from palabre.groups.models import Group, RoleCall
from palabre.groups.views.lookup import thing_for
from palabre.people.guests import new_seed, who_acts


@require_http_methods(["GET", "HEAD", "POST"])
def coming(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    """GET shows the gesture, with the name to say; POST makes it."""
    thing = thing_for(request, model, number)
    if not permissions.can_offer(request.person, thing):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "groups/coming.html", {"thing": thing, "seed": new_seed()})
    with transaction.atomic():
        come_along(thing, by=who_acts(request), at=timezone.now(), words=request.POST.get("words", ""))
    return redirect(thing)


@require_POST
def staying_away(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    thing = thing_for(request, model, number)
    if request.person is None:
        raise PermissionDenied
    stay_away(thing, by=request.person, at=timezone.now())
    return redirect(thing)
