"""Places of people's names in the wiki, so that a removed name leaves no trace there."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from palabre.notes.models import Note, Revision
from palabre.people.hooks import (
    Ref,
    register_former_readers,
    register_mentions,
    register_texts,
    register_tie,
    register_word_store,
)
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki.attachments.file_redaction import TEXT_FILES
from palabre.wiki.lines.passage_moves import refer
from palabre.wiki.models import Attachment, Comment, FormerAddress, Page, Passage, Reference, Resource, Signature, Watch


def register_wiki_names() -> None:
    register_texts(
        Page,
        *("title", "slug", "licence"),
        redo=addressed_anew,
        hide=stand_elsewhere,
        show=stand_again,
        title="title",
        heads_prose=True,
    )
    register_texts(Passage, "words", of="page")
    register_texts(Resource, "url", of="page")
    register_texts(FormerAddress, "slug", of="page", forget=lead_nowhere)
    register_texts(Reference, "key", "title", space="page__space", forget=refer_anew, is_derived=True)
    register_texts(Attachment, "name", "alt", of="page", redo=named_anew)
    register_texts(Signature, "words")
    removed = Q(removed_at__isnull=False)
    register_texts(Comment, "quote", "before", "after", "words", of="page", few=removed)
    register_former_readers(Page, "readers_before")
    register_word_store(files=TEXT_FILES)
    register_mentions(pages_written_alone, are_their_own=True)
    register_tie(Watch, "person", is_role=False)
    register_tie(Signature, "person", is_role=False)


def pages_written_alone(space: Space, numbers: list[int]) -> list[Ref]:
    """Return the pages, with their notes, that nobody else wrote in."""
    return [ref for page in pages_by_them_alone(space=space.pk, numbers=numbers) for ref in refs_of(*page)]


@prepared(space=BigIntegerField())
def pages_by_them_alone(space: Any, numbers: Any) -> QuerySet[Any, Any]:
    others = Revision.objects.filter(note=OuterRef("note")).exclude(by__in=numbers)
    pages = Page.objects.filter(~Exists(others), space=space, note__revisions__by__in=numbers).distinct()
    return pages.values_list("pk", "note")


def refs_of(page: int, note: int) -> list[Ref]:
    return [(Page._meta.label_lower, page), (Note._meta.label_lower, note)]


def addressed_anew(page: Page, values: dict[str, Any]) -> dict[str, Any]:
    """Make a slug that held the name anew from the title; the former ones no longer lead to the page."""
    held = slug(page.title) if "title" in values else ""
    if held:
        page.former_addresses.filter(slug__startswith=held).delete()
    if not holds_name(page, values):
        return {}
    return {"slug": Page.free_slug(page.space, values.get("title", page.title))}


def holds_name(page: Page, values: dict[str, Any]) -> bool:
    """Return whether the slug holds a name: it says it, or was made of a title that will lose it."""
    held = slug(page.title) if "title" in values else ""
    return "slug" in values or bool(held and page.slug.startswith(held))


def stand_elsewhere(page: Page, values: dict[str, Any]) -> None:
    """Give the page a slug without the name; the former one leads there for members only (see `link_targets`)."""
    if holds_name(page, values):
        page.stand_at(Page.free_slug(page.space, values.get("title", page.title), by=page))


def stand_again(numbers: list[int]) -> None:
    """Give the page the slug of its title again: that slug was kept."""
    for page in Page.objects.filter(pk__in=numbers, former_addresses__isnull=False).select_related("space").distinct():
        if not page.slug.startswith(slug(page.title)):
            page.be_called(page.title)


def lead_nowhere(numbers: list[int]) -> None:
    """Delete the former slugs that held the name."""
    FormerAddress.objects.filter(pk__in=numbers).delete()


def refer_anew(numbers: list[int]) -> None:
    """Parse the links again in the texts, which are cleaned before: two with the name may now be one."""
    for page in Page.objects.filter(references__in=numbers).distinct().select_related("note"):
        refer(page, page.note)


def named_anew(file: Attachment, values: dict[str, Any]) -> dict[str, Any]:
    """Keep a file's name a slug, as it is in its URL. The former URL still leads to it."""
    if "name" not in values:
        return {}
    stem, ending = PurePath(values["name"]).stem, PurePath(file.name).suffix
    return {"name": f"{slug(stem) or 'document'}{ending}"}
