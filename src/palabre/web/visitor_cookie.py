"""Signed visitor cookie, set with the first page. It says nothing about the person; rate limits count by it.

Holders of a name, an account or a link of their own here are counted by those instead: deleting the cookie gains
nothing. A link that was given to several is no key: those who opened it are as many visitors. A network address counts
only behind a configured proxy (PALABRE_PROXY): elsewhere a whole venue may share one.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import ipaddress
import re
import secrets
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from palabre.web.caches.remembered_signatures import signed_words
from palabre.web.cookie_names import cookies_in, former_name, session_key_in

NAME = "visitor"
SALT = "palabre.web.visitors"
AS_MEMBER = "palabre.as_member"  # set in the WSGI environment of what a member asked
IS_NEW = "palabre.is_new_member"  # there too: they joined less than a day ago
LIFETIME = datetime.timedelta(days=1)
NEWCOMER = datetime.timedelta(minutes=1)
KEYS = ("persons", "links", "_auth_user_id")  # keys of a session for links, names and accounts
OF_SEVERAL = "links_of_several"  # key of a session for the numbers of those links that were made for nobody
REMEMBERED, MOST_REMEMBERED = 60, 500  # seconds, and cookies, of the names that order requests
LONGEST_SESSION = 8 * 1024  # characters: twice the longest cookie that browsers keep
SESSION_IN_A_HEADER = re.compile(rf"(?:^|;)[ \t]*((?:__Host-)?{former_name(settings.SESSION_COOKIE_NAME)}[ \t]*=[^;]*)")
IN_A_HEADER = re.compile(rf"(?:^|;)\s*(?:__Host-)?{NAME}=([^;\s]{{1,200}})")


@dataclasses.dataclass(frozen=True, slots=True)
class Visitor:
    """`number` is "" for all visitors without a cookie, together; `place` is "" without a configured proxy."""

    number: str = ""
    place: str = ""
    has_key: bool = False


NOBODY = Visitor()


class VisitorMiddleware:
    """Set the cookie with the first page, if it is missing or invalid."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.own_session = request.session  # signing in replaces request.session
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and request.method == "GET" and not read_visitor_cookie(request.COOKIES.get(cookie_name(), "")):
            set_visitor_cookie(response)
        return response


def visitor_of(request: Any) -> Visitor:
    """Return the visitor, for counting."""
    number, place = read_visitor_cookie(request.COOKIES.get(cookie_name(), "")), place_of(request)
    key = key_in(getattr(request, "own_session", {}))
    return Visitor(f"key {digest(key)}", place, has_key=True) if key else Visitor(number, place)


def visitor_in(cookies: str) -> Visitor:
    """Return the visitor, for counting, from their Cookie header alone, without `place`."""
    key = key_in(session_in(cookies))
    return Visitor(f"key {digest(key)}", has_key=True) if key else Visitor(visitor_number(cookies))


def name_in(cookies: str) -> str:
    """Return what tells apart the account, else the first person, in this Cookie header; "" for neither.

    Links do not count: many may hold the same one at once.
    """
    return name_in_session(";".join(SESSION_IN_A_HEADER.findall(cookies)), int(time.time()) // REMEMBERED)


@functools.lru_cache(maxsize=MOST_REMEMBERED)
def name_in_session(brought: str, _minute: int) -> str:
    session = session_of(brought)
    persons, _links, account = (session.get(name) for name in KEYS)
    if account:
        return f"account {account}"
    return f"person {number_in(persons[min(persons)])}" if persons else ""


def session_in(cookies: str) -> Any:
    """Return the session of this Cookie header. Other cookies are not read: long ones would hold all who arrive."""
    return session_of(";".join(SESSION_IN_A_HEADER.findall(cookies)))


def session_of(brought: str) -> Any:
    key = session_key_in(cookies_in(brought)) if len(brought) < LONGEST_SESSION else None
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def key_in(session: Any) -> str:
    """Return a stable description of the session's keys, the same when they are used again; "" without any.

    Links to several do not count, for many hold the same one at once: what is done by one has a bound of its own.
    """
    persons, links, account = (session.get(name) for name in KEYS)
    numbers = [(slug, number_in(one)) for slug, one in sorted((persons or {}).items())]
    held = (numbers, sorted({one[0] for one in links or []}.difference(session.get(OF_SEVERAL, []))), account)
    return repr(held) if any(held) else ""


def number_in(person: Any) -> int:
    """Return the number of a person in a session, that of an earlier version too."""
    number: int = person if isinstance(person, int) else person[0]
    return number


def visitor_number(cookies: str) -> str:
    """Return the visitor number in this Cookie header; "" without a valid cookie."""
    found = IN_A_HEADER.search(cookies)
    return read_visitor_cookie(found[1]) if found else ""


def is_newcomer(cookies: str) -> bool:
    """Return whether this Cookie header has no visitor cookie, or one that was given a short while ago."""
    found = IN_A_HEADER.search(cookies)
    signed = signed_words(found[1], SALT) if found else None
    return signed is None or time.time() - signed[1] <= NEWCOMER.total_seconds()


def read_visitor_cookie(value: str) -> str:
    """Return the number in the cookie; "" when its signature is invalid or it is too old."""
    signed = signed_words(value, SALT) if value else None
    return signed[0] if signed is not None and time.time() - signed[1] <= LIFETIME.total_seconds() else ""


def set_visitor_cookie(response: HttpResponse) -> None:
    response.set_cookie(
        cookie_name(),
        signer().sign(secrets.token_urlsafe(12)),
        max_age=LIFETIME,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    return f"__Host-{NAME}" if settings.SESSION_COOKIE_SECURE else NAME


def signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)


def place_of(request: HttpRequest) -> str:
    """Return a digest, valid for the day, of the client address given by the proxy; "" without one."""
    network = network_told(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    if not network:
        return ""
    day = timezone.localdate().isoformat()
    return salted_hmac(SALT, f"{day} {network}", algorithm="sha256").hexdigest()[:16]


def network_told(address: str, forwarded_for: str) -> str:
    """Return the network of the client that the proxy at this address names; "" without a configured proxy."""
    return network_of(forwarded_for.rpartition(",")[2].strip()) if address in settings.PROXIES else ""


@functools.lru_cache(maxsize=4096)
def network_of(told: str) -> str:
    """Return the network of an address, "" where it is none. A household has a whole /64 of IPv6 addresses.

    Some proxies write a port after it, or an IPv4 address as an IPv6 one (`::ffff:192.0.2.1`).
    """
    if told.startswith("["):
        told = told[1:].partition("]")[0]
    elif ":" in told.rpartition(".")[2] and "." in told:
        told = told.rpartition(":")[0]
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network(f"{address}/{64 if address.version == 6 else 32}", strict=False))


def digest(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=9).hexdigest()
