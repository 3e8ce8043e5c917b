"""Who comes to the door: by her place in the space (her session's cookie), or by a personal link that she holds."""

from __future__ import annotations

import dataclasses
import io
import re
import urllib.parse
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest

from palabre.notes.live.note_rights import Guest, Right, judged
from palabre.people.access.links import LinkClosed, beside, held
from palabre.people.devices.person_middleware import person_here
from palabre.people.models import Person
from palabre.web.cookie_names import session_key_in

PATHS = (
    re.compile(r"/ws/s/(?P<space>[-\w]{1,80})/notes/(?P<note>[0-9]{1,18})"),
    re.compile(r"/ws/opened/(?P<link>[0-9]{1,18})/notes/(?P<note>[0-9]{1,18})"),
)
EPOCH = re.compile(r"[0-9]{1,9}")
NOBODY = 0


class NotFromHere(Exception):
    """No room has this address."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """Who comes, by which right, and of which epoch she says that her document is (None: she says nothing)."""

    guest: Guest
    name: str
    right: Right
    epoch: int | None


def is_from_here(scope: dict[str, Any]) -> bool:
    """Is this address ours, and the page that opens the connection too? What is no browser tells no Origin."""
    request = as_request(scope)
    try:
        host = request.get_host()
    except DisallowedHost:
        return False
    origin = request.headers.get("origin")
    schemes = ("https",) if request.is_secure() else ("http", "https")
    return origin is None or origin in {*(f"{scheme}://{host}" for scheme in schemes), *settings.CSRF_TRUSTED_ORIGINS}


def who_comes(scope: dict[str, Any]) -> Arrival:
    """Say who is at the door. It asks the database: it is for a thread. Raises NotFromHere."""
    close_old_connections()
    path = next((found for one in PATHS if (found := one.fullmatch(scope["path"]))), None)
    if path is None:
        raise NotFromHere
    asked = urllib.parse.parse_qs(scope["query_string"].decode("latin-1")).get("epoch", [""])[0]
    epoch = int(asked) if EPOCH.fullmatch(asked) else None
    request, note = as_request(scope), int(path["note"])
    link = path.groupdict().get("link")
    person = by_link(request, int(link)) if link else person_here(request, path["space"])
    others = tuple(other.pk for other in person.beside) if person else ()
    guest = Guest(note, person.pk if person else NOBODY, int(link) if link else None, others)
    return Arrival(guest, person.name if person else "", judged([guest])[guest], epoch)


def by_link(request: HttpRequest, number: int) -> Person | None:
    """Return for whom the link was made that the visitor holds, beside who else may hold it."""
    try:
        link = held(request, number)
    except LinkClosed:
        return None
    if link is None or link.person is None:
        return None
    link.person.beside = beside(link)
    return link.person


def as_request(scope: dict[str, Any]) -> HttpRequest:
    """Return the handshake as a request of Django's, with its session."""
    asked = {**scope, "type": "http", "method": "GET", "scheme": scope["scheme"].replace("ws", "http")}
    request = ASGIRequest(asked, io.BytesIO())
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(session_key_in(request.COOKIES))
    return request
