"""Keep a screen that was made, for whoever reads it with the same rights, until something changes in its space.

A screen that is kept depends on nothing but the space's version, the reader's rights, her language, the day and
its address: never on who she is. What it holds of hers, the token of its forms, is a hole filled for each reader.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.utils import timezone

from palabre.people.reading import seats_of

SECONDS = 15 * 60  # at the most, should something change without a word
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
HOLE = b"\x00"  # no character of a page

type View = Callable[..., HttpResponse]


def kept(view: View) -> View:
    """Answer from what was kept; with 304 when the reader has it already and it holds no form."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_be_kept(request):
            return view(request, *args, **kwargs)
        key = key_of(request)
        body = cache.get(key)
        if body is None:
            made = view(request, *args, **kwargs)
            if made.status_code != 200 or made.streaming:
                return made
            body = TOKEN.sub(HOLE, made.content)
            cache.set(key, body, SECONDS)
        return filled(request, body, tag=f'"{key}"')

    return answer


def may_be_kept(request: HttpRequest) -> bool:
    """Only what is asked for plainly: no question in the address, no message waiting to be told."""
    is_plain = request.method in ("GET", "HEAD") and not request.GET
    return settings.KEEP_SCREENS and is_plain and "messages" not in request.COOKIES


def key_of(request: Any) -> str:
    """Return a short name for all that the screen depends on."""
    person = request.person
    rights = (person is not None, person is not None and person.is_member, seats_of(request))
    day = timezone.localdate().isoformat()
    parts = (
        settings.STARTED,
        request.space.pk,
        request.space.version,
        rights,
        request.LANGUAGE_CODE,
        day,
        request.path,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=18).hexdigest()


def filled(request: HttpRequest, body: bytes, *, tag: str) -> HttpResponse:
    has_form = HOLE in body
    if not has_form and request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(body.replace(HOLE, get_token(request).encode()) if has_form else body)
    if not has_form:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie"
    return answer
