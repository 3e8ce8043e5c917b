"""The server's address as people reach it, "https://palabre.example": what stands before the path of a link."""

from __future__ import annotations

import ipaddress
import urllib.parse

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


def phone_origin(request: HttpRequest) -> str:
    """Return the address that a phone beside this computer types; "" where none is known.

    Asked at "localhost", a server that listens to its network answers with its address there.
    """
    here = origin_of(request)
    return here if not is_of_one_computer(here) else next(iter(network_origins(request)), "")


def is_of_one_computer(origin: str) -> bool:
    """Return whether this address leads to the very computer on which it is typed."""
    host = urllib.parse.urlsplit(origin).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or is_loopback(host)


def is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def network_origins(request: HttpRequest) -> list[str]:
    """Return the addresses of this server on its network, as `start --phones` found them."""
    port = urllib.parse.urlsplit(f"//{request.get_host()}").port
    behind = f":{port}" if port is not None else ""
    return [f"{request.scheme}://{host}{behind}" for host in settings.ALLOWED_HOSTS if is_of_network(host)]


def is_of_network(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)
