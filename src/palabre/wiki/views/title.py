"""Changing the title of a page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.journal.word_changes import taken_again
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require_form
from palabre.wiki.forms import RenameForm
from palabre.wiki.page_rename import former_titles, rename
from palabre.wiki.views.lookup import page_to_write


@require_form
def title(request: Any, slug: str) -> HttpResponse:
    """GET shows the form; POST renames, also by the undo of a former renaming, whose title is in its address."""
    found = page_to_write(request, slug)
    former = former_titles(found, Reader.of(request))
    said = {"title": found.title}
    initial = said | RenameForm.showing(said) | taken_again(former, request.GET.get("former"))
    form = RenameForm.of(request, initial=initial)

    def change(said: dict[str, Any]) -> HttpResponse:
        title = found.title
        if rename(found, said["title"], by=request.person, shown=said["shown"] or None):
            undo = f"{reverse('wiki:title', args=[request.space.slug, found.slug])}?{urlencode({'title': title})}"
            return confirm(request, _("This page has another title. Its former address leads here."), found, undo=undo)
        return redirect(found)

    return form.respond(request, change, template="wiki/gesture.html", thing=found, former=former)
