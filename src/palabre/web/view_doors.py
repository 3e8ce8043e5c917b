"""Common parts of views: the methods they answer, the right they ask for, and how they say that it is done."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

type View = Callable[..., HttpResponseBase]
type Act[Thing] = Callable[[Any, Thing], HttpResponse | str | None]

PAGE_NUMBER = re.compile(r"[0-9]{1,6}")
MOST_PAGES = 500  # of one list


def require_form(view: View) -> View:
    """Have a view answer GET and POST; it is marked as the page of a form."""
    answer = require_http_methods(["GET", "HEAD", "POST"])(view)
    answer.takes_form = True  # type: ignore[attr-defined]
    return answer


def fresh_page(view: View) -> View:
    """Have a view answer GET alone, with a page that no browser keeps."""
    return never_cache(require_safe(view))


def fresh_form(view: View) -> View:
    """Have a view answer GET and POST, with a page that no browser keeps."""
    return never_cache(require_form(view))


def reads_files(view: View) -> View:
    """Mark a view whose form holds a document or a picture: it has threads apart (serving/slow_queues.py).

    The forms of all others are given no file.
    """
    view.reads_files = True  # type: ignore[attr-defined]
    return view


def gesture_on[Thing: Model](find: Callable[..., Thing], *, to: str = "") -> Callable[[Act[Thing]], View]:
    """Make a view of an act on the thing that `find` returns for the address, or refuses: POST, then back to the thing.

    The act returns the words that confirm it, None where the page shows it, or an answer of its own. `to` names
    another view of the thing to go back to.
    """

    def around(act: Act[Thing]) -> View:
        @require_POST
        @functools.wraps(act)
        def view(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            thing = find(request, *args, **kwargs)
            said = act(request, thing)
            if isinstance(said, HttpResponse):
                return said
            return confirm(request, said, *((to, request.space.slug, thing.pk) if to else (thing,)))

        return view

    return around


def asked_page(request: Any) -> int:
    """Return the number of `?page=`, from 1; what is no number counts as none."""
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), MOST_PAGES) if PAGE_NUMBER.fullmatch(asked) else 1


def require(may: bool) -> None:
    """Raise PermissionDenied unless the reader may."""
    if not may:
        raise PermissionDenied


def confirm(request: Any, words: str | None, to: Any, *args: Any, undo: str = "") -> HttpResponse:
    """Redirect to a thing, an address or a named view, whose page says these words; `undo` is where they are undone."""
    messages.success(request, words or "", extra_tags=undo)  # no words: Django adds no message
    return redirect(to, *args)
