"""Answer a doubt, beside what was read or in the margin of its line; go back on an answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from palabre.minutes import permissions
from palabre.minutes.doubts import doubt_answers
from palabre.minutes.doubts.day_doubts import day_typed
from palabre.minutes.imports.views import number_in_query, render_import, visible
from palabre.minutes.models import Doubt
from palabre.refusal import Refusal

LATER = "later"


@require_POST
def answer_doubt(request: Any, number: int, doubt: int) -> HttpResponse:
    """One button was pressed. Where an answer is refused, the question is shown again with what was typed."""
    found = doubt_for(request, number, doubt)
    choice, typed, now = request.POST.get("choice", ""), request.POST.get("on", "")[:200], timezone.now()
    try:
        if choice == LATER:
            said = doubt_answers.put_off(found, by=request.person, at=now)
        else:
            on = day_typed(typed, today=timezone.localdate()) if typed.strip() else None
            said = doubt_answers.settle_doubt(found, choice, by=request.person, at=now, on=on)
    except Refusal as refusal:
        again = {"refusal": refusal, "typed": typed}
        return render_import(request, found.reading, status=refusal.status, wanted=found.pk, **again)
    return back(request, said)


@require_POST
def reopening(request: Any, number: int, doubt: int) -> HttpResponse:
    found = doubt_for(request, number, doubt)
    doubt_answers.reopen(found, by=request.person, at=timezone.now())
    return back(request, found, again=True)


def doubt_for(request: Any, number: int, doubt: int) -> Doubt:
    reading = visible(request, number)
    found = get_object_or_404(reading.doubts.all(), pk=doubt)
    if not permissions.can_settle(request.person, reading):
        raise PermissionDenied
    found.reading = reading
    return found


def back(request: Any, doubt: Doubt, *, again: bool = False) -> HttpResponse:
    """Return to the line it was answered from, or to the questions; asked `again`, that one comes first."""
    reading, line = doubt.reading, number_in_query(request, "line")
    if line and reading.page:
        return redirect(f"{reverse('wiki:line', args=[request.space.slug, reading.page.slug, line])}#l{line}")
    told = {"doubt" if again else "settled": str(doubt.pk)}
    told |= {"next": "open"} if request.GET.get("next") == "open" else {}
    return redirect(f"{reading.get_absolute_url()}?{urlencode(told)}#question")
