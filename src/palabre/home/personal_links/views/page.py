"""Writing in the page that a personal link opens: alone in a form, or with the others, live."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.home.personal_links.forms import PageTextForm
from palabre.home.personal_links.personal_link import Opened
from palabre.home.personal_links.views.personal_link import opened_here, render_personal_page, where
from palabre.home.you.views import own_data
from palabre.meetings.models import Meeting
from palabre.notes import hooks
from palabre.notes.editor_choice import live_or_plain
from palabre.notes.http_sync import Writer
from palabre.notes.http_sync_codec import sync_response
from palabre.notes.note_save import Conflict
from palabre.people.access.links import for_holder
from palabre.people.devices.vouchers import refuse_one_word
from palabre.web.view_doors import confirm, require_form
from palabre.wiki.page_text import save_page_text


@require_form
@for_holder
@live_or_plain
def text(request: Any) -> HttpResponse:
    """The page's text to be changed; the link is the right to do so, looked at in each request."""
    opened = page_here(request)
    refuse_one_word(opened.person)
    note = opened.thing.note
    form = PageTextForm.of(request, initial={"text": note.body_md, "base": note.revision})

    def save(said: dict[str, Any]) -> HttpResponse:
        try:
            written = save_page_text(opened.thing, said["text"], base=said["base"], by=opened.person)
        except Conflict as conflict:
            both = PageTextForm(initial={"text": conflict.draft, "base": conflict.revision})
            return text_screen(request, opened, both, conflict=conflict, status=conflict.status)
        opened.person.come(timezone.now())
        return confirm(request, _("Saved.") if written.is_new else None, back_from(opened).home)

    return form.done(save) or text_screen(request, opened, form, status=form.status)


def text_screen(request: Any, opened: Opened, form: PageTextForm, **facts: Any) -> HttpResponse:
    """Show the form; with a conflict, both texts are in it, for two people wrote in one place."""
    facts |= {"form": form, "where": back_from(opened)}
    return render_personal_page(request, opened, "home/personal_links/page_text.html", **facts)


@require_POST
@for_holder
def sync(request: Any, note: int) -> HttpResponse:
    opened = page_here(request)
    if opened.thing.note_id != note:
        raise Http404
    return sync_response(request, opened.thing.note, by=Writer(opened.person, is_guest=True), may_write=True)


def page_here(request: Any) -> Opened:
    """Return the page that the link opens; one to a meeting opens its live note, as long as people meet."""
    opened = opened_here(request)
    if opened.is_page:
        return opened
    page = opened.thing.minutes if isinstance(opened.thing, Meeting) else None
    if page is None or not hooks.way_in(request.link, page.note):
        raise Http404
    page.space = page.note.space = opened.link.space
    return dataclasses.replace(opened, thing=page)


def back_from(opened: Opened) -> own_data.Where:
    """Return the addresses around the text: who came into a meeting goes back to its room."""
    around = where(opened)
    return (
        around if opened.is_page else dataclasses.replace(around, home=reverse("came_in:room", args=[opened.link.pk]))
    )
