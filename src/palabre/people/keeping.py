"""Keep a screen that was made, for whoever reads it with the same rights, until something changes in its space.

A screen that is kept depends on nothing but the space's version, the reader's rights, her language, the day and
its address: never on who she is. What it holds of hers, the token of its forms, is a hole filled for each reader.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.utils import timezone

from palabre.people.reading import seats_of

SECONDS = 15 * 60  # at the most, should something change without a word
TOKEN = re.compile(rb'(?<=<input type="hidden" name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
LARGEST = 128 * 1024  # bytes: a thousand screens are kept, and each line of a long page may be one
HOLE = b"\x00"  # no character of a page

type View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as bytes, with a hole where its forms bear the reader's token; packed once when it has none."""

    body: bytes
    packed: bytes

    @classmethod
    def of(cls, content: bytes) -> Screen:
        body = TOKEN.sub(HOLE, content)
        return cls(body, b"" if HOLE in body else gzip.compress(body, 6))

    @property
    def has_form(self) -> bool:
        return not self.packed


def kept(view: View) -> View:
    """Answer from what was kept; with 304 when the reader has it already and it holds no form."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_be_kept(request):
            return view(request, *args, **kwargs)
        key = key_of(request)
        screen: Screen | None = cache.get(key)
        if screen is None:
            made = view(request, *args, **kwargs)
            if made.status_code != 200 or made.streaming:
                return made
            screen = Screen.of(made.content)
            if len(screen.body) <= LARGEST:
                cache.set(key, screen, SECONDS)
        return shown(request, screen, tag=f'W/"{key}"')

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


def shown(request: HttpRequest, screen: Screen, *, tag: str) -> HttpResponse:
    """Fill in the reader's own token; without a form, answer in no words who has this screen already."""
    if screen.has_form:
        return with_headers(HttpResponse(screen.body.replace(HOLE, get_token(request).encode())))
    if request.headers.get("If-None-Match") == tag:
        return with_headers(HttpResponseNotModified(), tag)
    if screen.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        packed = HttpResponse(screen.packed, headers={"Content-Encoding": "gzip"})
        return with_headers(packed, tag)
    return with_headers(HttpResponse(screen.body), tag)


def with_headers(answer: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Accept-Encoding"
    return answer
