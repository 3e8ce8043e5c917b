"""The server's address as people reach it, "https://palabre.example": what stands before the path of a link."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def known_origins() -> list[str]:
    """Return the addresses that this server was told to have (PALABRE_ORIGINS), as browsers write them."""
    return [str(known).strip().rstrip("/").lower() for known in settings.CSRF_TRUSTED_ORIGINS]


def known_origin() -> str:
    """Return the first of them, "" when nobody told."""
    return next(iter(known_origins()), "")


def origin_of(request: HttpRequest) -> str:
    """Return the address that this server was told to have, else the one at which this request found it."""
    return known_origin() or request.build_absolute_uri("/").rstrip("/")
