"""« J’y vais », to a meeting to come: a small page for who passes by, a button for who is known. And its undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.permissions import can_offer
from palabre.meetings.attending import attend, is_coming, is_to_come, stay_away
from palabre.meetings.models import Meeting
from palabre.people.guests import new_seed, who_acts
from palabre.people.reading import Reader


def her_place(request: Any, number: int) -> str:
    """Tell her that she comes, with the undo."""
    if not is_coming(request.person, number):
        return ""
    undo = reverse("meetings:staying_away", args=[request.space.slug, number])
    return render_to_string("groups/coming.html#done", {"undo": undo}, request)


@require_http_methods(["GET", "HEAD", "POST"])
def coming(request: Any, number: int) -> HttpResponse:
    """GET shows the gesture, with the name to say; POST makes it."""
    found = meeting_for(request, number)
    if not can_offer(request.person, found):
        raise PermissionDenied
    if request.method != "POST":
        is_over = not is_to_come(found, today=timezone.localdate())
        return render(request, "meetings/coming.html", {"meeting": found, "is_over": is_over, "seed": new_seed()})
    with transaction.atomic():
        attend(found, by=who_acts(request), at=timezone.now())
    return redirect(found)


@require_POST
def staying_away(request: Any, number: int) -> HttpResponse:
    found = meeting_for(request, number)
    if request.person is None:
        raise PermissionDenied
    stay_away(found, by=request.person)
    return redirect(found)


def meeting_for(request: Any, number: int) -> Any:
    reader = Reader.of(request)
    return reader.place(get_object_or_404(reader.may_read(Meeting), pk=number))
