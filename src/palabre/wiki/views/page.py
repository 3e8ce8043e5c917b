"""A page as it is read."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.web.form.gesture_form import BlankForm
from palabre.web.page_cache import cached_around, rendered
from palabre.wiki import page_body, permissions
from palabre.wiki.attachments.attachment_list import attached_to
from palabre.wiki.comments.comment_form import CommentForm
from palabre.wiki.comments.comment_list import comments_of
from palabre.wiki.copies.page_licences import signed_by
from palabre.wiki.hierarchy import page_tree
from palabre.wiki.lines.line_facts import understand
from palabre.wiki.lines.page_margin import Margin
from palabre.wiki.link_targets import leading_to
from palabre.wiki.models import Page
from palabre.wiki.readers import pages_around
from palabre.wiki.readers.page_watches import follows
from palabre.wiki.readers.reader_circles import PageCircles
from palabre.wiki.removal.page_removal import is_minutes
from palabre.wiki.views.lookup import page_or_404

NEVER_SHOWN = ("journal.entry", "groups.roleoffer", "search.document", *pages_around.KINDS)


def restricted_around(request: Any, held: tuple[int, ...], *, slug: str, **given: Any) -> Collection[int]:
    """Return which of the reader's audiences restrict a page near this one; of pages, the screen shows no other."""
    at = where(request.space, slug)
    return pages_around.audiences_near(slug, held, is_member=request.person.is_member, **at)


def only_text(request: Any, *, slug: str, **given: Any) -> int | None:
    """Return the revision of the page; None where its text asks for more."""
    at = where(request.space, slug)
    return at["revision"] if pages_around.page_shown(slug, **at) else None


def where(space: Space, slug: str) -> dict[str, Any]:
    """Return what facts around a page are remembered for."""
    revision = pages_around.revision_of(slug, space=space.pk, version=space.version)
    return {"space": space.pk, "version": space.wide_version, "revision": revision}


def her_watch(request: Any, slug: str, **given: Any) -> dict[str, Any]:
    """Return the page, for a reader who follows it."""
    found = request.space.page_set.filter(slug=slug).first() if follows(request.person, slug) else None
    return {"page": found, "space": request.space} if found else {}


@require_safe
@cached_around(
    rendered("wiki/components.html#watched", her_watch), never=NEVER_SHOWN, around=restricted_around, text=only_text
)
def wiki_page(request: Any, slug: str, margin: Margin, circles: PageCircles) -> HttpResponse:
    found = page_or_404(request, slug)
    comments = comments_of(found, Reader.here(request.space, request.person))
    known = understand(found, margin, space=request.space, person=request.person, beside=comments.by_line())
    can_write = permissions.can_write_page(request.person, found)
    html = found.note.body_html
    shown = {
        "page": found,
        "known": known,
        "body": page_body.body(html, space=request.space, person=request.person, page=found, known=known),
        "files": attached_to(found),
        "outline": page_body.outline(html),
        "read_by": circles.in_words(found.audience),
        "signed": signed_by(found),
        "can_write": can_write,
        "comments": comments,
        "comments_at": reverse("wiki:comments", args=[request.space.slug, found.slug]),
        "comment_form": BlankForm(CommentForm),
        "can_remove_comments": permissions.can_remove_page(request.person, found),
        "can_remove": permissions.can_remove_page(request.person, found) and not is_minutes(found),
        "can_watch": permissions.can_watch_page(request.person, found),
    }
    return render(request, "wiki/page.html", shown | around(found, request))


def around(found: Page, request: Any) -> dict[str, list[Page]]:
    """Return the ancestors, children and linking pages that the person may read."""
    return {
        "above": page_tree.above(found, person=request.person),
        "under": page_tree.under(found, person=request.person),
        "leading": leading_to(found, person=request.person),
    }
