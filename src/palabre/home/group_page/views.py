"""Two groups that speak of close things: told to those who carry one of them, who bring them closer, or say no."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.lineage.affinity import suggest_again, tell_apart
from palabre.groups.models import Group
from palabre.people.reader import Reader, someone
from palabre.web.view_doors import confirm


@require_POST
def closeness(request: Any, number: int, other: int) -> HttpResponse:
    """« Non, c’est autre chose » ; with `again`, what undoes it."""
    reader = Reader.of(request)
    groups = reader.may_read(Group).alive()
    group, second = (reader.place(get_object_or_404(groups, pk=one)) for one in (number, other))
    by = someone(request)
    if request.GET.get("again"):
        suggest_again(group, second, by=by)
        return confirm(request, _("It will be asked again."), group)
    tell_apart(group, second, by=by, at=timezone.now())
    undo = reverse("home:closeness", args=[request.space.slug, number, other], query={"again": 1})
    return confirm(request, _("Noted: this will not be asked again."), group, undo=undo)
