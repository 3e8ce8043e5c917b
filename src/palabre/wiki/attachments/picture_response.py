"""The bytes of a picture that we drew ourselves, as an HTTP response; nothing runs in it."""

from __future__ import annotations

from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from palabre.wiki.attachments import file_store

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


class Picture(Protocol):
    """A row that holds a picture of the file store."""

    @property
    def digest(self) -> Any: ...
    @property
    def content_type(self) -> Any: ...
    @property
    def has_small(self) -> bool: ...


def picture_response(request: HttpRequest, picture: Picture, *, cache_control: str) -> HttpResponse:
    """Return the picture, or its smaller version with `?small=1`; 304 if the reader has it. Raise Http404."""
    is_small = picture.has_small and request.GET.get("small") == "1"
    tag = f'"{picture.digest}{"-small" if is_small else ""}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        try:
            answer = HttpResponse(file_store.path_of(picture.digest, small=is_small).read_bytes())
        except FileNotFoundError:  # a database that came back without its folder
            raise Http404 from None
        answer.headers["Content-Type"] = picture.content_type
        answer.headers["Content-Encoding"] = "identity"  # pictures are packed already
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = cache_control
    answer.headers["Content-Security-Policy"] = CLOSED
    return answer
