"""Bring minutes, see what they became, open them to the others, undo."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.accounts import creation_link
from palabre.minutes import permissions
from palabre.minutes.doubts.five_questions import questions_of
from palabre.minutes.doubts.forms import AnswerForm
from palabre.minutes.forms import FirstMinutesForm, MinutesForm, text_given
from palabre.minutes.imports import import_undo
from palabre.minutes.imports.import_next_step import next_step
from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_results import what_was_read
from palabre.minutes.imports.minutes_import import import_minutes, understood
from palabre.minutes.models import Import
from palabre.people.devices.person_middleware import remember
from palabre.people.space_creation import create_space
from palabre.web.view_doors import confirm, gesture_on, require, require_form
from palabre.wiki.models import Page

LONGEST_NUMBER = 18  # digits


def visible(request: Any, number: int) -> Import:
    readings: QuerySet[Import] = request.space.import_set.visible_to(request.person)
    return get_object_or_404(readings.select_related("space", "audience", "page__audience", "meeting", "by"), pk=number)


@require_form
def new_import(request: Any) -> HttpResponse:
    require(permissions.can_import(request.person))
    form = MinutesForm.of(request)

    def bring(said: dict[str, Any]) -> HttpResponse:
        text = text_given(request, said)
        return redirect(import_minutes(request.space, text, by=request.person, on=timezone.localdate()))

    return form.respond(request, bring, template="minutes/imports/new.html")


@require_form
def first_minutes(request: HttpRequest) -> HttpResponse:
    """Minutes before there is a space: they make it. The text is read first, so that a refusal makes nothing."""
    creation_link.pass_through(request)
    form = FirstMinutesForm.of(request)

    def bring(said: dict[str, Any]) -> HttpResponse:
        text, today = text_given(request, said), timezone.localdate()
        understood(text, on=today)
        names = {"by_name": said["your_name"], "form_token": said["form_token"]}
        by = create_space(said["space_name"], at=timezone.now(), **names)
        reading = import_minutes(by.space, text, by=by, on=today)
        remember(request, by)
        return redirect(reading)

    return form.respond(request, bring, template="minutes/imports/first.html")


@require_safe
def one_import(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    latest = reading.corrections.first()
    if latest is not None:
        return redirect(latest)
    return render_import(request, reading)


def render_import(request: Any, reading: Import, *, form: AnswerForm | None = None, wanted: int = 0) -> HttpResponse:
    """Show what was read, the question that comes next or is `wanted`, and the next step.

    The page and its lines are shown to who reads the page: it may be kept to fewer readers since.
    """
    form = form or AnswerForm()
    may_settle = permissions.can_settle(request.person, reading) and reading.undone_at is None
    doubts = list(reading.doubts.order_by("first_line", "pk")) if may_settle else []
    page = reading.page
    if page is not None and not may_settle and not Page.objects.visible_to(request.person).filter(pk=page.pk).exists():
        reading.page = None
    wanted, settled = wanted or number_in_query(request, "doubt"), number_in_query(request, "settled")
    facts = {
        "reading": reading,
        "read": what_was_read(reading, person=request.person),
        "questions": questions_of(doubts, wanted=wanted, settled=settled),
        "next": next_step(reading, person=request.person, put_off=request.GET.get("next") == "open"),
        "answer": form,
    }
    return render(request, "minutes/imports/import.html", facts, status=form.status)


def number_in_query(request: Any, name: str) -> int:
    """Return a small number of the address, 0 for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < LONGEST_NUMBER else 0


@gesture_on(visible)
def open_import(request: Any, reading: Import) -> HttpResponse:
    require(permissions.can_open(request.person, reading))
    open_to_space(reading, by=request.person, at=timezone.now())
    return confirm(request, _("It is open to the members of this space. It is still not public."), request.space)


@gesture_on(visible)
def import_undoing(request: Any, reading: Import) -> HttpResponse:
    require(permissions.can_undo(request.person, reading))
    import_undo.undo_import(reading, by=request.person)
    return confirm(request, _("It is undone. Nothing of it is left here; the text is still yours."), request.space)


@gesture_on(visible)
def publication(request: Any, reading: Import) -> None:
    require(permissions.can_publish(request.person, reading))
    publish(reading, by=request.person)


@gesture_on(visible)
def withdrawal(request: Any, reading: Import) -> None:
    require(permissions.can_publish(request.person, reading))
    unpublish(reading, by=request.person)
