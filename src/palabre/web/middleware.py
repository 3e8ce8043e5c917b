"""Middleware: language chosen by the reader, Refusal shown as a page, headers for other sites."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin

from palabre.refusal import Refusal
from palabre.web.form.form_input import typed_in
from palabre.web.name_masking.name_mask import NameMask

LANGUAGE_COOKIE = "langue"
YEAR = 365 * 24 * 60 * 60  # seconds
PIECES = frozenset({"image", "style", "script", "font", "manifest"})  # of a page, that its browser asks for by itself


class LanguageMiddleware:
    """French unless the reader chose otherwise, by a link with ?langue=en that sets a cookie.

    It is a link, not a form: it changes nothing but the display, and a page without a form can be cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(LANGUAGE_COOKIE) if request.method == "GET" else None
        chosen = asked or request.COOKIES.get(LANGUAGE_COOKIE)
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked == language:
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="Lax", httponly=True)
        return response


class RefusalMiddleware(MiddlewareMixin):
    """Render a Refusal: its sentence and its next step, with status 409 or its own.

    It is never cached: browsers cache a 410 forever, and a restored link would stay closed on that device.
    """

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return refusal_page(request, fault) if isinstance(fault, Refusal) else None


def refusal_in_json(request: Any, refusal: Refusal) -> JsonResponse:
    """Answer a script, which shows both sentences itself, with names as the pages of this request say them."""
    found: NameMask | None = request.mask()
    over = found.over_text if found is not None else str
    return JsonResponse({"why": over(str(refusal.why)), "instead": over(str(refusal.instead))}, status=refusal.status)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    facts = {"refusal": refusal, "typed": typed_in(request), "status": refusal.status}
    response = render(request, "web/refusal.html", facts, status=refusal.status)
    add_never_cache_headers(response)
    return response


class SameOriginMiddleware:
    """Forbid other sites to load responses, and pages to use unneeded browser features.

    What a page shows of ours sets no cookie: whoever has an address shown, as a picture of a text, does not act there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("Sec-Fetch-Dest") in PIECES:
            response.cookies.clear()
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response
