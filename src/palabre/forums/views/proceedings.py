"""The proceedings to be taken away: as Markdown, ODT or PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from palabre.forums.day.hall import open_to_hall
from palabre.forums.outcome.proceedings import proceedings_of
from palabre.forums.outcome.proceedings_copy import proceedings_copy
from palabre.forums.views.lookup import day_for
from palabre.people.masked_names import mask_of
from palabre.people.reader import Reader
from palabre.web.origins import origin_of
from palabre.web.view_doors import fresh_page

KINDS = {
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "odt": ("application/vnd.oasis.opendocument.text", "odt"),
    "pdf": ("application/pdf", "pdf"),
}


@open_to_hall
@fresh_page
def proceedings_file(request: Any, number: int, kind: str) -> HttpResponse:
    """The proceedings in this kind of file, as the reader reads them."""
    if kind not in KINDS:
        raise Http404
    day = day_for(request, number)
    acts = proceedings_of(day, Reader.of(request), at=timezone.localtime())
    mask = mask_of(request)
    ways = {"veil": mask.over_html} if mask is not None else {}
    copy = proceedings_copy(day, acts, origin=origin_of(request), may_lead=not request.given_pass, **ways)
    content_type, ending = KINDS[kind]
    made = copy.with_head if kind == "markdown" else copy.document(kind)
    answer = HttpResponse(made, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="forum-{day.forum_id}.{ending}"'
    return answer
