"""The page of a space's settings, and what undoes a change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.home.settings_page import space_settings
from palabre.home.settings_page.forms import TEXTS, SettingsForm
from palabre.journal.models import Entry
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.agreements.electorate import electorate
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, fresh_form, require


@fresh_form
def settings(request: Any) -> HttpResponse:
    """GET shows the settings; POST keeps them, and offers to undo it."""
    members_only(request)
    former = former_words(request.space, space_settings.CHANGED, Reader.of(request), names=TEXTS)
    initial = SettingsForm.said_of(request.space) | taken_again(former, request.GET.get("former"))
    form = SettingsForm.of(request, initial=initial)

    def keep(said: dict[str, Any]) -> HttpResponse:
        words = {name: said[name] for name in TEXTS}
        words["licence"] = said["licence"] or said["words"]
        shown = said["shown"] or None
        entry = space_settings.change_settings(request.space, **words, by=request.person, shown=shown)
        undo = reverse("home:settings_undoing", args=[request.space.slug, entry.pk]) if entry else ""
        done = _("The settings are kept.") if entry else None
        return confirm(request, done, "home:settings", request.space.slug, undo=undo)

    facts = by_two(request) | {"former": former}
    return form.respond(request, keep, template="home/settings_page/settings.html", **facts)


def by_two(request: Any) -> dict[str, Any]:
    """Return whether the reader's yes counts for what two people decide, and the names of those whose yes does."""
    counting = electorate(request.space, at=timezone.now())
    counts = not request.person.vouched_by and request.person in counting
    return {"counts": counts, "deciders": Reader.of(request).names_of(counting)}


@require_POST
def settings_undoing(request: Any, entry: int) -> HttpResponse:
    changes = Reader.of(request).may_read(Entry).filter(verb=space_settings.CHANGED)
    found = get_object_or_404(changes, pk=entry)
    members_only(request)
    space_settings.undo_settings(request.space, found.pk, by=request.person)
    return confirm(request, _("It is back as it was."), "home:settings", request.space.slug)


def members_only(request: Any) -> None:
    require(space_settings.may_change(request.person, request.space))
