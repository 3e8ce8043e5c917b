"""Language chosen by the reader, and Refusal shown as a page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from palabre.refusal import Refusal
from palabre.web.form_input import typed_in

LANGUAGE_COOKIE = "langue"
YEAR = 365 * 24 * 60 * 60  # seconds


class LanguageMiddleware:
    """French unless the reader chose otherwise, by a link that ends in ?langue=en and is remembered in a cookie.

    It is a link, not a form: it changes nothing but how she reads, and a page without a form can be kept.
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


class RefusalMiddleware:
    """A rule that said no: its sentence and its next step, status 409 (or the refusal's own).

    It is never kept: browsers keep a 410 for good, and a link that was given back would stay closed on that phone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, Refusal):
            return None
        facts = {"refusal": fault, "typed": typed_in(request)}
        response = render(request, "web/refusal.html", facts, status=fault.status)
        add_never_cache_headers(response)
        return response


class SameOriginMiddleware:
    """No other site may load what is answered here, nor ask a browser for what pages never use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response
