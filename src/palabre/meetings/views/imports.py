"""Bring minutes, see what they became, open them to the others, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.accounts import door
from palabre.meetings import permissions, taking_away
from palabre.meetings.forms import FirstMinutesForm, MinutesForm
from palabre.meetings.importing import import_minutes, understood
from palabre.meetings.models import Import
from palabre.meetings.opening import open_to_space
from palabre.meetings.what_was_read import what_was_read
from palabre.people.founding import found
from palabre.people.middleware import remember
from palabre.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: Any) -> HttpResponse:
    if not permissions.can_import(request.person):
        raise PermissionDenied
    form = MinutesForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "meetings/new_import.html", {"form": form})
    try:
        reading = import_minutes(request.space, form.read(), by=request.person, on=timezone.localdate())
    except Refusal as refusal:
        return asked_again(request, "meetings/new_import.html", form, refusal)
    return redirect(reading)


@require_http_methods(["GET", "HEAD", "POST"])
def first_minutes(request: HttpRequest) -> HttpResponse:
    """Minutes before there is a space: they make it. The text is read first, so that a refusal makes nothing."""
    door.pass_through(request)
    form = FirstMinutesForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "meetings/first_minutes.html", {"form": form}, status=422 if form.is_bound else 200)
    now, said = timezone.now(), form.cleaned_data
    try:
        text = form.read()
        understood(text, on=timezone.localdate())
        by = found(said["space_name"], by_name=said["your_name"], at=now, seed=said["seed"])
        reading = import_minutes(by.space, text, by=by, on=timezone.localdate())
    except Refusal as refusal:
        return asked_again(request, "meetings/first_minutes.html", form, refusal)
    remember(request, by)
    return redirect(reading)


def asked_again(request: HttpRequest, template: str, form: MinutesForm, refusal: Refusal) -> HttpResponse:
    """Show why not, what to do instead, and the text as it was typed."""
    return render(request, template, {"form": form, "refusal": refusal}, status=refusal.status)


@require_safe
def one_import(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    latest = reading.corrections.first()
    if latest is not None:
        return redirect(latest)
    shown = {
        "reading": reading,
        "read": what_was_read(reading, person=request.person),
        "can_open": permissions.can_open(request.person, reading) and reading.opened_at is None,
        "can_undo": permissions.can_undo(request.person, reading),
    }
    return render(request, "meetings/import.html", shown)


@require_POST
def opening(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    if not permissions.can_open(request.person, reading):
        raise PermissionDenied
    open_to_space(reading, by=request.person, at=timezone.now())
    messages.success(request, _("It is open: those who join this space read it. It is still not public."))
    return redirect(request.space)


@require_POST
def undoing(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    if not permissions.can_undo(request.person, reading):
        raise PermissionDenied
    taking_away.undo(reading, by=request.person)
    messages.success(request, _("The import is undone. Nothing of it remains here; the text is still yours."))
    return redirect(request.space)


def visible(request: Any, number: int) -> Import:
    readings: QuerySet[Import] = request.space.import_set.visible_to(request.person)
    return get_object_or_404(readings.select_related("space", "audience", "page", "meeting", "by"), pk=number)
