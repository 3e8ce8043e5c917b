"""Addresses of things, composed from the shape that Django found once: a page asks for a hundred, of a few kinds."""

import re
from functools import lru_cache
from typing import Any

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse

SPACE, THING = "0-space-0", "0-thing-0"  # stand for any space and thing, where the shape is made
PLAIN = re.compile(r"[-\w]+", re.ASCII)  # is written in an address as it is
NUMBERED = re.compile(r"[0-9]{1,18}(?:-[a-z0-9-]*)?")
MOST = 4096  # addresses


def address_in(name: str, space: str, thing: str, *, form: re.Pattern[str] = NUMBERED) -> str:
    """Return what `reverse` does for the slug of a space, and a number that words may follow, or a slug (`PLAIN`)."""
    if not (PLAIN.fullmatch(space) and form.fullmatch(thing)):
        return reverse(name, args=[space, thing])
    before, between, after = shape_of(name, get_resolver(get_urlconf()), get_script_prefix())
    return f"{before}{space}{between}{thing}{after}"


@lru_cache(maxsize=512)
def shape_of(name: str, _resolver: Any, _prefix: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the two; the last two arguments say which routes it is found in."""
    before, _space, rest = reverse(name, args=[SPACE, THING]).partition(SPACE)
    between, _thing, after = rest.partition(THING)
    return before, between, after


def address_of(name: str, *args: Any) -> str:
    """Return what `reverse` does for these strings and numbers, composed once."""
    return reversed_once(name, args, get_resolver(get_urlconf()), get_script_prefix())


@lru_cache(maxsize=MOST, typed=True)
def reversed_once(name: str, args: tuple[Any, ...], _resolver: Any, _prefix: str) -> str:
    """Return the address; the last two say which routes it is found in."""
    return reverse(name, args=args)
