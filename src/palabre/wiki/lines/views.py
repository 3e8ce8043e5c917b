"""A page line by line, with what was read in each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.people.reader import Reader
from palabre.web.page_cache import cached
from palabre.wiki import permissions
from palabre.wiki.comments.comment_list import comments_of
from palabre.wiki.lines.line_facts import lines as lines_of
from palabre.wiki.lines.line_facts import understand
from palabre.wiki.lines.page_margin import Margin
from palabre.wiki.views.lookup import page_or_404

AT_ONCE = 1_000  # lines on one screen: with what can be made of it, a line is a kilobyte or two


@require_safe
@cached
def lines(request: Any, slug: str, margin: Margin, line: int | None = None) -> HttpResponse:
    found = page_or_404(request, slug)
    comments = comments_of(found, Reader.here(request.space, request.person)).by_line(found.get_absolute_url())
    known = understand(found, margin, space=request.space, person=request.person, is_beside_lines=True, beside=comments)
    text, mask = found.note.body_md, request.mask(is_kept=True)
    if mask is not None:  # a name may go on from one line to the next
        text = mask.over_source(text)
    can_write = permissions.can_write_page(request.person, found)
    last = found.note.body_md.count("\n") + 1
    first = (line - 1) // AT_ONCE * AT_ONCE + 1 if line and line <= last else 1
    shown = {
        "page": found,
        "known": known,
        "lines": lines_of(text, known, lit=line, shown=range(first, first + AT_ONCE)),
        "before": first - AT_ONCE,
        "after": first + AT_ONCE if first + AT_ONCE <= last else 0,
        "can_write": can_write,
        "about_the_page": known.about_the_page,
        "gestures": margin.gestures(found) if can_write else None,
    }
    return render(request, "wiki/lines/lines.html", shown)
