"""« Le groupe s’arrête là »: what it leaves, and its undo."""

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

from palabre.groups.group_access import may_decide
from palabre.groups.life import endings as acts
from palabre.groups.typed_values import LONGEST
from palabre.groups.views.lookup import living_group
from palabre.refusal import Refusal

TEXTS = ("harvest", "left_open", "thanks")


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: Any, number: int) -> HttpResponse:
    """GET asks what the group leaves, nothing of which is due; POST ends it, or mends what it left."""
    group = living_group(request, number)
    if not may_decide(request.person, group):
        raise PermissionDenied
    before = acts.last_words(group)
    typed: dict[str, Any] = {name: getattr(before, name, "") for name in TEXTS}
    typed["question_is_open"] = before is None or before.question_is_open
    refusal = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in TEXTS}
        typed["question_is_open"] = request.POST.get("question", "open") == "open"
        try:
            acts.end_group(group, acts.Left(**typed), by=request.person, at=timezone.now())
            undo = reverse("groups:ending_undoing", args=[request.space.slug, group.pk])
            messages.success(request, _("The group ends here. Thank you for all of it."), extra_tags=undo)
            return redirect(group)
        except Refusal as caught:
            refusal = caught
    facts = {"group": group, "typed": typed, "refusal": refusal, "longest": LONGEST}
    return render(request, "groups/life/ending.html", facts, status=refusal.status if refusal else 200)


@require_POST
def ending_undoing(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number)
    if not may_decide(request.person, group):
        raise PermissionDenied
    acts.undo_ending(group, by=request.person, at=timezone.now())
    messages.success(request, _("The group goes on. What it had left is kept."))
    return redirect(group)
