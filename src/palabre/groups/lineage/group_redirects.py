"""The addresses of a group that has joined another one: they lead to the same page of that other, and say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from palabre.groups.models import Group


class LivesElsewhere(Exception):
    """Somebody looks at a page of a group that lives in another one; what she sends is taken there as it is."""

    def __init__(self, group: Group, home: Group) -> None:
        super().__init__(group.pk, home.pk)
        self.group, self.home = group, home


class LivesElsewhereMiddleware:
    """Lead on, with a sentence, from a page of a group to the same page of the one in which it lives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, LivesElsewhere):
            return None
        say_why(request, fault.group, fault.home)
        return redirect(same_page(request, fault.home))


def say_why(request: HttpRequest, group: Group, home: Group) -> None:
    words = {"absorbed": group.title, "living": home.title}
    messages.info(request, _("“%(absorbed)s” has joined “%(living)s”: you are on its page.") % words)


def same_page(request: HttpRequest, home: Group) -> str:
    """Return the address of this very page, of the living group. The space of `home` is at hand."""
    _space, _mark, rest = request.path.partition("/groups/")
    _number, _slash, page = rest.partition("/")
    asked: Any = request.META.get("QUERY_STRING", "")
    return f"{home.get_absolute_url()}{page}{'?' if asked else ''}{asked}"
