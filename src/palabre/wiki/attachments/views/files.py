"""The bytes of an attachment, given to whoever reads its page."""

import os
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from palabre.people.models import AudienceKind, readable
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_kinds import PDF
from palabre.wiki.models import Attachment
from palabre.wiki.models.attachment import SMALL

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PIECE = 64 * 1024  # bytes of the file in memory at a time
A_MINUTE = 60


@require_safe
def file(request: Any, slug: str, number: int, name: str) -> HttpResponseBase:
    """Answer with the bytes. The number says which; the page's name and the file's may have changed since."""
    rows = Attachment.objects.filter(space=request.space, removed_at=None).filter(
        readable(request.person, of="page__audience")
    )
    found = get_object_or_404(rows.select_related("page__audience"), pk=number)
    is_small = found.has_small and request.GET.get("width") == str(SMALL)
    tag = f'"{found.digest}{"-small" if is_small else ""}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return with_headers(request, HttpResponseNotModified(), found, tag)
    return with_headers(request, with_bytes(found, is_small=is_small), found, tag)


def with_bytes(found: Attachment, *, is_small: bool) -> HttpResponseBase:
    """Return an answer that reads the file while it is sent; in one piece where it is no larger than one."""
    try:
        stream = file_store.path_of(found.digest, small=is_small).open("rb")
    except FileNotFoundError:  # a database that came back without its folder
        raise Http404 from None
    if os.fstat(stream.fileno()).st_size > PIECE:
        answer: HttpResponseBase = FileResponse(stream)
        answer.block_size = PIECE  # type: ignore[attr-defined]
    else:
        with stream:
            answer = HttpResponse(stream.read())
    is_shown = found.is_picture or found.content_type == PDF.content_type
    kind = f"{found.content_type}; charset=utf-8" if found.content_type.startswith("text/") else found.content_type
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = str(content_disposition_header(not is_shown, found.name))
    answer.headers["Content-Encoding"] = "identity"  # pictures and archives are packed already
    return answer


def with_headers(request: Any, answer: HttpResponseBase, found: Attachment, tag: str) -> HttpResponseBase:
    """Let nothing run in it, and let others keep it only where everybody reads it."""
    is_public = request.space.is_public and found.page.audience.kind == AudienceKind.PUBLIC
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={A_MINUTE}" if is_public else "private, no-cache"
    answer.headers["Vary"] = "Cookie"
    # Today's Chromium shows a PDF within a sandbox too; others may not, and their readers are one already.
    closed = CLOSED if found.content_type == PDF.content_type else f"{CLOSED}; sandbox"
    answer.headers["Content-Security-Policy"] = closed
    return answer
