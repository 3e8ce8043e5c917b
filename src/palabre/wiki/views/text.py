"""Changing the text of a page in a form."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palabre.notes.editor_choice import live_or_plain
from palabre.notes.note_save import Conflict
from palabre.people.devices.vouchers import open_to_one_word
from palabre.wiki import embedded_lists, hooks, page_text, permissions
from palabre.wiki.forms import TextForm, WayBackForm
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import is_preview, page_or_404, preview, require_form


@require_form
@live_or_plain
@open_to_one_word
def text(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    said = {"text": found.note.body_md, "base": found.note.revision, "next": way_back(request)}
    form = TextForm.of(request, initial=said)

    def save(typed: dict[str, Any]) -> HttpResponse:
        return in_form(request, found, form) if is_preview(request) else saved(request, found, typed)

    return form.done(save) or in_form(request, found, form)


def saved(request: Any, found: Page, typed: dict[str, Any]) -> HttpResponse:
    """Save, then show the page; on a conflict, show the form again with both texts in it."""
    try:
        written = page_text.save_page_text(
            found, typed["text"], base=typed["base"], by=request.person, words=typed["words"], is_writer=True
        )
    except Conflict as conflict:
        form = TextForm(initial=typed | {"text": conflict.draft, "base": conflict.revision})
        form.status = conflict.status
        return in_form(request, found, form, conflict=conflict)
    if written.is_merged:
        messages.success(
            request, _("The text changed while you were writing. Both versions are now joined: read it through.")
        )
    elif written.is_new:
        messages.success(request, _("Saved."))
    return redirect(way_back(request) or found)


def way_back(request: Any) -> str:
    """Return the marked screen from which the person came to write; "" without one."""
    said = WayBackForm.values_of(request).get("next") or request.headers.get("referer", "")
    return hooks.way_back(said, host=request.get_host(), space=request.space.slug)


def in_form(request: Any, found: Page, form: TextForm, **more: Any) -> HttpResponse:
    """Render the form of the text, with the lists that its editor offers."""
    offered = json.dumps(embedded_lists.offered(), ensure_ascii=False)
    shown = {"page": found, "form": form, "lists": offered, "next": way_back(request), **more}
    shown["preview"] = preview(request, form)
    return render(request, "wiki/text.html", shown, status=form.status)
