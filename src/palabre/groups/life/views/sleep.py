"""A group takes a rest, and is woken; a question that nobody carries is woken too."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.group_access import may_decide, may_write
from palabre.groups.life import sleep as acts
from palabre.groups.life.forms import CarryingForm, SleepForm
from palabre.groups.models import Group
from palabre.groups.questions import carrying as waking
from palabre.groups.views.lookup import living_group, thing_for
from palabre.people.guests import acting
from palabre.people.reader import someone
from palabre.questions.models import Question
from palabre.web.view_doors import confirm, gesture_on, require_form


@require_form
def sleep(request: Any, number: int) -> HttpResponse:
    """GET tells what it means; POST puts the group to sleep, until a day if one is said."""
    group = living_group(request, number, may_decide)
    form = SleepForm.of(request)

    def rest(said: dict[str, Any]) -> HttpResponse:
        acts.go_to_sleep(group, said["until"], by=request.person, at=timezone.now())
        undo = reverse("groups:waking", args=[request.space.slug, group.pk])
        return confirm(request, _("The group takes a rest. Anyone may wake it."), group, undo=undo)

    return form.respond(request, rest, template="groups/life/sleep.html", thing=group)


@gesture_on(partial(living_group, may=may_write))
def waking_it(request: Any, group: Group) -> str:
    acts.wake(group, by=request.person, at=timezone.now())
    return _("The group is awake.")


@require_form
def carrying(request: Any, number: int) -> HttpResponse:
    """« Je la porte ». GET shows the question, with the name to say; POST carries it."""
    found = thing_for(request, Question, number, permissions.can_offer)
    form = CarryingForm.of(request, person=request.person)

    def carry(_said: dict[str, Any]) -> HttpResponse:
        with acting(request) as by:
            group = waking.carry(found, by=by, at=timezone.now())
        group.space = request.space
        is_new = waking.born_by(group, by)
        undo = reverse("groups:not_carrying", args=[request.space.slug, found.pk]) if is_new else ""
        return confirm(request, _("You host this question: thank you. Here is its group."), group, undo=undo)

    return form.respond(request, carry, template="groups/questions/carrying.html", thing=found)


@gesture_on(partial(thing_for, model=Question))
def not_carrying(request: Any, found: Question) -> None:
    waking.lay_down(found, by=someone(request))
