"""« Emporter » a page: as text for another wiki, as a file; shown on another site; followed in a reader of feeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models.functions import Left
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from palabre.notes.markdown.plain_text import plain_text
from palabre.people.masked_names import first_names_only, is_inside, veil_for
from palabre.people.reader import Reader
from palabre.pure.documents.tree import writable
from palabre.web.embeds import shown_elsewhere
from palabre.web.name_masking.masked_screens import mark_masked, mask_response
from palabre.web.origins import origin_of
from palabre.web.view_doors import fresh_page
from palabre.wiki import page_body
from palabre.wiki.copies import page_licences
from palabre.wiki.copies.page_copies import Copy, copy_of
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import page_or_404

KINDS = {
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "html": ("text/html; charset=utf-8", "html"),
    "odt": ("application/vnd.oasis.opendocument.text", "odt"),
    "pdf": ("application/pdf", "pdf"),
}
MOST_IN_FEED = 40
SUMMARY, BESIDE = 300, 200  # characters; those that are read beside them
READ_FOR_SUMMARY = 8_000  # characters of HTML, tags and addresses included


@fresh_page
def copies(request: Any, slug: str) -> HttpResponse:
    """The screen: what is copied for another wiki, the files, the piece of HTML for another site."""
    found = page_or_404(request, slug)
    shown = {"page": found, "copy": as_copy(request, found), "frame": frame(request, found)}
    return render(request, "wiki/copies/copies.html", shown)


@fresh_page
def copy(request: Any, slug: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    found = page_or_404(request, slug)
    taken = as_copy(request, found)
    content_type, ending = KINDS[kind]
    answer = HttpResponse(content_of(request, taken, kind), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.{ending}"'
    return mark_masked(answer)


def content_of(request: Any, taken: Copy, kind: str) -> str | bytes:
    """Return the copy, its names masked for this reader."""
    if kind == "markdown":
        return taken.with_head
    if kind == "html":
        facts = {"copy": taken, "written_in": settings.LANGUAGE_CODE}
        answer = mask_response(request, render(request, "wiki/copies/copy.html", facts))
        return taken.with_pictures(answer.content.decode())
    return taken.document(kind)


def as_copy(request: Any, found: Page) -> Copy:
    mask = None if is_inside(request) else veil_for(request)
    return copy_of(found, reader=Reader.of(request), origin=origin_of(request), mask=mask)


def frame(request: Any, found: Page) -> str:
    """Return what one pastes into another site; "" for what is not everybody's."""
    if not found.is_for_everybody:
        return ""
    address = origin_of(request) + reverse("wiki:embed", args=[request.space.slug, found.slug])
    return (
        f'<iframe src="{address}" title="{quoted_html(found.title)}" width="100%" height="600" loading="lazy"></iframe>'
    )


def quoted_html(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


@require_safe
def embed(request: Any, slug: str) -> HttpResponse:
    """The page within another site: no cookie, no form; its links open in the whole window."""
    found = get_object_or_404(public_pages(request).filter(slug=slug))
    found.space = request.space
    body = page_body.body(found.note.body_html, space=request.space, person=None, page=found)
    facts = {"page": found, "body": body, "licence": page_licences.licence_of(found)}
    shown = facts | {"authors": page_licences.authors_of(found), "written_in": settings.LANGUAGE_CODE}
    return shown_elsewhere(render(request, "wiki/copies/embed.html", shown))


@require_safe
def feed(request: Any) -> HttpResponse:
    """The pages that everybody reads, the last written first; the same for whoever asks."""
    here, veil = origin_of(request), veil_of_feed(request)
    address = reverse("wiki:feed", args=[request.space.slug])
    written = Atom1Feed(
        title=writable(request.space.name),
        link=here + reverse("wiki:pages", args=[request.space.slug]),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=here + address,
        feed_copyright=writable(request.space.licence),
    )
    pages = public_pages(request).defer("note__body_md", "note__body_html")
    pages = pages.annotate(begins=Left("note__body_html", READ_FOR_SUMMARY))
    for one in pages.order_by("-note__changed_at", "-pk")[:MOST_IN_FEED]:
        one.space = request.space
        own = here + one.get_absolute_url()
        written.add_item(
            title=veil(writable(one.title)),
            link=own,
            description=summary_of(one.begins, veil),
            updateddate=one.note.changed_at,
            unique_id=f"{here}/pages/{one.pk}",
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def summary_of(begins: str, veil: Callable[[str], str] = str) -> str:
    """Return the first words of a text by the first characters of its HTML; a tag that they cut is left out.

    Names are masked before these words are cut, with a few more: half a name is none that is known.
    """
    whole = begins[: begins.rfind("<")] if begins.rfind("<") > begins.rfind(">") else begins
    return Truncator(veil(writable(plain_text(whole))[: SUMMARY + BESIDE])).chars(SUMMARY)


def public_pages(request: Any) -> Any:
    """Return the pages that everybody reads, where everybody comes in."""
    rows = request.space.page_set.visible_to(None).select_related("note", "audience").defer("note__body_md")
    return rows if request.space.is_public else rows.none()


def veil_of_feed(request: Any) -> Callable[[str], str]:
    """Hide names from all: a feed is read by machines of anybody."""
    first_names_only(request)
    found = veil_for(request)
    return found.over_text if found else str
