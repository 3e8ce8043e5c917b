"""A page as it is read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.people.keeping import kept
from palabre.wiki import permissions, reading
from palabre.wiki.attached import attached_to
from palabre.wiki.understanding import understand
from palabre.wiki.views.lookup import page_or_404


@require_safe
@kept
def page(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    known = understand(found, space=request.space, person=request.person)
    html = found.note.body_html
    shown = {
        "page": found,
        "known": known,
        "body": reading.body(html, space=request.space, person=request.person, page=found, known=known),
        "files": attached_to(found),
        "outline": reading.outline(html),
        "can_write": permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/page.html", shown)
