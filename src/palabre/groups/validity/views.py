"""The two buttons of « Est-ce toujours vrai ? », and what undoes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.models import Action, Need, RoleCall
from palabre.groups.validity.forms import ValidityForm
from palabre.groups.validity.validity import say_validity, undo_validity
from palabre.groups.views.lookup import thing_for
from palabre.web.view_doors import confirm

NAMES: dict[Any, str] = {Action: "action", Need: "need", RoleCall: "role_call"}


@require_POST
def validity(request: Any, number: int, model: Any) -> HttpResponse:
    thing = thing_for(request, model, number, permissions.can_say_validity)
    said = ValidityForm.read(request)["say"]
    entry = say_validity(thing, said, by=request.person)
    undo = ""
    if entry is not None:
        undo = reverse(f"groups:{NAMES[model]}_validity_undoing", args=[request.space.slug, thing.pk, entry.pk])
    words = _("It is of the past: kept, and nothing is asked.") if said else _("Noted: it is under way.")
    return confirm(request, words, thing, undo=undo)


@require_POST
def validity_undoing(request: Any, number: int, entry: int, model: Any) -> HttpResponse:
    thing = thing_for(request, model, number, permissions.can_say_validity)
    undo_validity(thing, entry, by=request.person)
    return confirm(request, _("It is back as it was."), thing)
