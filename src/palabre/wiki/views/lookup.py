"""Finding the page that a screen is of, and showing what a text would look like."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from palabre.notes.preparing import prepare
from palabre.wiki import reading
from palabre.wiki.models import Page

require_form = require_http_methods(["GET", "HEAD", "POST"])


def page_or_404(request: Any, slug: str) -> Page:
    """Return the page that has this address, if she may read it."""
    rows = request.space.page_set.visible_to(request.person).select_related("note", "audience")
    found: Page = get_object_or_404(rows, slug=slug)
    found.space = request.space
    return found


def preview(request: Any, form: Any) -> str:
    """Return what the text in the form would look like; nothing when it cannot be kept."""
    if "preview" not in request.POST or "text" not in form.cleaned_data:
        return ""
    rendered = prepare(form.cleaned_data["text"]).html
    return reading.body(rendered, space=request.space, person=request.person)


def status_of(form: Any) -> int:
    return 200 if form.is_valid() else 422
