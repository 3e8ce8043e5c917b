"""Export of a space's pages as Markdown files, with their revisions, attachments, passages and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from palabre.people.exchange import File, export_row, export_rows, exported_name, exported_value, in_json
from palabre.people.reader import Reader
from palabre.wiki import page_history
from palabre.wiki.attachments import file_store
from palabre.wiki.comments.comment_export import export_comments
from palabre.wiki.models import Attachment, Page, Passage, Resource

ADDRESS = re.compile(r"/s/[\w-]+/pages/[\w-]+/attachments/(?P<number>[0-9]+)/(?P<name>[^\s)/]+)")
FILE = ("page", "name", "alt", "content_type", "size", "width", "height", "by", "at")
PASSAGE = ("page", "revision", "first_line", "last_line", "words", "thing_kind", "thing_id")


def export_pages(reader: Reader) -> Iterator[File]:
    by: dict[int, list[str]] = {}
    revisions: list[dict[str, Any]] = []
    pages = list(exported_value(reader, Page, "note"))
    numbers = {page.note_id: page.pk for page in pages}
    rows = page_history.shown().filter(note__page__in=reader.may_read(Page)).select_related("by")
    for row in rows.order_by("note", "number"):
        if row.note_id not in numbers:  # its page was begun since
            continue
        said = export_row(reader, row, "body_md", "by", "at", "words")
        revisions.append(said | {"page": numbers[row.note_id], "revision": row.number})
        name = exported_name(reader, row.by)
        if name and name not in by.setdefault(row.note_id, []):
            by[row.note_id].append(name)
    for page in pages:
        yield f"pages/{page.slug}.md", as_markdown(reader, page, by.get(page.note_id, []))
    yield in_json("pages", (export_row(reader, page, "title", "slug", "parent") for page in pages))
    yield in_json("revisions", revisions)
    yield from files(reader)
    passages = Passage.objects.filter(page__in=reader.may_read(Page)).order_by("pk")
    yield in_json("passages", (export_row(reader, row, *PASSAGE) for row in passages))
    yield from export_comments(reader, pages)
    yield in_json("links", export_rows(reader, Resource, "page", "url"))


def as_markdown(reader: Reader, page: Page, authors: list[str]) -> bytes:
    """Return the text under a front matter whose values are in JSON, which YAML reads as well."""
    page.space = reader.space
    head = {"title": page.title, "address": page.get_absolute_url(), "read_by": page.audience.kind, "authors": authors}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    text = ADDRESS.sub(r"../attachments/\g<number>/\g<name>", page.note.body_md)
    return "\n".join(["---", *lines, "---", "", text]).encode()


def files(reader: Reader) -> Iterator[File]:
    """Yield the files of the pages that the reader may read, each under its number, and their metadata."""
    rows = Attachment.objects.filter(page__in=reader.may_read(Page), removed_at=None)
    found = list(rows.select_related("audience", "by").order_by("pk"))
    for file in found:
        yield f"attachments/{file.pk}/{file.name}", file_store.path_of(file.digest)
    yield in_json("attachments", (export_row(reader, file, *FILE) for file in found))
