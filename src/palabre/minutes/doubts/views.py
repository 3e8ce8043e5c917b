"""Answer a doubt, beside what was read or in the margin of its line; go back on an answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from palabre.minutes import permissions
from palabre.minutes.doubts import doubt_answers
from palabre.minutes.doubts.day_doubts import day_typed
from palabre.minutes.doubts.forms import AnswerForm
from palabre.minutes.doubts.proposals import is_proposal
from palabre.minutes.imports.views import number_in_query, render_import, visible
from palabre.minutes.models import Doubt
from palabre.web.view_doors import require

LATER = "later"


@require_POST
def answer_doubt(request: Any, number: int, doubt: int) -> HttpResponse:
    """One button was pressed. Where an answer is refused, the question is shown again with what was typed."""
    found, form = doubt_for(request, number, doubt), AnswerForm.of(request)

    def answer(said: dict[str, Any]) -> HttpResponse:
        told: dict[str, Any] = {"by": request.person, "at": timezone.now()}
        if said["choice"] == LATER:
            return back(request, doubt_answers.put_off(found, **told))
        on = day_typed(said["on"], today=timezone.localdate()) if said["on"] else None
        return back(request, doubt_answers.settle_doubt(found, said["choice"], on=on, name=said["who"], **told))

    return form.done(answer) or render_import(request, found.reading, form=form, wanted=found.pk)


@require_POST
def reopening(request: Any, number: int, doubt: int) -> HttpResponse:
    found = doubt_for(request, number, doubt)
    doubt_answers.reopen(found, by=request.person, at=timezone.now())
    return back(request, found, again=True)


def doubt_for(request: Any, number: int, doubt: int) -> Doubt:
    reading = visible(request, number)
    found = get_object_or_404(reading.doubts.all(), pk=doubt)
    require(permissions.can_answer(request.person, reading))
    found.reading = reading
    return found


def back(request: Any, doubt: Doubt, *, again: bool = False) -> HttpResponse:
    """Return to the line it was answered from, or to the questions; asked `again`, that one comes first."""
    reading, line = doubt.reading, number_in_query(request, "line")
    if line and reading.page:
        return redirect(f"{reverse('wiki:line', args=[request.space.slug, reading.page.slug, line])}#l{line}")
    told = {"doubt" if again else "settled": str(doubt.pk)}
    told |= {"next": "open"} if request.GET.get("next") == "open" else {}
    place = "propositions" if is_proposal(doubt) else "question"
    return redirect(f"{reading.get_absolute_url()}?{urlencode(told)}#{place}")
