"""Server-side session of a pending sign-in, never in a cookie.

The ordinary session is a signed cookie, which its bearer can read and replace by an older one. A pending code could be
read there, and the count of wrong attempts reset.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from palabre.accounts.device_sessions import SIGNED_IN, SIGNED_IN_AT, account_of, mark
from palabre.web.cookie_names import PREFIX

COOKIE = "palabre-code"
WHERE = "/account/"
SCREENS = ("/account/sign-in/", "/account/code/")
HOUR = 60 * 60  # seconds


class SignInMiddleware:
    """Replace the session by a server-side one on sign-in screens; then copy the sign-in to the ordinary one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.path_info not in SCREENS:
            return self.get_response(request)
        ordinary, waiting = request.session, SessionStore(request.COOKIES.get(cookie_name()))
        request.session, request.signed_in_already = waiting, SESSION_KEY in ordinary
        response = self.get_response(request)
        request.session = ordinary
        if SESSION_KEY in waiting:
            ordinary.update({key: waiting[key] for key in SIGNED_IN} | {SIGNED_IN_AT: int(time.time())})
            mark(ordinary)
            waiting.flush()
            response.delete_cookie(cookie_name(), path=path(), samesite="Lax")
        elif waiting.modified and not waiting.is_empty():
            keep_sign_in_try(waiting, response)
        return response


class AccountMiddleware:
    """Set `request.user`: the account signed in on this browser and not signed out since; loaded lazily."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: account_of(request))
        return self.get_response(request)


def cookie_name() -> str:
    return f"{PREFIX}{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def path() -> str:
    """Return the path of the cookie: the sign-in screens only, unless its name prefix requires the whole host."""
    return "/" if settings.SESSION_COOKIE_SECURE else WHERE


def keep_sign_in_try(waiting: SessionStore, response: HttpResponse) -> None:
    """Save the pending sign-in for an hour, and delete expired ones."""
    waiting.set_expiry(HOUR)
    waiting.clear_expired()
    waiting.save()
    response.set_cookie(
        cookie_name(),
        str(waiting.session_key),
        max_age=HOUR,
        path=path(),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
