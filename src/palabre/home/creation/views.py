"""Begin without minutes: a space of one's own, then its first questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.accounts import creation_link
from palabre.groups.questions import new_question as asking
from palabre.home.creation.forms import FoundingForm, QuestionForm
from palabre.people.devices.person_middleware import remember
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.people.space_creation import create_space
from palabre.questions.models import Question

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
def founding(request: HttpRequest) -> HttpResponse:
    creation_link.pass_through(request)
    form = FoundingForm.of(request)

    def found(said: dict[str, Any]) -> HttpResponse:
        names = {"space_name": said["space_name"], "by_name": said["your_name"]}
        by = create_space(**names, at=timezone.now(), form_token=said["form_token"])
        remember(request, by)
        return redirect(by.space)

    return form.respond(request, found, template="home/creation/new_space.html")


@require_form
def new_question(request: Any) -> HttpResponse:
    if not can_contribute(request.person):
        raise PermissionDenied
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
    question = reader.place(get_object_or_404(reader.may_read(Question), pk=number))
    shown = {
        "question": question,
        "group": question.groups.first(),
        "can_undo": asking.can_undo(question, request.person),
    }
    return render(request, "home/creation/asked_question.html", shown)


@require_POST
def withdrawal(request: Any, number: int) -> HttpResponse:
    question = get_object_or_404(Reader.of(request).may_read(Question), pk=number)
    if not asking.can_undo(question, request.person):
        raise PermissionDenied
    asking.undo_new_question(question, by=request.person)
    messages.success(request, _("The question is withdrawn."))
    return redirect(request.space)
