"""Views of the answers to a group's signs, and of the signs that groups want to talk about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.groups.models import Group
from palabre.home.signs import sign_answers
from palabre.home.signs.forms import SignForm
from palabre.home.signs.sign_answers import ToldOf
from palabre.home.signs.signs import signs_of
from palabre.people.agreements.stewardship import stewards
from palabre.people.permissions import can_look_after
from palabre.people.reader import Reader

UNDO = {"quiet": "loud", "tell": "untell"}


def her_signs(request: Any, number: int) -> str:
    """Return the signs of the group as a part of its page, for one of its people; "" for none."""
    found = signs_of(request.space, number, to=request.person, at=timezone.now())
    if not found:
        return ""
    has_steward = bool(stewards(request.space))
    return render_to_string(
        "home/signs/signs.html", {"signs": found, "number": number, "has_steward": has_steward}, request
    )


@require_POST
def heeding(request: Any, number: int) -> HttpResponse:
    """Apply « C’est normal », « En parler à l’animation », or the undo of either."""
    reader = Reader.of(request)
    group = reader.place(get_object_or_404(reader.may_read(Group), pk=number))
    if request.person is None or not sign_answers.is_of(group.pk, request.person):
        raise PermissionDenied
    form = SignForm.of(request)
    if not form.is_valid():
        return HttpResponseBadRequest()
    asked, by, at = form.cleaned_data, request.person, timezone.now()
    name, sign = asked["gesture"], (group, asked["kind"], asked["about"])
    acts = {
        "quiet": lambda: sign_answers.keep_quiet(*sign, by=by, at=at),
        "loud": lambda: sign_answers.show_again(*sign, by=by),
        "tell": lambda: sign_answers.tell_stewards(*sign, by=by, at=at),
        "untell": lambda: sign_answers.untell(*sign, by=by),
    }
    acts[name]()
    if name in UNDO:
        undo = reverse("home:sign", args=[request.space.slug, group.pk], query=asked | {"gesture": UNDO[name]})
        said = _("Noted: it is fine as it is.") if name == "quiet" else _("Noted: they will see it.")
        messages.success(request, said, extra_tags=undo)
    return redirect(group)


def told_to(request: Any) -> list[ToldOf]:
    """Return the signs that groups want to talk about, for whoever looks after the space; none for others."""
    if not can_look_after(request.person, request.space, has_steward=bool(stewards(request.space))):
        return []
    return sign_answers.told_of(Reader.of(request), at=timezone.now())


@never_cache
@require_safe
def signs_told(request: Any) -> HttpResponse:
    """List the signs that groups want to talk about, for whoever looks after the space."""
    if not can_look_after(request.person, request.space, has_steward=bool(stewards(request.space))):
        raise PermissionDenied
    return render(
        request, "home/signs/reported_signs.html", {"told": sign_answers.told_of(Reader.of(request), at=timezone.now())}
    )
