"""The page that says what everybody would read, and the gestures that show it or keep it among members again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.models import Group, Need, RoleCall
from palabre.groups.publicity import publicity
from palabre.groups.publicity.forms import ShowForm, ShownForm
from palabre.groups.views.lookup import thing_for
from palabre.people.reader import Reader
from palabre.questions.models import Question

NAMES = {Group: "group", Question: "question", Need: "need", RoleCall: "role_call"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def showing(request: Any, number: int, model: Any) -> HttpResponse:
    """GET shows what everybody would read, names as they are read outside; POST shows it to them."""
    thing = shown_by_her(request, model, number)

    def show(said: dict[str, Any]) -> HttpResponse:
        publicity.show(thing, by=request.person)
        undo = reverse(f"groups:{NAMES[model]}_hidden", args=[request.space.slug, thing.pk])
        messages.success(request, _("Everybody can read it now."), extra_tags=undo)
        return redirect(thing)

    found = publicity.preview(thing, Reader.of(request), on=timezone.localdate())
    shown = {
        "thing": thing,
        "preview": found,
        "is_shown": publicity.is_shown(thing),
        "hidden_at": publicity.may_be_hidden(thing) and hidden_at(request, thing),
    }
    kind = ShownForm if shown["is_shown"] else ShowForm
    return kind.of(request).respond(request, show, template="groups/publicity/showing.html", **shown)


@require_POST
def hidden(request: Any, number: int, model: Any) -> HttpResponse:
    thing = shown_by_her(request, model, number)
    publicity.hide(thing, by=request.person)
    messages.success(request, _("Only the members of this space read it now."))
    return redirect(thing)


def shown_by_her(request: Any, model: Any, number: int) -> Any:
    """Return the thing. Raise a Refusal unless the reader decides who reads it."""
    thing = thing_for(request, model, number)
    if not publicity.may_show(request.person, thing):
        raise publicity.not_hers()
    return thing


def hidden_at(request: Any, thing: Any) -> str:
    return reverse(f"groups:{NAMES[type(thing)]}_hidden", args=[request.space.slug, thing.pk])
