"""The files of a page, in the order in which they came. The reader of the page may read them."""

from __future__ import annotations

from palabre.wiki.models import Attachment, Page


def attached_to(page: Page) -> list[Attachment]:
    return of_page(page, is_removed=False)


def removed_from(page: Page) -> list[Attachment]:
    """Return those that may still come back: for who writes in the page, nobody else."""
    return of_page(page, is_removed=True)


def of_page(page: Page, *, is_removed: bool) -> list[Attachment]:
    found = list(page.attachments.filter(removed_at__isnull=not is_removed).order_by("pk"))
    for file in found:
        file.space, file.page = page.space, page
        file.is_shown = file.is_in(page.note.body_md)
    return found
