"""Changing the text of a page in a form."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palabre.notes.editor_choice import live_or_plain
from palabre.notes.note_save import Conflict
from palabre.people.devices.vouchers import open_to_one_word
from palabre.web.view_doors import confirm, require_form
from palabre.wiki import embedded_lists, hooks, page_text
from palabre.wiki.forms import TextForm, WayBackForm
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import is_preview, page_to_write, preview


@require_form
@live_or_plain
@open_to_one_word
def text(request: Any, slug: str) -> HttpResponse:
    found = page_to_write(request, slug)
    asked = {} if request.method == "POST" else {"next": way_back(request, WayBackForm.values_of(request))}
    form = TextForm.of(request, initial={"text": found.note.body_md, "base": found.note.revision} | asked)
    back = asked["next"] if asked else way_back(request, form.values_so_far())

    def save(typed: dict[str, Any]) -> HttpResponse:
        return in_form(request, found, form, back) if is_preview(request) else saved(request, found, typed, back)

    return form.done(save) or in_form(request, found, form, back)


def saved(request: Any, found: Page, typed: dict[str, Any], back: str) -> HttpResponse:
    """Save, then show the page; on a conflict, show the form again with both texts in it."""
    try:
        written = page_text.save_page_text(
            found, typed["text"], base=typed["base"], by=request.person, words=typed["words"], is_writer=True
        )
    except Conflict as conflict:
        form = TextForm(initial=typed | {"text": conflict.draft, "base": conflict.revision})
        form.status = conflict.status
        return in_form(request, found, form, back, conflict=conflict)
    words = _("Saved.") if written.is_new else None
    if written.is_merged:
        words = _("The text changed while you were writing. Both versions are now joined: read it through.")
    return confirm(request, words, back or found)


def way_back(request: Any, typed: dict[str, Any]) -> str:
    """Return the marked screen from which the person came to write, as the form says; "" without one."""
    said = typed.get("next") or request.headers.get("referer", "")
    return hooks.way_back(said, host=request.get_host(), space=request.space.slug)


def in_form(request: Any, found: Page, form: TextForm, back: str, **more: Any) -> HttpResponse:
    """Render the form of the text, with the lists that its editor offers."""
    offered = json.dumps(embedded_lists.offered(), ensure_ascii=False)
    shown = {"page": found, "form": form, "lists": offered, "next": back, **more}
    shown["preview"] = preview(request, form)
    return render(request, "wiki/text.html", shown, status=form.status)
