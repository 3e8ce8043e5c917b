"""Search documents of pages and of the links that people gave."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from palabre.notes.markdown.plain_text import plain_text
from palabre.search.hooks import SearchableText, Told, register_documents
from palabre.spaces.models import Space
from palabre.wiki.models import Page, Resource


def register_searchable_pages() -> None:
    as_it_was = Q(as_of=OuterRef("note__changed_at"), text__title=OuterRef("title"))
    text, page = Told(("body_html", "changed_at")), Told(("title", "audience_id"))
    register_documents(Page, page_said, rows=pages, unchanged=as_it_was, told_by={"note": text})
    register_documents(Resource, resource_said, rows=resources, told_by={"page": page})


def pages(space: Space) -> QuerySet[Page]:
    return Page.objects.filter(space=space).select_related("note").defer("note__body_md")


def page_said(page: Page) -> SearchableText:
    at = page.note.changed_at
    return SearchableText(page.title, plain_text(page.note.body_html), on=timezone.localdate(at), as_of=at)


def resources(space: Space) -> QuerySet[Resource]:
    return Resource.objects.filter(space=space).select_related("page")


def resource_said(resource: Resource) -> SearchableText:
    """Return a link's document: its URL, with the title of its page when both have the same audience."""
    page = resource.page
    shared = page is not None and page.audience_id == resource.audience_id
    return SearchableText(resource.url, page.title if page is not None and shared else "")
