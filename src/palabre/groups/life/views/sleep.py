"""A group takes a rest, and is woken; a question that nobody carries is woken too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups import permissions
from palabre.groups.group_access import may_decide, may_write
from palabre.groups.life import sleep as acts
from palabre.groups.life.forms import CarryingForm, SleepForm
from palabre.groups.questions import carrying as waking
from palabre.groups.views.lookup import living_group, someone, thing_for
from palabre.people.guests import new_form_token, who_acts
from palabre.questions.models import Question


@require_http_methods(["GET", "HEAD", "POST"])
def sleep(request: Any, number: int) -> HttpResponse:
    """GET tells what it means; POST puts the group to sleep, until a day if one is said."""
    group = living_group(request, number, may_decide)
    form = SleepForm.of(request)

    def rest(said: dict[str, Any]) -> HttpResponse:
        acts.go_to_sleep(group, said["until"], by=request.person, at=timezone.now())
        undo = reverse("groups:waking", args=[request.space.slug, group.pk])
        messages.success(request, _("The group takes a rest. Anyone may wake it."), extra_tags=undo)
        return redirect(group)

    return form.respond(request, rest, template="groups/life/sleep.html", thing=group)


@require_POST
def waking_it(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number, may_write)
    acts.wake(group, by=request.person, at=timezone.now())
    messages.success(request, _("The group is awake."))
    return redirect(group)


@require_http_methods(["GET", "HEAD", "POST"])
def carrying(request: Any, number: int) -> HttpResponse:
    """« Je la porte ». GET shows the question, with the name to say; POST carries it."""
    found = thing_for(request, Question, number, permissions.can_offer)
    if request.method != "POST":
        shown = {"thing": found, "form": CarryingForm(), "form_token": new_form_token()}
        return render(request, "groups/questions/carrying.html", shown)
    with transaction.atomic():
        group = waking.carry(found, by=who_acts(request), at=timezone.now())
    group.space = request.space
    undo = reverse("groups:not_carrying", args=[request.space.slug, found.pk])
    is_new = waking.born_by(group, request.person)
    messages.success(request, _("You carry this question: thank you. Here is its group."), extra_tags=is_new * undo)
    return redirect(group)


@require_POST
def not_carrying(request: Any, number: int) -> HttpResponse:
    found = thing_for(request, Question, number)
    waking.lay_down(found, by=someone(request))
    return redirect(found)
