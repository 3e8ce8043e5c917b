"""The files of a page, in the order in which they came. The reader of the page may read them."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.web.prepared_query import prepared
from palabre.wiki.models import Attachment, Page


def attached_to(page: Page) -> list[Attachment]:
    return of_page(page, is_removed=False)


def removed_from(page: Page) -> list[Attachment]:
    """Return those that may still come back: for who writes in the page, nobody else."""
    return of_page(page, is_removed=True)


def of_page(page: Page, *, is_removed: bool) -> list[Attachment]:
    found = files_of(page=page.pk, is_removed=is_removed)
    for file in found:
        file.space, file.page = page.space, page
        file.is_shown = file.is_in(page.note.body_md)
    return found


@prepared(page=BigIntegerField())
def files_of(page: Any, is_removed: bool) -> QuerySet[Attachment]:
    return Attachment.objects.filter(page=page, removed_at__isnull=not is_removed).order_by("pk")
