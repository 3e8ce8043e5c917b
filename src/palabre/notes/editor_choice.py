"""Choice of editor: live with others, or a plain field. The user chooses; the browser is never sniffed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse

COOKIE = "ecriture"
PLAIN, LIVE = "1", "0"
YEAR = 365 * 24 * 60 * 60  # seconds

type View = Callable[..., HttpResponse]


def live_or_plain(view: View) -> View:
    """Set `writes_live` on the request, unless `?plain=1` or its cookie chose the plain field.

    A form that came back with an error or a conflict is finished in the form.
    """

    @wraps(view)
    def chosen(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("plain")
        choice = asked if asked in (PLAIN, LIVE) else request.COOKIES.get(COOKIE)
        request.writes_live = choice != PLAIN and request.method != "POST"
        response = view(request, *args, **kwargs)
        if asked in (PLAIN, LIVE):
            remember(response, asked)
        return response

    return chosen


def remember(response: HttpResponse, choice: str) -> None:
    response.set_cookie(
        COOKIE, choice, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
    )
