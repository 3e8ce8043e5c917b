"""Removes names from attached text files: the bytes are written again, and the former ones deleted."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_deletion import needed_files
from palabre.wiki.attachments.file_intake import content_digest
from palabre.wiki.models import Attachment, Page


def clean_files(space: Space, clean: Callable[[str], str], goes: Callable[[int | None, tuple[str, int]], bool]) -> int:
    """Clean the text files accepted by `goes`; return how many others contain the name.

    `goes` receives the uploader and the page of a file. Files of other kinds are not changed: they cannot be rewritten
    here.
    """
    left = 0
    for file in Attachment.objects.filter(space=space, content_type__startswith="text/").order_by("pk"):
        path = file_store.path_of(file.digest)
        said = path.read_bytes().decode(errors="replace") if path.exists() else ""
        now = clean(said)
        if now == said:
            continue
        if goes(file.by_id, (Page._meta.label_lower, file.page_id)):
            replace_file_content(file, now.encode())
        else:
            left += 1
    return left


def replace_file_content(file: Attachment, content: bytes) -> None:
    former, digest = file.digest, content_digest(content)
    file_store.store_file(digest, content)
    Attachment.objects.filter(pk=file.pk).update(digest=digest, size=len(content))
    transaction.on_commit(lambda: delete_unused_bytes(former))


def delete_unused_bytes(digest: str) -> None:
    """Delete the bytes when no row references them any longer."""
    if digest not in needed_files():
        file_store.path_of(digest).unlink(missing_ok=True)
