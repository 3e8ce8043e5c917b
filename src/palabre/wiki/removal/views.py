"""Removing a page and putting it back; what its address says meanwhile; the list of what was removed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.web.view_doors import confirm, fresh_page, gesture_on, require
from palabre.wiki import permissions
from palabre.wiki.models import Page
from palabre.wiki.removal import page_removal
from palabre.wiki.views.lookup import page_or_404, page_to_write

GONE = 410


@gesture_on(page_to_write)
def removal(request: Any, found: Page) -> HttpResponse:
    require(permissions.can_remove_page(request.person, found))
    page_removal.remove_page(found, by=request.person, at=timezone.now())
    words = _("The page “%(title)s” is removed. It can be put back for thirty days.") % {"title": found.title}
    undo = reverse("wiki:restored_page", args=[request.space.slug, found.slug])
    return confirm(request, words, "wiki:pages", request.space.slug, undo=undo)


@require_POST
def restored_page(request: Any, slug: str) -> HttpResponse:
    """Put the page back; where it is back already, show it."""
    gone = page_removal.removed_page_at(slug, space=request.space, person=request.person)
    if gone is None:
        return redirect(page_or_404(request, slug))
    require(permissions.can_restore_page(request.person, gone))
    is_back = page_removal.restore_page(gone, by=request.person)
    return confirm(request, _("The page is back, with the same readers.") if is_back else None, gone)


@fresh_page
def removed_pages(request: Any) -> HttpResponse:
    require(permissions.can_look_back(request.person))
    rows = list(page_removal.removed_pages(request.person)[: page_removal.MOST])
    for page in rows:
        page.space = request.space
    return render(request, "wiki/removal/removed_pages.html", {"removed": [of_removed(page, request) for page in rows]})


def told_gone(request: Any, slug: str) -> HttpResponse:
    """Say that the page of this address was removed. Raises Http404 to who could not read it."""
    gone = page_removal.removed_page_at(slug, space=request.space, person=request.person)
    if gone is None:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        raise page_removal.PageGone(
            _("This page was removed while you were writing."),
            instead=_("Put it back from its address, then paste your words."),
        )
    gone.space = request.space
    response = render(request, "wiki/removal/removed_page.html", of_removed(gone, request), status=GONE)
    add_never_cache_headers(response)
    return response


def of_removed(page: Page, request: Any) -> dict[str, Any]:
    assert page.removed_at is not None
    return {
        "page": page,
        "goes_on": timezone.localdate(page.removed_at + page_removal.KEPT),
        "is_told": permissions.can_look_back(request.person),
        "can_restore": permissions.can_restore_page(request.person, page),
    }
