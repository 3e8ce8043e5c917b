"""The page of a space's settings, and what undoes a change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.home.settings_page import space_settings
from palabre.home.settings_page.forms import SettingsForm
from palabre.journal.models import Entry
from palabre.people.reader import Reader


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Any) -> HttpResponse:
    """GET shows the settings; POST keeps them, and offers to undo it."""
    members_only(request)
    form = SettingsForm.of(request, initial=SettingsForm.said_of(request.space))

    def keep(said: dict[str, Any]) -> HttpResponse:
        words = {"name": said["name"], "sentence": said["sentence"], "licence": said["licence"] or said["words"]}
        entry = space_settings.change_settings(request.space, **words, by=request.person)
        if entry is not None:
            undo = reverse("home:settings_undoing", args=[request.space.slug, entry.pk])
            messages.success(request, _("The settings are kept."), extra_tags=undo)
        return redirect("home:settings", request.space.slug)

    return form.respond(request, keep)


@require_POST
def settings_undoing(request: Any, entry: int) -> HttpResponse:
    changes = Reader.of(request).may_read(Entry).filter(verb=space_settings.CHANGED)
    found = get_object_or_404(changes, pk=entry)
    members_only(request)
    space_settings.undo_settings(request.space, found.pk, by=request.person)
    messages.success(request, _("It is back as it was."))
    return redirect("home:settings", request.space.slug)


def members_only(request: Any) -> None:
    if not space_settings.may_change(request.person, request.space):
        raise PermissionDenied
