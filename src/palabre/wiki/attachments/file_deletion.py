"""Final deletion of removed attachments after some days: the row, then the bytes. Run by the clock."""

from __future__ import annotations

import datetime

from django.db import transaction

from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.page_attachments import STAYS
from palabre.wiki.hooks import kept_files
from palabre.wiki.models import Attachment

EVERY = datetime.timedelta(days=1)


def clear(at: datetime.datetime) -> None:
    """Delete the rows removed a week ago, and the bytes that no page has needed for a week.

    This includes those of a deleted page, import or space, whose rows were deleted with it.
    """
    gone = Attachment.objects.filter(removed_at__lt=at - STAYS)
    for space in sorted(set(gone.values_list("space", flat=True))):
        with transaction.atomic():
            Space.hold(space)
            gone.filter(space=space).delete()
            Space.touch(space)
    file_store.clear(needed_files(), now=at, after=STAYS)


def needed_files() -> set[str]:
    """Return the digests of all the files that a row references."""
    named = (model._default_manager.exclude(digest="").values_list("digest", flat=True) for model in kept_files)
    return {digest for digests in named for digest in digests}


def drop_unneeded(digests: set[str]) -> None:
    """Delete at once those of these files that no row names: what is replaced again and again fills no disk."""
    file_store.delete(digests - needed_files() - {""})
