"""The files of a page: giving one, the list of them, putting one in the text, taking one out."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.refusal import Refusal
from palabre.web.middleware import refusal_in_json
from palabre.web.outages.full_disk import refusal_of
from palabre.web.page_cache import cached
from palabre.web.view_doors import confirm, reads_files, require, require_form
from palabre.wiki import permissions
from palabre.wiki.attachments import file_intake, page_attachments
from palabre.wiki.attachments.attachment_list import attached_to, removed_from
from palabre.wiki.forms import AttachmentForm
from palabre.wiki.models import Attachment, Page
from palabre.wiki.page_lock import NotHers
from palabre.wiki.views.lookup import page_or_404, page_to_write

JSON = "application/json"


@reads_files
@require_form
def new_attachment(request: Any, slug: str) -> HttpResponse:
    """The form, its answer as a page, or as JSON for an editor that asks so."""
    found = page_or_404(request, slug)
    may_write = permissions.can_write_page(request.person, found)
    if request.method == "POST" and request.get_preferred_type(["text/html", JSON]) == JSON:
        return in_json(request, found) if may_write else refusal_in_json(request, not_hers())
    require(may_write)
    form = AttachmentForm.of(request)

    def keep(said: dict[str, Any]) -> HttpResponse:
        given = attach(request, found, said)
        words = _("The file is here. Put it in the page, or copy its reference.")
        return confirm(request, words, to_list(found, given))

    return form.respond(request, keep, template="wiki/gesture.html", thing=found)


def in_json(request: Any, found: Page) -> JsonResponse:
    try:
        said = AttachmentForm.read(request)
        return JsonResponse({"markdown": attach(request, found, said).reference}, status=201)
    except Refusal as no:
        return refusal_in_json(request, no)
    except OSError as fault:
        if (refusal := refusal_of(fault)) is None:
            raise
        return refusal_in_json(request, refusal)


def not_hers() -> Refusal:
    return NotHers(_("You cannot write in this page."), instead=_("Ask somebody who writes in it to open it to you."))


def attach(request: Any, found: Page, said: dict[str, Any]) -> Attachment:
    """Keep the file of a valid form."""
    file = said["file"]
    if file.size > file_intake.LARGEST:
        raise file_intake.too_large()
    words = {"alt": said["alt"], "is_decorative": said["decorative"]}
    return page_attachments.attach(found, file.name, file.read(), by=request.person, at=timezone.now(), **words)


@require_safe
@cached
def attachments(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    can_write = permissions.can_write_page(request.person, found)
    shown = {
        "page": found,
        "files": attached_to(found),
        "removed": removed_from(found) if can_write else [],
        "can_write": can_write,
    }
    return render(request, "wiki/attachments/attachments.html", shown)


@require_POST
def showing(request: Any, slug: str, number: int) -> HttpResponse:
    found, file = page_and_file(request, slug, number)
    if page_attachments.show_in_text(file, found, by=request.person):
        return confirm(request, _("It is at the end of the text. Move it where it belongs."), found)
    return confirm(request, _("The text shows it already."), found)


@require_POST
def removal(request: Any, slug: str, number: int) -> HttpResponse:
    found, file = page_and_file(request, slug, number)
    page_attachments.remove(file, by=request.person, at=timezone.now())
    return confirm(request, _("Nobody sees this file any longer. You can put it back for a week."), to_list(found))


@require_POST
def coming_back(request: Any, slug: str, number: int) -> HttpResponse:
    found, file = page_and_file(request, slug, number)
    page_attachments.restore_attachment(file, by=request.person)
    return confirm(request, _("The file is back."), to_list(found, file))


def page_and_file(request: Any, slug: str, number: int) -> tuple[Page, Attachment]:
    """Return the page and its file, for who may write there."""
    found = page_to_write(request, slug)
    file: Attachment = get_object_or_404(found.attachments.all(), pk=number)
    file.space, file.page = request.space, found
    return found, file


def to_list(page: Page, file: Attachment | None = None) -> str:
    address = reverse("wiki:attachments", args=[page.space.slug, page.slug])
    return f"{address}#file-{file.pk}" if file else address
