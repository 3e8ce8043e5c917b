"""Pages of the intention of a group: its versions, writing one, adopting it, the day of its review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.group_access import may_decide, may_write
from palabre.groups.models import Group
from palabre.groups.outputs import intentions
from palabre.groups.typed_values import LONGEST
from palabre.groups.views.lookup import living_group
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.dates_in_words import near
from palabre.web.form.form_input import is_number


@require_http_methods(["GET", "HEAD", "POST"])
def intention(request: Any, number: int) -> HttpResponse:
    """GET shows the intention and its versions; POST adds one. On a refusal the typed text is shown again."""
    group = living_group(request, number)
    if request.method != "POST":
        return render_intention_form(request, group)
    if not may_write(request.person, group):
        raise PermissionDenied
    typed, after = request.POST.get("text", ""), request.POST.get("after", "")
    number_read = int(after) if is_number(after) else 0
    try:
        intentions.intend(group, typed, after=number_read, by=request.person, at=timezone.now())
    except Refusal as refusal:
        return render_intention_form(request, group, typed=typed, refusal=refusal)
    messages.success(request, _("Noted. It is a sketch, until those who carry the group say that it is theirs."))
    return redirect("groups:intention", request.space.slug, group.pk)


@require_POST
def adoption(request: Any, number: int) -> HttpResponse:
    """Adopt the intention: “C’est notre intention”."""
    group = living_group(request, number)
    if not may_decide(request.person, group):
        raise PermissionDenied
    read = request.POST.get("number", "")
    intentions.adopt(group, int(read) if is_number(read) else 0, by=request.person, at=timezone.now())
    undo = reverse("groups:intention_sketched", args=[request.space.slug, group.pk])
    messages.success(request, _("This is your intention. You can change it whenever you like."), extra_tags=undo)
    return redirect("groups:intention", request.space.slug, group.pk)


@require_POST
def no_adoption(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number)
    if not may_decide(request.person, group):
        raise PermissionDenied
    intentions.set_aside_intention(group, by=request.person)
    return redirect("groups:intention", request.space.slug, group.pk)


@require_POST
def review(request: Any, number: int) -> HttpResponse:
    """Set the day of the next review, in words; no words clear it."""
    group = living_group(request, number)
    if not may_write(request.person, group):
        raise PermissionDenied
    typed, today = request.POST.get("review", ""), timezone.localdate()
    try:
        day = intentions.look_again(group, typed, by=request.person, today=today)
    except Refusal as refusal:
        return render_intention_form(request, group, review=typed, review_refusal=refusal)
    said = _("You look at it again on %(day)s.") % {"day": near(day, today=today)} if day else _("No day is named.")
    messages.success(request, said)
    return redirect("groups:intention", request.space.slug, group.pk)


def render_intention_form(request: Any, group: Group, **facts: Any) -> HttpResponse:
    """Render the page of the intention. `typed` is a refused text; without it, the form holds the current one."""
    versions = intentions.versions(group, Reader.of(request))
    refusal = facts.get("refusal") or facts.get("review_refusal")
    now = versions[0].said if versions else None
    facts = {"typed": now.text if now else ""} | facts
    facts |= {"group": group, "versions": versions, "now": now, "longest": LONGEST}
    facts |= {"may_write": may_write(request.person, group), "may_decide": may_decide(request.person, group)}
    return render(request, "groups/outputs/intention.html", facts, status=refusal.status if refusal else 200)
