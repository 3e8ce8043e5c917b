"""Redirect each page of an absorbed group to the same page of the surviving one, with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from palabre.groups.models import Group


class LivesElsewhere(Exception):
    """Raised for a page of an absorbed group. A middleware redirects; a posted form is handled without redirect."""

    def __init__(self, group: Group, home: Group) -> None:
        super().__init__(group.pk, home.pk)
        self.group, self.home = group, home


class LivesElsewhereMiddleware(MiddlewareMixin):
    """Redirect from a page of an absorbed group to the same page of the surviving one, with a message."""

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, LivesElsewhere):
            return None
        say_why(request, fault.group, fault.home)
        return redirect(same_page(request, fault.home))


def say_why(request: HttpRequest, group: Group, home: Group) -> None:
    words = {"absorbed": group.title, "living": home.title}
    messages.info(request, _("“%(absorbed)s” has joined “%(living)s”: you are on its page.") % words)


def same_page(request: HttpRequest, home: Group) -> str:
    """Return the path of the same page under the surviving group. The space of `home` is loaded."""
    _space, _mark, rest = request.path.partition("/groups/")
    _number, _slash, page = rest.partition("/")
    asked: Any = request.META.get("QUERY_STRING", "")
    return f"{home.get_absolute_url()}{page}{'?' if asked else ''}{asked}"
