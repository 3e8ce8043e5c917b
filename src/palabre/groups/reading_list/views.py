"""The page on which a reading list is changed, and what undoes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.group_access import may_write
from palabre.groups.reading_list import reading_list as acts
from palabre.groups.reading_list.forms import ReadingForm
from palabre.groups.views.lookup import living_group
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require_form


@require_form
def reading(request: Any, number: int) -> HttpResponse:
    """GET shows the lines; POST keeps them."""
    group = living_group(request, number, may_write)
    former = former_words(group, acts.CHANGED, Reader.of(request))
    form = ReadingForm.of(request, initial=ReadingForm.said_of(group) | taken_again(former, request.GET.get("former")))

    def keep(said: dict[str, Any]) -> HttpResponse:
        entry = acts.change_reading(group, said["to_read"], by=request.person, shown=said["shown"] or None)
        undo = reverse("groups:reading_undoing", args=[request.space.slug, group.pk, entry.pk]) if entry else ""
        return confirm(request, _("The list is kept."), group, undo=undo)

    return form.respond(request, keep, thing=group, former=former)


@require_POST
def reading_undoing(request: Any, number: int, entry: int) -> HttpResponse:
    group = living_group(request, number, may_write)
    acts.undo_reading(group, entry, by=request.person)
    return confirm(request, _("It is back as it was."), group)
