"""A need with its answers, « je réponds », and its undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.answering import LONGEST, answer, answers_to, take_back
from palabre.groups.models import Answer, Need
from palabre.groups.views.lookup import thing_for
from palabre.people.guests import new_seed, who_acts
from palabre.people.keeping import kept_around
from palabre.people.reading import Reader
from palabre.wiki.where_read import where_read


def her_answers(request: Any, number: int) -> str:
    """Return what she answered to this need, with the gesture that takes each of them back."""
    hers = list(Answer.objects.filter(need=number, by=request.person).order_by("pk"))
    return render_to_string("groups/need.html#hers", {"hers": hers}, request) if hers else ""


@require_safe
@kept_around(her_answers)
def need(request: Any, number: int) -> HttpResponse:
    found, reader = thing_for(request, Need, number), Reader.of(request)
    answers = answers_to([found], reader=reader).get(found.pk, [])
    shown = {
        "thing": found,
        "answers": [(reader.name_of(one.by) if one.by else "", one) for one in answers],
        "longest": LONGEST,
        "passages": where_read([found], reader=reader),
    }
    return render(request, "groups/need.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: Any, number: int) -> HttpResponse:
    """GET shows where to answer, and to say one's name; POST answers."""
    found = thing_for(request, Need, number)
    if not permissions.can_offer(request.person, found):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "groups/answering.html", {"thing": found, "longest": LONGEST, "seed": new_seed()})
    with transaction.atomic():
        answer(found, request.POST.get("text", ""), by=who_acts(request), at=timezone.now())
    return redirect(found)


@require_POST
def answer_undoing(request: Any, number: int) -> HttpResponse:
    given = thing_for(request, Answer, number)
    if not permissions.can_take_back(request.person, given):
        raise PermissionDenied
    to = thing_for(request, Need, given.need_id)
    take_back(given, by=request.person)
    return redirect(to)
