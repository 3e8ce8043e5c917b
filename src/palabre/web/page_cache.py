"""Cache of rendered screens, shared by readers with the same rights, until something changes in the space.

A cached screen depends only on the space's version, the reader's rights and language, the day and the URL, never on who
the reader is. A personal part (« vous y allez ») is rendered for each person: see `cached_around`. Of the reader's
seats, those count by which they may read something that the screen may show: a view may say what it never shows. Of the
texts of pages, a view may say that its screen shows one alone: others then change without it.

A screen that is not in the cache is made by one thread; others that ask for it meanwhile wait. It is stored only when
the space is still at the version under which it was asked for.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import timezone

from palabre.web.caches.key_locks import one_at_a_time
from palabre.web.form.read_only_screens import mark_read_only, read_only_part, without_refused_forms
from palabre.web.name_masking.masked_screens import mark_masked, mask_part, mask_response

SECONDS = 15 * 60  # maximum age, in case a change did not touch the space
LARGEST = 128 * 1024  # bytes: a thousand screens are cached, and each line of a long page may be one
MOST_FACTS = 4096  # answers of one function that are remembered
facts_of_versions: list[Any] = []  # functions that are `kept_for_a_version`
SECRET = secrets.token_hex(8)  # nobody can write these marks in a text
BEGIN, END = f"<!--{SECRET}-->".encode(), f"<!--/{SECRET}-->".encode()


class CacheParts(Protocol):
    """Facts about the reader that the cache needs: `request.cache_parts`, set by people."""

    @property
    def is_somebody(self) -> bool:
        """True for a person, who may have a personal part on the screen."""

    def of_reader(self, shown: Shown) -> tuple[Any, ...]:
        """Return what a screen depends on besides its URL, language and day: the space's version, the rights.

        Of the seats, those count that open something restricted of the kinds `shown`.
        """

    def of_person(self) -> tuple[int, ...]:
        """Return what tells a part made for one person apart from those of others."""

    def is_still_so(self, shown: Shown) -> bool:
        """Return whether the space is still at the version of `of_reader`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The things that a screen may show, at most: of every kind but those in `never`, and those that `around` says.

    `never` are labels of models (« journal.entry »). `around` is called with the audiences of the reader's seats, and
    returns those of them that restrict something that this screen may show of kinds in `never`.

    `text` returns the revision of the only text of a page that the screen shows, None where it may show others. With
    it, the screen shows neither the journal nor when other pages changed: it lasts for a `wide_version` of the space.
    """

    never: frozenset[str] = frozenset()
    around: Callable[[tuple[int, ...]], Collection[int]] | None = None
    text: Callable[[], int | None] | None = None


EVERYTHING = Shown()

type Around = Callable[..., Collection[int]]
type Text = Callable[..., int | None]
type View = Callable[..., HttpResponse]
type Part = Callable[..., str]
type Facts = Callable[..., dict[str, Any]]


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


def cached_around(
    part: Part, *, never: Collection[str] = (), around: Around | None = None, text: Text | None = None
) -> Callable[[View], View]:
    """Cache a screen except a personal part, which is rendered for each person and never cached.

    `part` is called with the view's arguments, for a person who may read the screen. It returns safe HTML that replaces
    the content of `{% personal %}`, or "" to keep it. `never`, `around` and `text`, which are called with the view's
    arguments too, say what the screen may show: see `Shown`. When in doubt, leave a kind out of `never`, and no `text`.
    """

    def decorated(view: View) -> View:
        @functools.wraps(view)
        def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            make = functools.partial(view, request, *args, **kwargs)
            hers = functools.partial(part, request, *args, **kwargs) if request.cache_parts.is_somebody else str
            near = functools.partial(around, request, *args, **kwargs) if around else None
            alone = functools.partial(text, request, *args, **kwargs) if text else None
            request.shown = Shown(frozenset(never), near, alone)
            return from_kept(request, make, hers) if may_be_kept(request) else at_once(make(), hers)

        return answer

    return decorated


def rendered(template: str, facts: Facts, *, is_kept: bool = False) -> Part:
    """Return the personal part that this template writes of the view's arguments and of `facts`; "" of no facts.

    `is_kept`: see `cached_for_person`.
    """

    def part(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        def make() -> str:
            found = facts(request, *args, **kwargs)
            return render_to_string(template, kwargs | found, request) if found else ""

        return cached_for_person(request, make) if is_kept else make()

    return part


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
    found: CachedPage | HttpResponse | None = cache.get(key)
    if found is None:
        with one_at_a_time(key):
            found = cache.get(key) or made_to_keep(request, make, key)
    if isinstance(found, HttpResponse):
        return found
    part = read_only_part(request, mask_part(request, hers()))
    return mark_read_only(mark_masked(cached_response(request, found, tag=f'W/"{key}"', hers=part)))


def made_to_keep(request: Any, make: Callable[[], HttpResponse], key: str) -> CachedPage | HttpResponse:
    """Make the screen and store it, unless the space changed meanwhile; return what is no screen as it is."""
    made = make()
    if not is_screen(made):
        return made
    screen = CachedPage.of(without_refused_forms(request, mask_response(request, made, is_kept=True)).content)
    if len(screen.body) <= LARGEST and request.cache_parts.is_still_so(request.shown):
        cache.set(key, screen, SECONDS)
    return screen


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


def cache_key(request: Any, *, shown: Shown | None = None) -> str:
    """Return a digest of all that the screen depends on; what it may show is as its view said, unless given."""
    day = timezone.localdate().isoformat()
    rights = request.cache_parts.of_reader(shown or request.shown)
    parts = (settings.STARTED, *rights, request.LANGUAGE_CODE, day, request.path)
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
    return part_from_kept(request, make) if may_be_kept(request) else make()


def part_from_kept(request: Any, make: Callable[[], str]) -> str:
    key = f"{cache_key(request, shown=EVERYTHING)}-{'-'.join(map(str, request.cache_parts.of_person()))}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = make()
        if request.cache_parts.is_still_so(EVERYTHING):
            cache.set(key, kept, SECONDS)
    return kept


def kept_for_a_version[F: Callable[..., Any]](function: F) -> F:
    """Remember what a function returns; the version of the space is one of its arguments."""
    remembered = functools.lru_cache(maxsize=MOST_FACTS)(function)
    facts_of_versions.append(remembered)
    return remembered  # type: ignore[return-value]


def forget_facts() -> None:
    for one in facts_of_versions:
        one.cache_clear()


def clear() -> None:
    """Empty the cache: content was deleted for good."""
    cache.clear()
    forget_facts()


def with_headers(answer: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Accept-Encoding"
    return answer
