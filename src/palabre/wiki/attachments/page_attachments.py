"""Attachments of a page: adding, removing and restoring them. Readers of the page read its files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from pathlib import PurePath

from django.core.cache import cache
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.notes.hooks import Written
from palabre.people.erasures.refused_names import keep_out, without_refused_names
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_intake import Made, make, store
from palabre.wiki.hooks import kept_files
from palabre.wiki.models import Attachment, Page
from palabre.wiki.page_lock import writable
from palabre.wiki.page_text import save_page_text

MOST_IN_A_SPACE = 2 * 1024 * 1024 * 1024  # bytes
MOST_IN_AN_HOUR = 60  # files of one person
HOUR = datetime.timedelta(hours=1)
STAYS = datetime.timedelta(days=7)  # a removed file may be restored until then
NO_ROOM = 507


class TooManyFiles(Refusal):
    status = 429


class NoRoom(Refusal):
    """The space has reached its size limit."""

    status = NO_ROOM


def attach(
    page: Page, name: str, content: bytes, *, alt: str, is_decorative: bool, by: Person, at: datetime.datetime
) -> Attachment:
    """Attach a file to a page. The same bytes again update the same attachment, even a removed one.

    Raise a Refusal for a kind, size or number out of bounds, and for a picture without a description. The bytes are
    written to disk before the row; bytes without a row are deleted later (see `file_deletion`).
    """
    alt = "" if is_decorative else " ".join(alt.split())
    refuse_too_many_files(by, at)
    keep_out(page.space, alt)
    is_described = bool(alt) or is_decorative
    made = make(naming_nobody(page.space, name), content, is_described=is_described, sender=f"person {by.pk}")
    refuse_without_room(page.space_id, made)
    store(made)
    with transaction.atomic():
        Space.hold(page.space_id)
        kept = kept_in(writable(page, by), made, alt=alt, by=by)
        Space.touch(page.space_id)
    store(made)  # written again in case the clock deleted these bytes meanwhile
    return kept


def remove(file: Attachment, *, by: Person, at: datetime.datetime) -> None:
    """Remove a file from its page: nobody reads it any longer. It can be restored for some days."""
    with transaction.atomic():
        Space.hold(file.space_id)
        page = writable(file.page, by)
        now = page.attachments.filter(pk=file.pk, removed_at=None).first()
        if now is not None:
            now.remove(at)
            record("attachment.removed", page, by=by)


def restore_attachment(file: Attachment, *, by: Person) -> None:
    with transaction.atomic():
        Space.hold(file.space_id)
        page = writable(file.page, by)
        now = page.attachments.exclude(removed_at=None).filter(pk=file.pk).first()
        if now is not None:
            now.come_back()
            record("attachment.brought_back", page, by=by)


def show_in_text(file: Attachment, page: Page, *, by: Person) -> Written | None:
    """Append the file's reference to the text, unless it is there. Raise what `save_page_text` raises."""
    text = page.note.body_md
    if file.is_in(text):
        return None
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return save_page_text(page, f"{before}{file.reference}\n", base=page.note.revision, by=by, is_writer=True)


def kept_in(page: Page, made: Made, *, alt: str, by: Person) -> Attachment:
    """Return the attachment of these bytes, new, or existing with its description, unless that was by the same person.

    The caller holds the lock on the space.
    """
    known = page.attachments.filter(digest=made.digest).order_by("pk").first()
    if known is not None:
        is_free = known.by_id == by.pk or not known.alt or known.removed_at is not None
        known.describe(alt if is_free else known.alt)
        known.space = page.space
        return known
    refuse_without_room(page.space_id, made)
    facts = {"name": made.name, "content_type": made.content_type, "digest": made.digest, "size": len(made.content)}
    drawn = {"width": made.width, "height": made.height}
    return Attachment.objects.create(
        space=page.space, audience=page.audience, page=page, by=by, alt=alt, **facts, **drawn
    )


def naming_nobody(space: Space, name: str) -> str:
    """Return the file's name, given by a device, without the refused names, whatever their case."""
    path = PurePath(name.replace("\\", "/"))
    words = re.sub(r"[\W_]+", " ", path.stem).title()
    kept = without_refused_names(space, words)
    return path.name if kept == words else f"{kept}{path.suffix}"


def refuse_too_many_files(by: Person, at: datetime.datetime) -> None:
    """Count refused files too, as far as this process's cache knows them: each costs as much to read."""
    key, lately = f"files-given-{by.pk}-{at:%Y%m%d%H}", Attachment.objects.filter(by=by, at__gt=at - HOUR, at__lte=at)
    given = cache.get(key, 0)
    cache.set(key, given + 1, HOUR.total_seconds())
    if max(lately.count(), given) >= MOST_IN_AN_HOUR:
        raise TooManyFiles(_("You have sent sixty files in an hour."), instead=_("Send the next ones a little later."))


def refuse_without_room(space: int, made: Made, *, instead_of: str = "") -> None:
    """Raise a Refusal when the space of this id has no room for a file, which replaces the one of a digest if any."""
    held = Attachment.objects.filter(space=space).aggregate(held=Sum("size"))["held"] or 0
    held += size_beside(space, but={instead_of})
    if held + len(made.content) > MOST_IN_A_SPACE:
        raise NoRoom(
            _("This space holds 2 GB of files: there is no room for more."),
            instead=_("Remove files that nobody needs any longer. Their room comes back in a week."),
        )


def size_beside(space: int, *, but: Collection[str] = ()) -> int:
    """Return the bytes of the files of this space that are no attachments, as photos of paper; not those of `but`."""
    others = [model._default_manager.filter(space=space) for model in kept_files if model is not Attachment]
    digests = {digest for rows in others for digest in rows.values_list("digest", flat=True)}
    return sum(file_store.size_of(digest) for digest in digests - {*but, ""})
