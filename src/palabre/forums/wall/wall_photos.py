"""The photo of the wall: every screen shows it before a word is typed, until the typed wall takes its place."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from palabre.forums.day.host_rights import hosted, refuse_when_closed
from palabre.forums.models import ForumDay, Session, WallPhoto
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed
from palabre.wiki.attachments import file_intake
from palabre.wiki.attachments.file_deletion import drop_unneeded
from palabre.wiki.attachments.page_attachments import refuse_too_many_files, refuse_without_room

EVERY = STAYS = datetime.timedelta(days=1)  # a photo that was taken down can be put up again so long


@dataclasses.dataclass(frozen=True, slots=True)
class ShownPhoto:
    """The photo that is up. `is_first`: the grid does not have its positions yet, the photo says everything."""

    photo: WallPhoto
    is_first: bool

    @property
    def hour(self) -> datetime.time:
        return timezone.localtime(self.photo.at).time()


def add_wall_photo(
    day: ForumDay, name: str, content: bytes, *, by: Person, at: datetime.datetime
) -> tuple[WallPhoto, WallPhoto | None]:
    """Put up a photo of the wall, in grey and light; return it and the one that it replaces.

    Raise a Refusal for what is no picture, or too large. The same one twice is one.
    """
    refuse_too_many_files(by, at)
    made = file_intake.make_grey(name, content, sender=f"person {by.pk}")
    refuse_without_room(day.forum.space_id, made)
    file_intake.store(made)
    facts = {"content_type": made.content_type, "width": made.width, "height": made.height, "by": by, "at": at}
    try:
        with transaction.atomic():
            now = hosted(day, by=by)
            refuse_when_closed(now)
            about: dict[str, Any] = {"day": now, "space": now.forum.space, "digest": made.digest}
            photo = WallPhoto.objects.filter(**about).first() or WallPhoto(**about, **facts, removed_at=at)
            if photo.removed_at is not None:  # sent again after it was taken down: it is of now
                photo.by, photo.at = by, at
            former = put_up(photo, by=by, at=at)
    finally:
        drop_unneeded({made.digest})
    file_intake.store(made)  # written again in case these bytes were dropped meanwhile
    return photo, former


def put_up(photo: WallPhoto, *, by: Person, at: datetime.datetime) -> WallPhoto | None:
    """Have the photo be the one of its day; return the one that it replaces. The space is held. Idempotent."""
    former = WallPhoto.objects.filter(day=photo.day_id, removed_at=None).exclude(pk=photo.pk).first()
    if former is not None:
        former.remove(at, by=by)
    photo.removed_at = photo.removed_by = None
    photo.save()
    Space.touch(photo.space_id)
    return former


def take_down(photo: WallPhoto, *, by: Person, at: datetime.datetime) -> None:
    """Take the photo off every screen. A host does it, also once the day is closed. Idempotent."""
    with transaction.atomic():
        hosted(photo.day, by=by)
        if (now := fresh_photo(photo)).removed_at is None:
            now.remove(at, by=by)
            Space.touch(now.space_id)


def put_back(photo: WallPhoto, *, by: Person, at: datetime.datetime) -> WallPhoto | None:
    """Put up a photo that was taken down, or replaced; return the one that it replaces. Idempotent."""
    with transaction.atomic():
        hosted(photo.day, by=by)
        return put_up(fresh_photo(photo), by=by, at=at)


def fresh_photo(photo: WallPhoto) -> WallPhoto:
    """Return the photo as it is now. Raise a Refusal if the clock deleted it."""
    now = WallPhoto.objects.filter(pk=photo.pk).first()
    if now is None:
        raise removed()
    return now


def shown_photo(day: ForumDay, slots: Iterable[int]) -> ShownPhoto | None:
    """Return the photo that is up; `slots` are the ids of the hours of the wall. One query without a photo, else two.

    The typed wall takes its place at the first sheet that is placed since, once each hour has had one: a wall is copied
    hour by hour, and the photo stays one tap away.
    """
    photo = WallPhoto.objects.filter(day=day, removed_at=None).select_related("by").first()
    if photo is None:
        return None
    placed = dict(Session.objects.filter(sheet__day=day).values_list("slot").annotate(Max("at")))
    is_copied = bool(placed) and max(placed.values()) > photo.at and placed.keys() >= set(slots)
    return ShownPhoto(photo, not is_copied)


def delete_removed(at: datetime.datetime) -> None:
    """Delete the photos that were taken down a day ago, and their bytes. Run by the clock."""
    gone = WallPhoto.objects.filter(removed_at__lt=at - STAYS)
    digests = set(gone.values_list("digest", flat=True))
    gone.delete()
    drop_unneeded(digests)
