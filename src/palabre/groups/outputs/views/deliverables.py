"""Pages of outputs: the guided hour, one output with its actions, the kinds of output of a space."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.group_access import may_write
from palabre.groups.models import Deliverable, Group
from palabre.groups.outputs import deliverables, output_kinds
from palabre.groups.outputs.deliverables import OutputDetails
from palabre.groups.outputs.output_choice import LONGEST, PROMPTS, Hour, choose
from palabre.groups.views.lookup import living_group, thing_of_group
from palabre.people.guests import new_form_token
from palabre.people.reader import Reader
from palabre.refusal import Refusal

FIELDS = ("title", "kind", "horizon", "review")


@require_http_methods(["GET", "HEAD", "POST"])
def choosing(request: Any, number: int) -> HttpResponse:
    """GET shows the six prompts; POST creates the output. On a refusal the typed text is shown again."""
    group = living_group(request, number)
    if not may_write(request.person, group):
        raise PermissionDenied
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    answers = {one.name: request.POST.get(one.name, "") for one in PROMPTS}
    if request.method != "POST":
        return hour(request, group, typed, answers)
    said = Hour(typed["title"], typed["kind"], typed["horizon"], answers, typed["review"])
    try:
        kept = choose(group, said, form_token=request.POST.get("form_token", ""), by=request.person, at=timezone.now())
    except Refusal as refusal:
        return hour(request, group, typed, answers, refusal)
    messages.success(request, _("Noted. The group’s log tells it too."))
    kept.space = request.space
    return redirect(kept)


def hour(
    request: Any, group: Group, typed: dict[str, str], answers: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    facts = {
        "group": group,
        "typed": typed,
        "prompts": [(one, answers[one.name]) for one in PROMPTS],
        "kinds": output_kinds.kinds_in(request.space),
        "longest": LONGEST,
        "form_token": request.POST.get("form_token") or new_form_token(),
        "refusal": refusal,
    }
    return render(request, "groups/outputs/output_choice.html", facts, status=refusal.status if refusal else 200)


@require_safe
def deliverable(request: Any, number: int) -> HttpResponse:
    return one_output(request, thing_of_group(request, Deliverable, number))


def one_output(request: Any, found: Deliverable, refusal: Refusal | None = None, where: str = "") -> HttpResponse:
    kinds = output_kinds.kinds_in(request.space, all_of_them=True)
    facts = {"thing": found, "kind": output_kinds.name_of(found, kinds), "refusal": refusal, "where": where}
    facts |= {"may_write": may_write(request.person, found.group), "typed": request.POST}
    facts["by"] = Reader.of(request).name_of(found.by) if found.by else ""
    return render(request, "groups/outputs/deliverable.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def output_words_page(request: Any, number: int) -> HttpResponse:
    """Edit the fields of the output."""
    found = thing_of_group(request, Deliverable, number)
    if not may_write(request.person, found.group):
        raise PermissionDenied
    kind = str(found.own_kind_id) if found.own_kind_id else found.kind
    typed = {"title": found.title, "kind": kind, "horizon": found.horizon, "about": found.about}
    refusal = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            deliverables.reword(found, OutputDetails(**typed), by=request.person, today=timezone.localdate())
            return redirect(found)
        except Refusal as caught:
            refusal = caught
    kinds = [one for one in output_kinds.kinds_in(request.space, all_of_them=True) if one.value == typed["kind"]]
    facts = {"thing": found, "typed": typed, "refusal": refusal, "kinds": output_kinds.kinds_in(request.space)}
    facts["kinds"] += [one for one in kinds if one.is_left_out]
    return render(request, "groups/outputs/deliverable_words.html", facts, status=refusal.status if refusal else 200)


@require_POST
def gesture(request: Any, number: int) -> HttpResponse:
    """Do “Montré”, “Réutilisé” or “set aside”, or undo one of them."""
    found = thing_of_group(request, Deliverable, number)
    if not may_write(request.person, found.group):
        raise PermissionDenied
    name = request.POST.get("gesture") or request.GET.get("gesture", "")
    by, at, said = request.person, timezone.now(), request.POST.get("words", "")
    acts = {
        "show": lambda: deliverables.show(found, said, by=by, at=at),
        "hide": lambda: deliverables.hide(found, by=by),
        "reuse": lambda: deliverables.reuse(found, said, by=by, at=at),
        "not_reused": lambda: deliverables.not_reused(found, by=by),
        "set_aside": lambda: deliverables.set_aside_output(found, by=by, at=at),
        "take_up": lambda: deliverables.take_up(found, by=by),
    }
    if name not in acts:
        return HttpResponseBadRequest()
    try:
        acts[name]()
    except Refusal as refusal:
        return one_output(request, found, refusal, where=name)
    tell_done(request, found, name)
    return redirect(found)


def tell_done(request: Any, found: Deliverable, name: str) -> None:
    """Add a message with the undo of the action; none after an undo."""
    said = {
        "show": (_("It can be seen: well done."), "hide"),
        "reuse": (_("It has been put to use: that is what it was for."), "not_reused"),
        "set_aside": (_("It is set aside. That is an answer too."), "take_up"),
    }
    if name in said:
        words, undo = said[name]
        address = reverse("groups:output_gesture", args=[request.space.slug, found.pk], query={"gesture": undo})
        messages.success(request, words, extra_tags=address)


@require_http_methods(["GET", "HEAD", "POST"])
def kinds(request: Any) -> HttpResponse:
    """Show the kinds of output of this space; POST renames, leaves out or adds one."""
    may = permissions.can_change_kinds(request.person, request.space)
    refusal = None
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        try:
            change_kinds(request)
            return redirect("groups:output_kinds", request.space.slug)
        except Refusal as caught:
            refusal = caught
    facts = {"kinds": output_kinds.kinds_in(request.space, all_of_them=True), "may": may, "refusal": refusal}
    facts |= {"longest": output_kinds.LONGEST, "typed": request.POST}
    return render(request, "groups/outputs/output_kinds.html", facts, status=refusal.status if refusal else 200)


def change_kinds(request: Any) -> None:
    space, by = request.space, request.person
    gesture, value = request.POST.get("gesture", ""), request.POST.get("kind", "")
    if gesture == "rename":
        output_kinds.rename(space, value, request.POST.get("name", ""), by=by)
    elif gesture in ("leave_out", "bring_back"):
        output_kinds.leave_out(space, value, by=by, back=gesture == "bring_back")
    else:
        output_kinds.add_output_kind(space, request.POST.get("name", ""), by=by)
