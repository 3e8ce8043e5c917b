"""Names of cookies. Behind HTTPS they begin with `__Host-`: browsers then take them from this host alone, over HTTPS.

A cookie of its former name, from before this server was behind HTTPS or knew the prefix, is read and renewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie

PREFIX = "__Host-"
SPACES = " \t"  # that browsers strip from a name, before they ask whether it bears the prefix


class FormerNamesMiddleware:
    """Read cookies by their names as sent; a session under its former name goes back under the present one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = cookies_in(request.META.get("HTTP_COOKIE", ""))
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


def cookies_in(header: str) -> dict[str, str]:
    """Return the cookies of this header, in Latin-1 as WSGI hands it over, under the names that the browser knows.

    Django strips more spaces than browsers do: a sub-domain may set a cookie whose name is U+2000, then the prefix.
    """
    sent = header.encode("latin-1", "replace").decode("utf-8", "replace").split(";")
    names = ((one, one.partition("=")[0].strip(SPACES)) for one in sent)
    return parse_cookie(";".join(one for one, name in names if name == name.strip()))


def former_name(name: str) -> str:
    return name.removeprefix(PREFIX)


def session_key_in(cookies: Mapping[str, str]) -> str | None:
    """Return the session that these cookies bring, under its present name or the former one."""
    name = settings.SESSION_COOKIE_NAME
    return cookies.get(name) or cookies.get(former_name(name))


def set_cookie(response: HttpResponse, name: str, value: str) -> None:
    age = settings.SESSION_COOKIE_AGE
    response.set_cookie(name, value, max_age=age, secure=True, httponly=True, samesite="Lax")
