"""Saying what is missing, by hand: for a group, or for the whole community."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from palabre.groups.models import Group
from palabre.groups.needs import new_need as needing
from palabre.groups.needs.need_labels import KINDS
from palabre.groups.needs.new_need import LONGEST, NeedDetails
from palabre.groups.views.lookup import thing_for
from palabre.people.guests import new_form_token
from palabre.people.reader import Reader
from palabre.web.form.form_input import form_token_of

MOST_GROUPS = 300  # to choose one among


@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: Any, number: int) -> HttpResponse:
    return new_need(request, thing_for(request, Group, number))


@require_http_methods(["GET", "HEAD", "POST"])
def of_all(request: Any) -> HttpResponse:
    return new_need(request, None)


def new_need(request: Any, group: Group | None) -> HttpResponse:
    """GET shows one field, and what may be added; POST says the need, and leads to its page."""
    if request.person is None or not needing.may_say(request.person, group, request.space):
        raise PermissionDenied
    if request.method != "POST":
        reader = Reader.of(request)
        others = reader.fetch(reader.may_read(Group).awake().order_by("title", "pk"), most=MOST_GROUPS)
        others = [one for one in others if group is None or one.pk != group.pk]
        shown = {"group": group, "groups": others, "kinds": KINDS, "longest": LONGEST, "form_token": new_form_token()}
        return render(request, "groups/needs/new_need.html", shown)
    said = needing.say_need(
        group,
        request.POST.get("text", ""),
        more=more_in(request),
        by=request.person,
        at=timezone.now(),
        space=request.space,
        form_token=form_token_of(request),
    )
    said.space = request.space
    return redirect(said)


def more_in(request: Any) -> NeedDetails:
    """Return what else was said in the form: « to » is whom it is said to, or the number of a group."""
    to = request.POST.get("to", "")
    is_group = to.isascii() and to.isdigit() and len(to) < 19
    other = thing_for(request, Group, int(to)) if is_group else None
    wanted = request.POST.get("wanted_for", "")
    return NeedDetails(request.POST.get("kind", ""), "" if is_group else to, other, wanted_for=wanted)
