"""The server's address as people reach it, "https://palabre.example": what stands before the path of a link."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def known_origin() -> str:
    """Return the address that this server was told to have (PALABRE_ORIGINS), "" when nobody told."""
    return str(settings.CSRF_TRUSTED_ORIGINS[0]).rstrip("/") if settings.CSRF_TRUSTED_ORIGINS else ""


def origin_of(request: HttpRequest) -> str:
    """Return the address that this server was told to have, else the one at which this request found it."""
    return known_origin() or request.build_absolute_uri("/").rstrip("/")
