"""Agenda templates of a space: plain text that any member may change, and reset to Palabre's."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.journal.models import Entry
from palabre.journal.word_changes import taken_again, words_before
from palabre.meetings import permissions
from palabre.meetings.agenda import agenda_templates
from palabre.meetings.agenda.agenda_choice import all_in, as_in
from palabre.meetings.agenda.forms import KeyForm, TemplateForm
from palabre.meetings.agenda.shipped_agendas import CONVENERS, SHIPPED
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require, require_form


@require_safe
def agendas(request: Any) -> HttpResponse:
    return render(request, "meetings/agenda/templates.html", {"templates": all_in(request.space)})


@require_form
def template(request: Any) -> HttpResponse:
    """Show or change one template (?key=first), as lines of text. A refused form keeps what was typed."""
    key = key_in(request)
    found, can_change = as_in(request.space, key), permissions.can_change_templates(request.person, request.space)
    require(request.method != "POST" or can_change)
    former = words_before(agenda_templates.templates_told(request.space, key), Reader.of(request)) if can_change else []
    again = taken_again(former, request.GET.get("former"))
    form = TemplateForm.of(request, initial=TemplateForm.said_of(found) | again)

    def change(said: dict[str, Any]) -> HttpResponse:
        entry = agenda_templates.change_template(request.space, by=request.person, **said | {"key": key})
        words = _("Saved. The next agendas begin so; those that were begun stay as they are.")
        return confirm(request, words, agenda_template_path(request, key), undo=undo_path(request, entry))

    shown = {"chosen": found, "can_change": can_change, "former": former}
    return form.respond(request, change, template="meetings/agenda/template.html", **shown)


@require_POST
def template_return(request: Any) -> HttpResponse:
    """Reset a template to the one Palabre ships."""
    key = key_in(request)
    require(permissions.can_change_templates(request.person, request.space))
    entry = agenda_templates.bring_shipped_back(request.space, key, by=request.person)
    words = _("Agendas of this kind begin as Palabre offers again.")
    return confirm(request, words, agenda_template_path(request, key), undo=undo_path(request, entry))


@require_POST
def template_undoing(request: Any, entry: int) -> HttpResponse:
    """Bring back the words that a change replaced."""
    changes = Reader.of(request).may_read(Entry).filter(verb__in=(agenda_templates.CHANGED, agenda_templates.RETURNED))
    found = get_object_or_404(changes, pk=entry)
    require(permissions.can_change_templates(request.person, request.space))
    key = found.facts["key"]
    agenda_templates.undo_template(request.space, key, found.pk, by=request.person)
    return confirm(request, _("It is back as it was."), agenda_template_path(request, key))


def key_in(request: Any) -> str:
    """Return the key of the template asked for, by default the conveners'."""
    sent = KeyForm.read(request)["key"] if request.method == "POST" else ""
    key: str = sent or request.GET.get("key") or CONVENERS
    if key not in SHIPPED:
        raise Http404
    return key


def undo_path(request: Any, entry: Entry | None) -> str:
    return reverse("meetings:template_undoing", args=[request.space.slug, entry.pk]) if entry else ""


def agenda_template_path(request: Any, key: str) -> str:
    return reverse("meetings:agenda_template", args=[request.space.slug], query={"key": key})
