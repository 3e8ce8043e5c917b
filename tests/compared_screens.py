"""Each screen that the cache gives to a test is also made anew, and must be the same byte for byte.

So must the names that a page masks for readers outside, which are remembered for a version of the space.

A screen that shows one reader what another was given fails, and so does one that an act left stale. What a test writes
by itself, behind the acts' back, starts the cache anew; where a test counts queries, nothing is kept.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client

from palabre.people import masked_names
from palabre.people.masked_names import NamesThere, names_there
from palabre.spaces.models import Space
from palabre.web import page_cache
from palabre.web.page_cache import CachedPage
from tests.version_watch import WRITES

cache_key, may_be_kept, from_kept = page_cache.cache_key, page_cache.may_be_kept, page_cache.from_kept
part_from_kept, names_now = page_cache.part_from_kept, masked_names.names_now
execute = CursorWrapper._execute_with_wrappers
state = {"requests": 0, "generation": 0}  # the requests being answered, and the writes of tests so far


class KeptScreenDiffers(AssertionError):
    pass


def key_of(request: Any, **options: Any) -> str:
    return f"{cache_key(request, **options)}-{state['generation']}"


def may_be_compared(request: HttpRequest) -> bool:
    return may_be_kept(request) and not connection.force_debug_cursor


def compared(request: HttpRequest, make: Callable[[], HttpResponse], hers: Callable[[], str]) -> HttpResponse:
    """Answer as the cache does; raise KeptScreenDiffers when the screen it kept is not as it would be made."""
    kept: CachedPage | None = cache.get(key_of(request))
    answer = from_kept(request, make, hers)
    if kept is not None:
        made = made_anew(request, make)
        anew = page_cache.mask_response(request, made, is_kept=True).content if page_cache.is_screen(made) else b""
        if CachedPage.of(anew).body != kept.body:
            raise KeptScreenDiffers(f"{request.path}:\n{differences(kept.body, CachedPage.of(anew).body)}")
    return answer


def part_compared(request: Any, make: Callable[[], str]) -> str:
    """Answer as the cache does; raise KeptScreenDiffers when a part made for one person is not as it would be made."""
    given, anew = part_from_kept(request, make), make()
    if anew != given:
        raise KeptScreenDiffers(
            f"{request.path}, the part of one person:\n{differences(given.encode(), anew.encode())}"
        )
    return given


def names_compared(request: HttpRequest, space: Space, everybody: bool) -> NamesThere:
    """Give the names that are remembered; raise KeptScreenDiffers when they are not those to mask now."""
    anew = names_there(space.pk, everybody)
    given = anew if connection.force_debug_cursor else names_now(request, space, everybody)
    if given != anew:
        raise KeptScreenDiffers(f"{request.path} masks {given}, and there are {anew}")
    return given


def made_anew(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Make the screen; raise KeptScreenDiffers where this reader would be refused what the cache just gave."""
    try:
        return make()
    except Exception as refused:
        raise KeptScreenDiffers(f"{request.path}: kept, and refused to this reader: {refused!r}") from refused


def differences(kept: bytes, anew: bytes) -> str:
    lines = difflib.unified_diff(*(one.decode().splitlines() for one in (kept, anew)), "kept", "made anew", n=0)
    return "\n".join(list(lines)[:20])


def noted(self: CursorWrapper, sql: str, *arguments: Any, **options: Any) -> Any:
    """Start the cache anew when a test writes outside of a request."""
    if not state["requests"] and not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")) and WRITES.search(sql):
        start_anew()
    return execute(self, sql, *arguments, **options)


def start_anew() -> None:
    """Have nothing kept so far be found again: neither screens, nor which seats count for them, nor names to mask."""
    state["generation"] += 1
    page_cache.forget_facts()


def within(request_of: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap django.test.Client.request: what is written within is written by an act."""

    def request(self: Client, **environ: Any) -> Any:
        state["requests"] += 1
        try:
            return request_of(self, **environ)
        finally:
            state["requests"] -= 1

    return request


ORIGINALS = (
    (page_cache, "cache_key", cache_key),
    (page_cache, "may_be_kept", may_be_kept),
    (page_cache, "from_kept", from_kept),
    (page_cache, "part_from_kept", part_from_kept),
    (masked_names, "names_now", names_now),
)
INSTEAD = (
    (page_cache, "cache_key", key_of),
    (page_cache, "may_be_kept", may_be_compared),
    (page_cache, "from_kept", compared),
    (page_cache, "part_from_kept", part_compared),
    (masked_names, "names_now", names_compared),
    (CursorWrapper, "_execute_with_wrappers", noted),
)
