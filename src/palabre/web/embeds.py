"""Pages that other sites embed: their URL is that of a page, then /embed/.

No cookie is read or set there: the reader is anonymous, on every site that embeds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP

EMBEDDED = re.compile(r"/s/[^/]+/pages/[^/]+/embed/")  # not a page, nor a space, that people call « Embed »
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


class EmbeddingMiddleware:
    """The first middleware: the others see no cookie of such a request, and cannot set one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if EMBEDDED.fullmatch(request.path_info) is None:
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        kept = [name for name in response.get("Vary", "").split(", ") if name and name != "Cookie"]
        response.headers["Vary"] = ", ".join(kept) or "Accept-Encoding"
        return response


def shown_elsewhere(response: HttpResponse) -> HttpResponse:
    """Allow every site to embed this response, and only this one. Its policy forbids forms and scripts."""
    response._csp_config = POLICY  # type: ignore[attr-defined]
    response.xframe_options_exempt = True
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={60 if not settings.DEBUG else 0}"
    return response
