"""Leaving a group, and its undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.roles import member_departures
from palabre.groups.views.lookup import living_group
from palabre.people.reader import someone
from palabre.web.view_doors import confirm


@require_POST
def departure(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number)
    entry = member_departures.leave_group(group, by=someone(request), at=timezone.now())
    undo = reverse("groups:departure_undoing", args=[request.space.slug, group.pk, entry.pk]) if entry else ""
    done = _("You have left this group. What you had taken here is free for others.") if entry else None
    return confirm(request, done, group, undo=undo)


@require_POST
def departure_undoing(request: Any, number: int, entry: int) -> HttpResponse:
    group = living_group(request, number)
    member_departures.undo_leaving(group, entry, by=someone(request), at=timezone.now())
    return confirm(request, _("It is back as it was."), group)
