"""While somebody signs in, what is known of her try is kept on the server, and never in her cookie.

The ordinary session is a signed cookie: its bearer reads it, and may bring an old one back. The awaited code would
be read there, and the count of the wrong ones would be wound back.
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
    """Swap the session for one of the server's on the screens of signing in; keep what makes her signed in."""

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
    """`request.user`: the account that signed in on this browser and was not put out of it; asked for on demand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: account_of(request))
        return self.get_response(request)


def cookie_name() -> str:
    return f"{PREFIX}{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def path() -> str:
    """Return where the cookie is sent: signing in alone, unless its name asks for the whole host."""
    return "/" if settings.SESSION_COOKIE_SECURE else WHERE


def keep_sign_in_try(waiting: SessionStore, response: HttpResponse) -> None:
    """Keep the try for an hour, and forget those of others that are older."""
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
