"""Views of the answers to a group's signs, and of the signs that groups want to talk about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.models import Group
from palabre.home.signs import sign_answers
from palabre.home.signs.forms import SignForm
from palabre.home.signs.sign_answers import ToldOf
from palabre.people.agreements.stewardship import stewards
from palabre.people.permissions import can_look_after
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, fresh_page, require

UNDO = {"quiet": "loud", "tell": "untell"}


@require_POST
def heeding(request: Any, number: int) -> HttpResponse:
    """Apply « C’est normal », « En parler à l’animation », or the undo of either."""
    reader = Reader.of(request)
    group = reader.find(Group, number)
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
    if name not in UNDO:
        return redirect(group)
    undo = reverse("home:sign", args=[request.space.slug, group.pk], query=asked | {"gesture": UNDO[name]})
    said = _("Noted: it is fine as it is.") if name == "quiet" else _("Noted: they will see it.")
    return confirm(request, said, group, undo=undo)


def told_to(request: Any) -> list[ToldOf]:
    """Return the signs that groups want to talk about, for whoever looks after the space; none for others."""
    if not can_look_after(request.person, request.space, has_steward=bool(stewards(request.space))):
        return []
    return sign_answers.told_of(Reader.of(request), at=timezone.now())


@fresh_page
def signs_told(request: Any) -> HttpResponse:
    """List the signs that groups want to talk about, for whoever looks after the space."""
    require(can_look_after(request.person, request.space, has_steward=bool(stewards(request.space))))
    return render(
        request, "home/signs/reported_signs.html", {"told": sign_answers.told_of(Reader.of(request), at=timezone.now())}
    )
