"""Where people's names stand in the wiki, so that one that is taken away leaves no trace there."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db.models import Exists, OuterRef

from palabre.notes.models import Note, Revision
from palabre.people.hooks import Ref, register_key, register_texts, register_tie, register_word_store
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.wiki.attachments.file_redaction import clean_files
from palabre.wiki.lines.passage_moves import refer
from palabre.wiki.models import Attachment, FormerAddress, Page, Passage, Reference, Resource, Signature, Watch


def register_wiki_names() -> None:
    register_texts(Page, "title", "slug", "licence", redo=addressed_anew, hide=stand_elsewhere, show=stand_again)
    register_texts(Passage, "words", of="page")
    register_texts(Resource, "url", of="page")
    register_texts(FormerAddress, "slug", of="page", forget=lead_nowhere)
    register_texts(Reference, "key", "title", space="page__space", forget=refer_anew, is_derived=True)
    register_texts(Attachment, "name", "alt", of="page", redo=named_anew)
    register_texts(Signature, "words")
    register_word_store(clean=clean_files)
    register_key(pages_written_alone)
    register_tie(Watch, "person", is_role=False)
    register_tie(Signature, "person", is_role=False)


def pages_written_alone(space: Space, numbers: list[int]) -> list[Ref]:
    """Return the pages, with their notes, that nobody else had a hand in."""
    others = Revision.objects.filter(note=OuterRef("note")).exclude(by__in=numbers)
    pages = Page.objects.filter(~Exists(others), space=space, note__revisions__by__in=numbers).distinct()
    return [ref for page in pages.values_list("pk", "note") for ref in refs_of(*page)]


def refs_of(page: int, note: int) -> list[Ref]:
    return [(Page._meta.label_lower, page), (Note._meta.label_lower, note)]


def addressed_anew(page: Page, values: dict[str, Any]) -> dict[str, Any]:
    """An address that named her is made anew of the title; the former one leads nowhere any longer."""
    if "slug" not in values:
        return {}
    return {"slug": Page.free_slug(page.space, values.get("title", page.title))}


def stand_elsewhere(page: Page, values: dict[str, Any]) -> None:
    """Have an address that does not name her; the one that does leads there, for members alone (see leading)."""
    if "slug" in values:
        page.stand_at(Page.free_slug(page.space, values.get("title", page.title), by=page))


def stand_again(numbers: list[int]) -> None:
    """Have the address of the title again: its words are kept."""
    for page in Page.objects.filter(pk__in=numbers, former_addresses__isnull=False).select_related("space").distinct():
        if not page.slug.startswith(slug(page.title)):
            page.be_called(page.title)


def lead_nowhere(numbers: list[int]) -> None:
    """A former address that named her leads nowhere any longer."""
    FormerAddress.objects.filter(pk__in=numbers).delete()


def refer_anew(numbers: list[int]) -> None:
    """Read the links again in the texts, which are cleaned before: two that named her may now be one."""
    for page in Page.objects.filter(references__in=numbers).distinct().select_related("note"):
        refer(page, page.note)


def named_anew(file: Attachment, values: dict[str, Any]) -> dict[str, Any]:
    """A file's name stands in its address: it stays a slug. What was its former one leads there all the same."""
    if "name" not in values:
        return {}
    stem, ending = PurePath(values["name"]).stem, PurePath(file.name).suffix
    return {"name": f"{slug(stem) or 'document'}{ending}"}
