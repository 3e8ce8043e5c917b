"""Pages of outputs: the guided hour, one output with its actions, the kinds of output of a space."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.group_access import may_write
from palabre.groups.models import Deliverable
from palabre.groups.outputs import deliverables, output_kinds
from palabre.groups.outputs.deliverables import OutputDetails
from palabre.groups.outputs.forms import HourForm, KindForm, OutputGestureForm, OutputWordsForm, ReusedForm, ShownForm
from palabre.groups.outputs.output_choice import choose
from palabre.groups.outputs.output_kinds import Kind
from palabre.groups.views.lookup import living_group, thing_of_group
from palabre.journal.word_changes import taken_again, words_before
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.web.form.gesture_form import GestureForm
from palabre.web.view_doors import confirm, require, require_form

WORDED: dict[str, type[GestureForm]] = {"show": ShownForm, "reuse": ReusedForm}


@require_form
def choosing(request: Any, number: int) -> HttpResponse:
    """GET shows the six prompts; POST creates the output."""
    group = living_group(request, number, may_write)
    form = HourForm.of(request, kinds=output_kinds.kinds_in(request.space))

    def make(said: dict[str, Any]) -> HttpResponse:
        token = said["form_token"]
        kept = choose(group, form.hour(said), form_token=token, by=request.person, at=timezone.now())
        kept.space = request.space
        return confirm(request, _("Noted. The group’s log tells it too."), kept)

    return form.respond(request, make, template="groups/outputs/output_choice.html", thing=group)


@require_safe
def deliverable(request: Any, number: int) -> HttpResponse:
    return one_output(request, thing_of_group(request, Deliverable, number))


def one_output(request: Any, found: Deliverable, **refused: GestureForm) -> HttpResponse:
    """Render the page of an output, with the form that was refused, by gesture."""
    kinds = output_kinds.kinds_in(request.space, all_of_them=True)
    facts = {"thing": found, "kind": output_kinds.name_of(found, kinds)}
    facts["may_write"] = may_write(request.person, found.group)
    facts["by"] = Reader.of(request).name_of(found.by) if found.by else ""
    before = {"show": found.address, "reuse": found.reused_words}
    facts |= {name: form(initial={"words": before[name]}, auto_id=f"{name}_%s") for name, form in WORDED.items()}
    status = max((form.status for form in refused.values()), default=200)
    return render(request, "groups/outputs/deliverable.html", facts | refused, status=status)


@require_form
def output_words_page(request: Any, number: int) -> HttpResponse:
    """Edit the fields of the output. Its kind stays among the choices, even if the space left it out."""
    found = thing_of_group(request, Deliverable, number)
    require(may_write(request.person, found.group))
    kind = str(found.own_kind_id) if found.own_kind_id else found.kind
    every_kind = output_kinds.kinds_in(request.space, all_of_them=True)
    kinds = [one for one in every_kind if not one.is_left_out or one.value == kind]
    names = [*deliverables.TEXTS, *deliverables.TEXTS_OF_GESTURES]
    former = words_before(deliverables.outputs_told(found), Reader.of(request), names=names)
    initial = {"title": found.title, "kind": kind, "horizon": found.horizon, "about": found.about}
    initial |= taken_again(former, request.GET.get("former"))
    form = OutputWordsForm.of(request, kinds=kinds, initial=initial)

    def reword(said: dict[str, Any]) -> HttpResponse:
        deliverables.reword(found, OutputDetails(**said), by=request.person, today=timezone.localdate())
        return redirect(found)

    return form.respond(request, reword, template="groups/outputs/deliverable_words.html", thing=found, former=former)


@require_POST
def gesture(request: Any, number: int) -> HttpResponse:
    """Do “Montré”, “Réutilisé” or “set aside”, or undo one of them."""
    found = thing_of_group(request, Deliverable, number)
    require(may_write(request.person, found.group))
    name = OutputGestureForm.read(request)["gesture"] or request.GET.get("gesture", "")
    by, at = request.person, timezone.now()
    acts: dict[str, Callable[..., None]] = {
        "show": lambda words: deliverables.show(found, words, by=by, at=at),
        "hide": lambda: deliverables.hide(found, by=by),
        "reuse": lambda words: deliverables.reuse(found, words, by=by, at=at),
        "not_reused": lambda: deliverables.not_reused(found, by=by),
        "set_aside": lambda: deliverables.set_aside_output(found, by=by, at=at),
        "take_up": lambda: deliverables.take_up(found, by=by),
    }
    if name not in acts:
        return HttpResponseBadRequest()

    def act(said: dict[str, Any]) -> HttpResponse:
        acts[name](**said)
        return tell_done(request, found, name)

    if name not in WORDED:
        return act({})
    form = WORDED[name].of(request, auto_id=f"{name}_%s")
    return form.done(act) or one_output(request, found, **{name: form})


def tell_done(request: Any, found: Deliverable, name: str) -> HttpResponse:
    """Go back to the output, with words and the undo of the gesture; neither after an undo."""
    said = {
        "show": (_("It can be seen: well done."), "hide"),
        "reuse": (_("It has been put to use: that is what it was for."), "not_reused"),
        "set_aside": (_("It is set aside. That is an answer too."), "take_up"),
    }
    words, undo = said.get(name, (None, ""))
    address = reverse("groups:output_gesture", args=[request.space.slug, found.pk], query={"gesture": undo})
    return confirm(request, words, found, undo=address)


@require_form
def kinds(request: Any) -> HttpResponse:
    """Show the kinds of output of this space; POST renames, leaves out or adds one."""
    may = permissions.can_change_kinds(request.person, request.space)
    require(request.method != "POST" or may)
    form = KindForm.of(request)

    def change(said: dict[str, Any]) -> HttpResponse:
        change_kinds(request.space, **said, by=request.person)
        return redirect("groups:output_kinds", request.space.slug)

    return form.done(change) or kinds_page(request, form, may=may)


def kinds_page(request: Any, form: KindForm, *, may: bool) -> HttpResponse:
    """Render the kinds, each with its form. A refused one stands in the row of its kind, or below for a new kind."""
    known, typed = output_kinds.kinds_in(request.space, all_of_them=True), form["kind"].value()
    shown = {
        "kinds": [(kind, as_row(form) if kind.value == typed else name_form(kind)) for kind in known],
        "new": KindForm(auto_id="new_%s") if typed else form,
        "errors": form.non_field_errors(),
        "may": may,
    }
    return render(request, "groups/outputs/output_kinds.html", shown, status=form.status)


def name_form(kind: Kind) -> KindForm:
    return as_row(KindForm(initial={"name": kind.name, "kind": kind.value}, auto_id=f"id_%s-{kind.value}"))


def as_row(form: KindForm) -> KindForm:
    """Take away the help, which is for a new kind."""
    form["name"].help_text = ""
    return form


def change_kinds(space: Space, *, name: str, kind: str, gesture: str, by: Person) -> None:
    if gesture == "rename":
        output_kinds.rename(space, kind, name, by=by)
    elif gesture in ("leave_out", "bring_back"):
        output_kinds.leave_out(space, kind, by=by, back=gesture == "bring_back")
    else:
        output_kinds.add_output_kind(space, name, by=by)
