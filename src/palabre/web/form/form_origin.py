"""Refuses the forms that another site sends (cross-site request forgery), by headers that no page can set.

Browsers send `Sec-Fetch-Site` over https and on localhost, and `Origin` with every POST, also over plain http in a
local network. A form bears no token: the page that shows it can be kept, and stays good for as long as it is open.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.log import log_response

from palabre.web.form.form_input import typed_in
from palabre.web.origins import known_origins

# What sends a form, or a script's words: no PDF that a browser shows here, and which submits by itself.
SENDERS = frozenset({"document", "empty"})
READ_ONLY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
logger = logging.getLogger("django.security.csrf")


class FormOriginMiddleware(MiddlewareMixin):
    """Refuse what writes unless it comes from a page of this server; a view that is `csrf_exempt` takes it anyway."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method in READ_ONLY or getattr(view, "csrf_exempt", False):
            return None
        why = foreign(request)
        if not why:
            return None
        answer = refuse(request)
        log_response("Forbidden (%s): %s", why, request.path, response=answer, request=request, logger=logger)
        return answer


def refuse(request: HttpRequest) -> HttpResponse:
    """Say that the form came from elsewhere, and show what was typed so that it can be sent again."""
    return render(request, "web/form_from_elsewhere.html", {"typed": typed_in(request)}, status=403)


def foreign(request: HttpRequest) -> str:
    """Return why the form is taken for one of another site, "" when it comes from here."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site != "same-origin":
        return "sent by another site"
    if site is not None:
        return "" if request.headers.get("Sec-Fetch-Dest", "document") in SENDERS else "sent by a file"
    if origin is None:
        return "no origin"
    return "" if origin in origins_of(request) else "origin is another"


def origins_of(request: HttpRequest) -> list[str]:
    """Return the addresses at which this server is reached: as the request says, and as it was told to have."""
    try:
        here = [f"{request.scheme}://{request.get_host()}"]
    except DisallowedHost:
        here = []
    return here + known_origins()
