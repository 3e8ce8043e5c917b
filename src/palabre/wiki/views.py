"""The pages of a space: read, written, line by line, and what they were before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.notes.comparing import compare
from palabre.notes.preparing import prepare
from palabre.notes.writing import Conflict
from palabre.people.keeping import kept
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.wiki import permissions, reading, writing
from palabre.wiki.forms import NewPageForm, TextForm
from palabre.wiki.models import Page
from palabre.wiki.understanding import lines as lines_of
from palabre.wiki.understanding import understand


class ForMembers(Refusal):
    status = 403


require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@kept
def pages(request: Any) -> HttpResponse:
    rows = request.space.page_set.visible_to(request.person).select_related("note").order_by("-note__changed_at", "-pk")
    found = list(rows.defer("note__body_md", "note__body_html").fetch_mode(models.FETCH_RAISE))
    for row in found:
        row.space = request.space
    can_begin = permissions.can_begin_page(request.person)
    return render(request, "wiki/pages.html", {"pages": found, "can_begin": can_begin})


@require_form
def new(request: Any) -> HttpResponse:
    if not permissions.can_begin_page(request.person):
        raise PermissionDenied
    if request.method != "POST":
        form = NewPageForm(initial={"title": request.GET.get("title", "")[:200]})
        return render(request, "wiki/new.html", {"form": form})
    form = NewPageForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return render(request, "wiki/new.html", {"form": form, "preview": preview(request, form)}, status=_status(form))
    begun = writing.begin_page(
        request.space,
        form.cleaned_data["title"],
        form.cleaned_data["text"],
        audience=Audience.of_space(request.space),
        by=request.person,
    )
    return redirect(begun)


@require_safe
@kept
def page(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    known = understand(found, space=request.space, person=request.person)
    html = found.note.body_html
    shown = {
        "page": found,
        "known": known,
        "body": reading.body(html, space=request.space, person=request.person, page=found, known=known),
        "outline": reading.outline(html),
        "can_write": permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/page.html", shown)


@require_form
def text(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    if request.method != "POST":
        form = TextForm(initial={"text": found.note.body_md, "base": found.note.revision})
        return render(request, "wiki/text.html", {"page": found, "form": form})
    form = TextForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        shown = {"page": found, "form": form, "preview": preview(request, form)}
        return render(request, "wiki/text.html", shown, status=_status(form))
    return saved(request, found, form.cleaned_data)


def saved(request: Any, found: Page, typed: dict[str, Any]) -> HttpResponse:
    """Save, then show the page; or the form again, with both texts in it, when two people wrote in one place."""
    try:
        written = writing.write(found, typed["text"], base=typed["base"], by=request.person, words=typed["words"])
    except Conflict as conflict:
        latest = {"text": conflict.draft, "base": conflict.revision, "words": typed["words"]}
        shown = {"page": found, "form": TextForm(initial=latest), "conflict": conflict}
        return render(request, "wiki/text.html", shown, status=conflict.status)
    if written.is_merged:
        messages.success(
            request, _("The text changed while you were writing. Both versions are now joined: read it through.")
        )
    elif written.is_new:
        messages.success(request, _("Saved."))
    return redirect(found)


@require_safe
@kept
def lines(request: Any, slug: str, line: int | None = None) -> HttpResponse:
    found = page_or_404(request, slug)
    known = understand(found, space=request.space, person=request.person)
    shown = {
        "page": found,
        "known": known,
        "lines": lines_of(found.note.body_md, known, lit=line),
        "can_write": permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/lines.html", shown)


@require_safe
@kept
def revisions(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    rows = found.note.revisions.select_related("by").defer("body_md").order_by("-number")
    return render(request, "wiki/revisions.html", {"page": found, "revisions": rows})


@require_safe
@kept
def revision(request: Any, slug: str, number: int) -> HttpResponse:
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    kept = get_object_or_404(found.note.revisions.select_related("by"), number=number)
    before = found.note.revisions.filter(number=number - 1).first()
    shown = {
        "page": found,
        "revision": kept,
        "changes": compare(before.body_md, kept.body_md) if before else None,
        "lines": list(enumerate(kept.body_md.split("\n"), start=1)),
        "can_restore": number != found.note.revision and permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/revision.html", shown)


@require_POST
def restoration(request: Any, slug: str, number: int) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    get_object_or_404(found.note.revisions, number=number)
    if writing.restore(found, number, by=request.person).is_new:
        messages.success(request, _("The text of version %(number)d is back.") % {"number": number})
    return redirect(found)


def refuse_passers_by(request: Any) -> None:
    if not permissions.can_look_back(request.person):
        raise ForMembers(
            _("Earlier versions of a page are for members of the space."),
            instead=_("Today’s text is on its page."),
        )


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


def _status(form: Any) -> int:
    return 200 if form.is_valid() else 422
