"""Names of cookies. Behind HTTPS they begin with `__Host-`: browsers then take them from this host alone, over HTTPS.

A cookie of its former name, from before this server was behind HTTPS or knew the prefix, is read and renewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "__Host-"


class FormerNamesMiddleware:
    """Read a session that came under its former name, and send it back under the present one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = settings.SESSION_COOKIE_NAME
        former = former_name(name)
        if former == name or former not in request.COOKIES:
            return self.get_response(request)
        request.COOKIES.setdefault(name, request.COOKIES[former])
        response = self.get_response(request)
        if name not in response.cookies:
            set_cookie(response, name, request.COOKIES[name])
        response.delete_cookie(former, samesite="Lax")
        response.cookies[former]["secure"] = response.cookies[former]["httponly"] = True
        return response


def former_name(name: str) -> str:
    return name.removeprefix(PREFIX)


def session_key_in(cookies: Mapping[str, str]) -> str | None:
    """Return the session that these cookies bring, under its present name or the former one."""
    name = settings.SESSION_COOKIE_NAME
    return cookies.get(name) or cookies.get(former_name(name))


def set_cookie(response: HttpResponse, name: str, value: str) -> None:
    age = settings.SESSION_COOKIE_AGE
    response.set_cookie(name, value, max_age=age, secure=True, httponly=True, samesite="Lax")
