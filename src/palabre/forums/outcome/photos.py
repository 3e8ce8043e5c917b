"""Photos of paper: the report of a sheet, or the sheet that went round at “Who goes on?”, which hosts alone see."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted, hosts, may_report_sheet, own_sheet, sheet_for_update
from palabre.forums.models import ForumDay, Sheet, SheetPhoto
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed
from palabre.wiki.attachments import file_intake
from palabre.wiki.attachments.file_deletion import drop_unneeded
from palabre.wiki.attachments.page_attachments import refuse_too_many_files, refuse_without_room

MOST = 6  # photos of one sheet
EVERY = STAYS = datetime.timedelta(days=1)  # a removed photo can be put back so long


def may_photograph(person: Person | None, sheet: Sheet, *, is_round: bool) -> bool:
    """Return whether the person may file a photo there. A name typed in passing shows the paper to a host instead."""
    if person is None or person.is_passer_by:
        return False
    return hosts(person, sheet.day) if is_round else may_report_sheet(person, sheet)


def add_photo(
    sheet: Sheet, name: str, content: bytes, *, by: Person, at: datetime.datetime, is_round: bool = False
) -> SheetPhoto:
    """File a photo under the sheet. Raise a Refusal for what is no picture, or too large.

    The same one twice is one, which stays that of who filed it first.
    """
    refuse_too_many_files(by, at)
    made = file_intake.make(name, content, is_described=True, sender=f"person {by.pk}")
    if not made.width:
        raise file_intake.no_picture()
    refuse_without_room(sheet.day.forum.space_id, made)
    file_intake.store(made)
    facts = {"content_type": made.content_type, "width": made.width, "height": made.height, "by": by, "at": at}
    try:
        with transaction.atomic():
            now = own_sheet(sheet, by=by, may=lambda who, one: may_photograph(who, one, is_round=is_round))
            refuse_too_many_photos(now, made.digest)
            space = now.day.forum.space
            about: dict[str, Any] = {"sheet": now, "is_round": is_round, "digest": made.digest, "space": space}
            photo, _is_new = SheetPhoto.objects.get_or_create(**about, defaults=facts)
            if photo.removed_at is not None:
                refuse_what_others_removed(photo, now, by=by)
                photo.remove(None)
            Space.touch(space.pk)
    finally:
        drop_unneeded({made.digest})
    file_intake.store(made)  # written again in case these bytes were dropped meanwhile
    return photo


def refuse_too_many_photos(sheet: Sheet, digest: str) -> None:
    if sheet.photos.filter(removed_at=None).exclude(digest=digest).count() >= MOST:
        raise Refusal(
            _("There are many photos of this sheet."), instead=_("Remove one of them, then send this one again.")
        )


def refuse_what_others_removed(photo: SheetPhoto, sheet: Sheet, *, by: Person) -> None:
    """Raise a Refusal to who would bring back what somebody else removed, and does not host."""
    if photo.removed_by_id != by.pk and not hosts(by, sheet.day):
        raise Refusal(_("Somebody who hosts removed this photo."), instead=_("Speak to them: they can put it back."))


def remove_photo(photo: SheetPhoto, *, by: Person, at: datetime.datetime | None) -> None:
    """Remove a photo, which is deleted a day later; None: put it back. Its author may, and hosts. Idempotent."""
    with transaction.atomic():
        sheet = sheet_for_update(photo.sheet)
        if photo.by_id != by.pk or by.vouched_by:
            hosted(sheet.day, by=by)
        now = SheetPhoto.objects.filter(pk=photo.pk).first()
        if now is None:
            raise removed()
        if (now.removed_at is None) is not (at is None):
            if at is None:
                refuse_what_others_removed(now, sheet, by=by)
                refuse_too_many_photos(sheet, now.digest)
            now.remove(at, by=by)
            Space.touch(now.space_id)


def photos_of(day: ForumDay) -> dict[int, list[SheetPhoto]]:
    """Return the photos of reports, by id of the sheet: one query. Those of “Who goes on?” are not there."""
    found: dict[int, list[SheetPhoto]] = defaultdict(list)
    for one in SheetPhoto.objects.filter(sheet__day=day, is_round=False, removed_at=None).order_by("pk"):
        found[one.sheet_id].append(one)
    return found


def delete_removed(at: datetime.datetime) -> None:
    """Delete the photos that were removed a day ago, and their bytes. Run by the clock."""
    gone = SheetPhoto.objects.filter(removed_at__lt=at - STAYS)
    digests = set(gone.values_list("digest", flat=True))
    gone.delete()
    drop_unneeded(digests)
