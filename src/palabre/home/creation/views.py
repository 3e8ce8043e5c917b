"""Begin without minutes: a space of one's own, then its first questions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts import creation_link
from palabre.groups.models import Group
from palabre.groups.questions import new_question as asking
from palabre.home.creation.forms import FoundingForm, QuestionForm
from palabre.home.creation.space_model import copy_model, model_named
from palabre.people.devices.person_middleware import remember
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.people.space_creation import create_space
from palabre.questions.models import Question
from palabre.spaces.models import Space
from palabre.web.view_doors import confirm, require, require_form


@require_form
def founding(request: HttpRequest) -> HttpResponse:
    """GET asks for two names; POST makes the space, like another one where `like` names it."""
    creation_link.pass_through(request)
    form = FoundingForm.of(request, initial={"like": request.GET.get("like", "")})

    def found(said: dict[str, Any]) -> HttpResponse:
        by = create_like(model_named(said["like"]), said)
        remember(request, by)
        return redirect(by.space)

    like = model_named(form["like"].value() or "")
    return form.respond(request, found, template="home/creation/new_space.html", like=like)


@transaction.atomic
def create_like(model: Space | None, said: dict[str, Any]) -> Person:
    """Make the space of this form, and return its first person; what is sent twice makes and copies it once."""
    names = {"space_name": said["space_name"], "by_name": said["your_name"]}
    is_known = Space.objects.filter(form_token=said["form_token"]).exists()
    by = create_space(**names, at=timezone.now(), form_token=said["form_token"])
    if model is not None and not is_known:
        copy_model(model, into=by.space, by=by)
    return by


@require_form
def new_question(request: Any) -> HttpResponse:
    require(can_contribute(request.person))
    form = QuestionForm.of(request)

    def ask(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "on": timezone.localdate(), "carried": False}
        asked = asking.ask_question(request.space, **said, **ways)
        return redirect("home:asked", request.space.slug, asked.pk)

    return form.respond(request, ask, template="home/creation/new_question.html")


@require_safe
def question_asked(request: Any, number: int) -> HttpResponse:
    """It is done, said with its undo (POST); its author carries it, or leaves it to whoever wishes."""
    reader = Reader.of(request)
    question = reader.find(Question, number)
    shown = {
        "question": question,
        "group": reader.may_read(Group).filter(carryings__question=question).order_by("pk").first(),
        "can_undo": asking.can_undo(question, request.person),
    }
    return render(request, "home/creation/asked_question.html", shown)


@require_POST
def withdrawal(request: Any, number: int) -> HttpResponse:
    question = Reader.of(request).find(Question, number)
    require(asking.can_undo(question, request.person))
    asking.undo_new_question(question, by=request.person)
    return confirm(request, _("The question is withdrawn."), request.space)
