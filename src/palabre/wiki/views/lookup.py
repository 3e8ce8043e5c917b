"""Lookup of the page of a screen, and previews of texts."""

import functools
from collections.abc import Callable
from typing import Any

from django.db.models import TextField
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from palabre.notes.markdown.prepared_text import prepare
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.view_doors import require
from palabre.wiki import page_body, permissions
from palabre.wiki.forms import PreviewForm
from palabre.wiki.link_targets import formerly_at
from palabre.wiki.models import Page


def page_or_404(request: Any, slug: str) -> Page:
    """Return the page with this slug, if the person may read it."""
    found: Page | None = next(iter(pages_at(Reader.here(request.space, request.person), slug=slug)), None)
    if found is None:
        raise Http404
    found.note.space = request.space
    return found


@prepared_reading(may_load=True, slug=TextField())
def pages_at(rights: Any, slug: Any) -> Any:
    return rights.may_read(Page).filter(slug=slug).select_related("note", "audience")


def page_to_write(request: Any, slug: str) -> Page:
    """Return the page with this slug. Raises Http404 or PermissionDenied unless the person may read and write it."""
    found = page_or_404(request, slug)
    require(permissions.can_write_page(request.person, found))
    return found


def is_preview(request: Any) -> bool:
    """Return whether the form was sent by the button that shows the text and saves nothing."""
    return request.method == "POST" and bool(PreviewForm.read(request)["preview"])


def preview(request: Any, form: Any) -> str:
    """Return the HTML of the text in the form; "" when it is not asked for or not valid."""
    if not is_preview(request) or "text" not in form.cleaned_data:
        return ""
    rendered = prepare(form.cleaned_data["text"]).html
    return page_body.body(rendered, space=request.space, person=request.person)


def at_former_addresses(
    view: Callable[..., HttpResponse], *, gone: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    """Redirect from a page's former slugs; a POST there acts on the page itself. `gone` answers for a removed page.

    Browsers must not cache the redirect: a page may take back a former title, and the two would loop.
    """

    @functools.wraps(view)
    def answer(request: Any, slug: str, **more: Any) -> HttpResponse:
        try:
            return view(request, slug=slug, **more)
        except Http404:
            page = formerly_at([slug], space=request.space, person=request.person).get(slug)
            if page is None:
                return gone(request, slug)
            if request.method not in ("GET", "HEAD"):
                return view(request, slug=page.slug, **more)
            return led_on(request, page, more)

    return answer


def led_on(request: Any, page: Page, more: dict[str, Any]) -> HttpResponse:
    there = reverse(request.resolver_match.view_name, kwargs={"space": request.space.slug, "slug": page.slug, **more})
    question = request.META.get("QUERY_STRING", "")
    moved = HttpResponsePermanentRedirect(f"{there}?{question}" if question else there)
    moved.headers["Cache-Control"] = "private, no-cache"
    return moved
