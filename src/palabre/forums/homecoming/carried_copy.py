"""Take a forum away, in one file: a host does, before the day, to play it elsewhere, or after it, to bring it home."""

from __future__ import annotations

import dataclasses

from django.db import transaction

from palabre.forums.day.host_rights import hosted
from palabre.forums.homecoming.carried_file import LARGEST, write_carried
from palabre.forums.homecoming.carried_forum import PHOTO, CarriedForum
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.homecoming.told_day import ToldDay, photos_of
from palabre.forums.models import ForumDay
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.wiki.attachments import file_store

ROOM = LARGEST - 2 * 1024 * 1024  # bytes of photos: the texts have the rest


def take_away(day: ForumDay, *, by: Person) -> bytes:
    """Return the file of what `by` reads of this forum, addresses left on “Who goes on?” included.

    Raise a Refusal to who does not host it. Photos beyond the room of the file are left out, the last ones first.
    """
    with transaction.atomic():
        now = hosted(day, by=by)
        names = RowNames.of(now)
        told = ToldDay(now, Reader.here(now.forum.space, by), names)
        forum = told.forum()
        photos = bytes_of_photos(forum, told)
        names.keep()
        record("forum.taken_away", now.forum, by=by)
    kept = {uid: one for uid, one in forum.of(PHOTO).items() if one.facts["file"] in photos}
    return write_carried(dataclasses.replace(forum, rows={**forum.rows, PHOTO: kept}), photos)


def bytes_of_photos(forum: CarriedForum, told: ToldDay) -> dict[str, bytes]:
    """Return the bytes of the photos by name, as far as they have room and are on the disk."""
    found, left = {}, ROOM
    rows = [photo for photo, _sheet in photos_of(told.day, told.sheets())]
    for one, photo in zip(forum.of(PHOTO).values(), rows, strict=True):
        path = file_store.path_of(photo.digest)
        if path.is_file() and (size := path.stat().st_size) <= left:
            found[one.facts["file"]] = path.read_bytes()
            left -= size
    return found
