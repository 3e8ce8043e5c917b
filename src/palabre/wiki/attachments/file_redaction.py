"""Attached text files, from which names are removed: other bytes are written, and the former ones deleted.

Files of other kinds are not changed: they cannot be rewritten here.
"""

from __future__ import annotations

from django.db import transaction

from palabre.people.hooks import TextFile, TextFiles
from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_deletion import drop_unneeded
from palabre.wiki.attachments.file_intake import content_digest
from palabre.wiki.models import Attachment, Page


def text_files(space: Space) -> list[TextFile]:
    rows = Attachment.objects.filter(space=space, content_type__startswith="text/").order_by("pk")
    kind = Page._meta.label_lower
    return [
        TextFile(number, said_by, (kind, page), digest)
        for number, said_by, page, digest in rows.values_list("pk", "by", "page", "digest")
    ]


def read_text(digest: str) -> str:
    """Return the text of these bytes; "" where they are lost."""
    path = file_store.path_of(digest)
    return path.read_bytes().decode(errors="replace") if path.exists() else ""


def write_text(text: str) -> str:
    content = text.encode()
    digest = content_digest(content)
    file_store.store_file(digest, content)
    return digest


def exchange_files(exchanged: list[tuple[TextFile, str]]) -> None:
    """Give each file the bytes of another digest. The former ones are deleted once no row references them."""
    for file, digest in exchanged:
        size = file_store.path_of(digest).stat().st_size
        Attachment.objects.filter(pk=file.number, digest=file.digest).update(digest=digest, size=size)
    former = {file.digest for file, _digest in exchanged}
    if former:
        transaction.on_commit(lambda: drop_unneeded(former))


TEXT_FILES = TextFiles(text_files, read_text, write_text, exchange_files)
