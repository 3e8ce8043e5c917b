"""Screens of an archived space: without the forms that it refuses, nor the buttons that only lead to one of them.

A screen is read again as HTML once it is rendered: what may be sent is known by the address of each form, so that no
template has to ask. A view that still answers forms there is marked `even_archived` (see people.agreements).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.web.name_masking.masked_screens import shows

FORM = re.compile(r'<form\b(?=[^<>]*\smethod="post")([^<>]*)>.*?</form>', re.DOTALL)
BUTTON = re.compile(r'<button\b[^<>]*\sform="([^"]+)"[^<>]*>.*?</button>', re.DOTALL)
LINK = re.compile(r'<a\b(?=[^<>]*\sclass="(?:[^"]*\s)?button[\s"])([^<>]*)>.*?</a>', re.DOTALL)
VALUE = {name: re.compile(rf'\s{name}="([^"]*)"') for name in ("action", "href", "id")}
WITHOUT_A_PLACE = ("opened", "given", "came_in", "open_gathering")  # namespaces of links and codes


def without_refused_forms(request: Any, response: HttpResponse) -> HttpResponse:
    """Take them away from the screen of an archived space, once; leave any other response as it is.

    A refusal keeps its form: what somebody typed is in it.
    """
    is_done = response.status_code != 200 or getattr(response, "is_read_only", False)
    if is_done or not is_archived(request) or not shows(response):
        return response
    response.content = read_only(response.content.decode(), at=request.path).encode()
    return mark_read_only(response)


def read_only_part(request: Any, part: str) -> str:
    """Return a part of a screen, made for one person, without the forms that an archived space refuses."""
    return read_only(part, at=request.path) if part and is_archived(request) else part


def mark_read_only(response: HttpResponse) -> HttpResponse:
    response.is_read_only = True  # type: ignore[attr-defined]
    return response


def is_archived(request: Any) -> bool:
    space = getattr(request, "space", None) or getattr(getattr(request, "link", None), "space", None)
    return space is not None and space.is_archived


def read_only(html: str, *, at: str) -> str:
    """Return the HTML of the screen of this path. A sentence stands where the first form of the screen itself was."""
    gone, sentence = set[str](), [str(no_form())]

    def form(found: re.Match[str]) -> str:
        action = value(found[1], "action")
        if not is_refused(urljoin(at, action)):
            return found[0]
        gone.add(value(found[1], "id"))
        return sentence.pop() if sentence and urljoin(at, action) == at else ""

    html = FORM.sub(form, html)
    html = BUTTON.sub(lambda found: "" if found[1] in gone else found[0], html)
    return LINK.sub(lambda found: "" if leads_to_a_form(urljoin(at, value(found[1], "href"))) else found[0], html)


def no_form() -> SafeString:
    return format_html('<p class="note">{}</p>', _("Nobody writes here any longer: the space is archived."))


def is_refused(address: str) -> bool:
    """Return whether a form sent to this address is refused: its view is of a space, and not `even_archived`."""
    match = match_of(address)
    return match is not None and not getattr(match.func, "even_archived", False)


def leads_to_a_form(address: str) -> bool:
    """Return whether the page of this address is that of a refused form.

    A view that takes a form is the page of a thing if its route ends with the number or the slug of the thing.
    """
    match = match_of(address)
    if match is None or match.route.endswith(">/") or not getattr(match.func, "takes_form", False):
        return False
    return is_refused(address)


def match_of(address: str) -> ResolverMatch | None:
    """Return the view of an address of a space, or of a link into one; None for any other address."""
    path = address.partition("#")[0].partition("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return None
    is_outside = any(match.namespace.startswith(name) for name in WITHOUT_A_PLACE)
    return match if "space" in match.kwargs or is_outside else None


def value(attributes: str, name: str) -> str:
    found = VALUE[name].search(attributes)
    return found[1] if found else ""
