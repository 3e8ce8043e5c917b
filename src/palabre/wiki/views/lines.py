"""A page line by line, with what was read in each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.people.keeping import kept
from palabre.wiki import permissions
from palabre.wiki.understanding import lines as lines_of
from palabre.wiki.understanding import understand
from palabre.wiki.views.lookup import page_or_404


@require_safe
@kept
def lines(request: Any, slug: str, line: int | None = None) -> HttpResponse:
    found = page_or_404(request, slug)
    known = understand(found, space=request.space, person=request.person)
    shown = {
        "page": found,
        "known": known,
        "lines": lines_of(found.note.body_md, known, lit=line),
        "can_write": permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/lines.html", shown)
