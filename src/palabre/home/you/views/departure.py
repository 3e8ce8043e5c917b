"""Leaving the space, from « Vous », and coming back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palabre.home.you.departures import last_departure, what_is_left
from palabre.home.you.views.you import for_somebody
from palabre.people.access import departure as acts
from palabre.people.agreements.space_archival import even_archived
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require_form


@require_form
@for_somebody
@acts.even_outside
@even_archived
def departure(request: Any) -> HttpResponse:
    """GET says what becomes of what the person carries; POST leaves, and shows how to come back.

    404 for who is no member, and did not leave of late.
    """
    if request.method == "POST" and request.person.is_member:
        acts.leave_space(request.person, at=timezone.now())
        return render_departed(request)
    if not can_contribute(request.person):
        if last_departure(request.person, at=timezone.now()) is None:
            raise Http404  # as for whom the space does not exist
        return render_departed(request)
    return render(request, "home/you/departure.html", what_is_left(Reader.of(request), request.person))


@never_cache
@require_POST
@acts.even_outside
@even_archived
def departure_undoing(request: Any) -> HttpResponse:
    """Come back as before; 404 for who did not leave of late."""
    facts = last_departure(request.person, at=timezone.now())
    if facts is None:
        raise Http404
    acts.come_back(request.person, facts, at=timezone.now())
    return confirm(request, _("You are here again, as before."), request.space)


def render_departed(request: Any) -> HttpResponse:
    """Show the way back, on a page outside the space: it may be closed to who left it."""
    place, request.space, request.person = request.space, None, None
    return render(request, "home/you/departed.html", {"place": place})
