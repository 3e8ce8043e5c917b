"""The page that says what everybody would read, and the gestures that show it or keep it among members again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.models import Group, Need, RoleCall
from palabre.groups.publicity import publicity
from palabre.groups.publicity.forms import ShowForm, ShownForm
from palabre.groups.views.lookup import thing_for
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.web.view_doors import confirm, fresh_form

NAMES = {Group: "group", Question: "question", Need: "need", RoleCall: "role_call"}


@fresh_form
def showing(request: Any, number: int, model: Any) -> HttpResponse:
    """GET shows what everybody would read, names as they are read outside; POST shows it to them, if it is still so."""
    thing, on = shown_by_her(request, model, number), timezone.localdate()
    kind = ShownForm if publicity.is_shown(thing) else ShowForm

    def show(said: dict[str, Any]) -> HttpResponse:
        try:
            publicity.show(thing, by=request.person, on=on, seen=said["seen"])
        except publicity.Changed as why:
            found = publicity.preview(thing, Reader.of(request), on=on)
            return preview_page(request, thing, found, kind.again(found, why))
        undo = reverse(f"groups:{NAMES[model]}_hidden", args=[request.space.slug, thing.pk])
        return confirm(request, _("Everybody can read it now."), thing, undo=undo)

    found = publicity.preview(thing, Reader.of(request), on=on)
    form = kind.of(request, initial={"seen": found.digest})
    return form.done(show) or preview_page(request, thing, found, form)


def preview_page(request: Any, thing: Any, found: publicity.Preview, form: ShowForm) -> HttpResponse:
    shown = {
        "thing": thing,
        "preview": found,
        "is_shown": publicity.is_shown(thing),
        "waits_for_space": not request.space.is_public,
        "hidden_at": publicity.may_be_hidden(thing) and hidden_at(request, thing),
        "form": form,
    }
    return render(request, "groups/publicity/showing.html", shown, status=form.status)


@require_POST
def hidden(request: Any, number: int, model: Any) -> HttpResponse:
    thing = shown_by_her(request, model, number)
    publicity.hide(thing, by=request.person)
    return confirm(request, _("Only the members of this space read it now."), thing)


def shown_by_her(request: Any, model: Any, number: int) -> Any:
    """Return the thing. Raise a Refusal unless the reader decides who reads it."""
    thing = thing_for(request, model, number)
    if not publicity.may_show(request.person, thing):
        raise publicity.not_hers()
    return thing


def hidden_at(request: Any, thing: Any) -> str:
    return reverse(f"groups:{NAMES[type(thing)]}_hidden", args=[request.space.slug, thing.pk])
