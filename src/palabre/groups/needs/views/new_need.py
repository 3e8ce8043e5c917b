"""Saying what is missing, by hand: for a group, or for the whole community."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from palabre.groups.models import Group
from palabre.groups.needs import new_need as needing
from palabre.groups.needs.forms import NeedForm
from palabre.groups.needs.need_kinds import kinds_in
from palabre.groups.needs.new_need import NeedDetails
from palabre.groups.views.lookup import thing_for
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import require_form

MOST_GROUPS = 300  # to choose one among


@require_form
def of_group(request: Any, number: int) -> HttpResponse:
    return new_need(request, thing_for(request, Group, number))


@require_form
def of_all(request: Any) -> HttpResponse:
    return new_need(request, None)


def new_need(request: Any, group: Group | None) -> HttpResponse:
    """GET shows one field, and what may be added; POST says the need, and leads to its page."""
    if request.person is None or not needing.may_say(request.person, group, request.space):
        raise PermissionDenied
    reader = Reader.of(request)
    others = reader.fetch(reader.may_read(Group).awake().order_by("title", "pk"), most=MOST_GROUPS)
    others = [one for one in others if group is None or one.pk != group.pk]
    form = NeedForm.of(request, groups=others, kinds=kinds_in(request.space))

    def say(said: dict[str, Any]) -> HttpResponse:
        text, form_token, more = said["text"], said["form_token"], more_in(request, said)
        ways = {"by": request.person, "at": timezone.now(), "space": request.space, "form_token": form_token}
        made = needing.say_need(group, text, more=more, **ways)
        made.space = request.space
        return redirect(made)

    return form.respond(request, say, template="groups/needs/new_need.html", thing=group)


def more_in(request: Any, said: dict[str, Any]) -> NeedDetails:
    """Return what else was said in the form: « to » is whom it is said to, or the number of a group."""
    to = said["to"]
    other = thing_for(request, Group, int(to)) if is_number(to) else None
    return NeedDetails(said["kind"], "" if other else to, other, wanted_for=said["wanted_for"])
