"""Two groups that speak of close things: told to those who carry one of them, who bring them closer, or say no."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.lineage.affinity import close_to, suggest_again, tell_apart
from palabre.groups.models import Group
from palabre.people.reader import Reader


def close_groups(request: Any, number: int) -> str:
    """Return, for one who carries the group, those that speak of close things; "" for none."""
    found = close_to(number, Reader.of(request))
    if not found:
        return ""
    return render_to_string("home/group_page/close_groups.html", {"close": found, "number": number}, request)


@require_POST
def closeness(request: Any, number: int, other: int) -> HttpResponse:
    """« Non, c’est autre chose » ; with `again`, what undoes it."""
    reader, by = Reader.of(request), request.person
    groups = reader.may_read(Group).alive()
    group, second = (reader.place(get_object_or_404(groups, pk=one)) for one in (number, other))
    if by is None:
        raise PermissionDenied
    if request.GET.get("again"):
        suggest_again(group, second, by=by)
        messages.success(request, _("It will be asked again."))
    else:
        tell_apart(group, second, by=by, at=timezone.now())
        undo = f"{reverse('home:closeness', args=[request.space.slug, number, other])}?again=1"
        messages.success(request, _("Noted: this will not be asked again."), extra_tags=undo)
    return redirect(group)
