"""Cache of rendered screens, shared by readers with the same rights, until something changes in the space.

A cached screen depends only on the space's version, the reader's rights and language, the day and the URL, never on who
the reader is. A personal part (« vous y allez ») is rendered for each person: see `cached_around`.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from palabre.web.name_masking import mark_masked, mask_part, mask_response

SECONDS = 15 * 60  # maximum age, in case a change did not touch the space
LARGEST = 128 * 1024  # bytes: a thousand screens are cached, and each line of a long page may be one
SECRET = secrets.token_hex(8)  # nobody can write these marks in a text
BEGIN, END = f"<!--{SECRET}-->".encode(), f"<!--/{SECRET}-->".encode()


class CacheParts(Protocol):
    """Facts about the reader that the cache needs: `request.cache_parts`, set by people."""

    @property
    def is_somebody(self) -> bool:
        """True for a person, who may have a personal part on the screen."""

    def of_reader(self) -> tuple[Any, ...]:
        """Return what a screen depends on besides its URL, language and day: the space's version, the rights."""


type View = Callable[..., HttpResponse]
type Part = Callable[..., str]


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A page as bytes, compressed once. From `start` to `end` is the default of the personal part."""

    body: bytes
    packed: bytes
    start: int
    end: int

    @classmethod
    def of(cls, content: bytes) -> CachedPage:
        before, part, after = parted(content)
        body = before + part + after
        return cls(body, gzip.compress(body, 6), len(before), len(before) + len(part))

    def for_her(self, hers: str) -> bytes:
        """Return the page with the reader's personal part."""
        return self.body[: self.start] + hers.encode() + self.body[self.end :]


def cached(view: View) -> View:
    """Answer from the cache; with 304 when the browser has the current version."""
    return cached_around(nothing_of_hers)(view)


def cached_around(part: Part) -> Callable[[View], View]:
    """Cache a screen except a personal part, which is rendered for each person and never cached.

    `part` is called with the view's arguments, for a person who may read the screen. It returns safe HTML that replaces
    the content of `{% personal %}`, or "" to keep it.
    """

    def around(view: View) -> View:
        @functools.wraps(view)
        def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            make = functools.partial(view, request, *args, **kwargs)
            hers = functools.partial(part, request, *args, **kwargs) if request.cache_parts.is_somebody else str
            return from_kept(request, make, hers) if may_be_kept(request) else at_once(make(), hers)

        return answer

    return around


def nothing_of_hers(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    return ""


def at_once(made: HttpResponse, hers: Callable[[], str]) -> HttpResponse:
    """Put the personal part on a screen that is not cached."""
    if is_screen(made) and BEGIN in made.content:
        before, part, after = parted(made.content)
        made.content = before + (hers().encode() or part) + after
    return made


def from_kept(request: HttpRequest, make: Callable[[], HttpResponse], hers: Callable[[], str]) -> HttpResponse:
    key = cache_key(request)
    screen: CachedPage | None = cache.get(key)
    if screen is None:
        made = make()
        if not is_screen(made):
            return made
        screen = CachedPage.of(mask_response(request, made, is_kept=True).content)
        if len(screen.body) <= LARGEST:
            cache.set(key, screen, SECONDS)
    return mark_masked(cached_response(request, screen, tag=f'W/"{key}"', hers=mask_part(request, hers())))


def is_screen(made: HttpResponse) -> bool:
    return made.status_code == 200 and not made.streaming


def parted(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the content before, within and after the marks of the personal part."""
    before, _mark, rest = content.partition(BEGIN)
    part, _mark, after = rest.partition(END)
    return before, part, after


def may_be_kept(request: HttpRequest) -> bool:
    """Return whether the screen may be cached: no query string, and no message to show."""
    is_plain = request.method in ("GET", "HEAD") and not request.GET
    return settings.KEEP_SCREENS and is_plain and "messages" not in request.COOKIES


def cache_key(request: Any) -> str:
    """Return a digest of all that the screen depends on."""
    day = timezone.localdate().isoformat()
    parts = (settings.STARTED, *request.cache_parts.of_reader(), request.LANGUAGE_CODE, day, request.path)
    return hashlib.blake2b(repr(parts).encode(), digest_size=18).hexdigest()


def cached_response(request: HttpRequest, screen: CachedPage, *, tag: str, hers: str) -> HttpResponse:
    """Fill in the personal part; without any, answer 304 if the browser has this version."""
    if hers:
        return with_headers(HttpResponse(screen.for_her(hers)))
    if request.headers.get("If-None-Match") == tag:
        return with_headers(HttpResponseNotModified(), tag)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        packed = HttpResponse(screen.packed, headers={"Content-Encoding": "gzip"})
        return with_headers(packed, tag)
    return with_headers(HttpResponse(screen.body), tag)


def cached_for_person(request: Any, make: Callable[[], str]) -> str:
    """Return a personal part from the cache, or make it: for one that costs more than a query or two.

    It is cached for this person until something changes in the space.
    """
    if not may_be_kept(request):
        return make()
    key = f"{cache_key(request)}-{request.person.pk}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, SECONDS)
    return kept


def clear() -> None:
    """Empty the cache: content was deleted for good."""
    cache.clear()


def with_headers(answer: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Accept-Encoding"
    return answer
