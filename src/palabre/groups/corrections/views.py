"""The page on which a need, a call or the name of a group is said otherwise, and what undoes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.corrections.corrections import correct, refuse_correction, undo_correction
from palabre.groups.corrections.forms import CallWordsForm, CorrectionForm, GroupNameForm, NeedWordsForm
from palabre.groups.models import Group, Need, RoleCall
from palabre.groups.views.lookup import thing_for

FORMS: dict[Any, type[CorrectionForm]] = {Need: NeedWordsForm, RoleCall: CallWordsForm, Group: GroupNameForm}
NAMES = {Need: "need", RoleCall: "role_call", Group: "group"}


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Any, number: int, model: Any) -> HttpResponse:
    """GET shows the words, to be mended; POST keeps them."""
    thing, kind = thing_for(request, model, number), FORMS[model]
    refuse_correction(request.person, thing)
    form = kind.of(request, initial=kind.said_of(thing))

    def keep(said: dict[str, Any]) -> HttpResponse:
        entry = correct(thing, **kind.values(thing, said), by=request.person)
        if entry is not None:
            undo = reverse(f"groups:{NAMES[model]}_words_undoing", args=[request.space.slug, thing.pk, entry.pk])
            messages.success(request, _("Your words are kept."), extra_tags=undo)
        return shown_again(request, thing)

    return form.respond(request, keep, thing=thing)


@require_POST
def correction_undoing(request: Any, number: int, entry: int, model: Any) -> HttpResponse:
    thing = thing_for(request, model, number)
    undo_correction(thing, entry, by=request.person)
    messages.success(request, _("The former words are back."))
    return shown_again(request, thing)


def shown_again(request: Any, thing: Any) -> HttpResponse:
    """Lead to the page of the thing, whose words may have changed."""
    thing.refresh_from_db()
    thing.space = request.space
    return redirect(thing)
