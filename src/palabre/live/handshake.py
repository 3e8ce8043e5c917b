"""A WebSocket's handshake, read as a request: its session, and whether it comes from a page of ours."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

from palabre.web.cookie_names import cookies_in, session_key_in
from palabre.web.origins import known_origins


def is_from_here(scope: dict[str, Any]) -> bool:
    """Is this address ours, and the page that opens the connection too? What is no browser tells no Origin."""
    request = as_request(scope)
    try:
        host = request.get_host()
    except DisallowedHost:
        return False
    origin = request.headers.get("origin")
    schemes = ("https",) if request.is_secure() else ("http", "https")
    return origin is None or origin in {*(f"{scheme}://{host}" for scheme in schemes), *known_origins()}


def as_request(scope: dict[str, Any]) -> HttpRequest:
    """Return the handshake as a request of Django's, with its session."""
    asked = {**scope, "type": "http", "method": "GET", "scheme": scope["scheme"].replace("ws", "http")}
    request = ASGIRequest(asked, io.BytesIO())
    request.COOKIES = cookies_in(request.META.get("HTTP_COOKIE", ""))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(session_key_in(request.COOKIES))
    return request
