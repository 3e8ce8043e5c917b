"""The photos of a file that is brought: drawn anew as any photo that is sent, before the space is locked."""

from __future__ import annotations

import dataclasses
import datetime
import time

from palabre.forums.homecoming.carried_file import photo_in
from palabre.forums.homecoming.carried_forum import PHOTO, SHEET, CarriedForum, CarriedThing
from palabre.forums.homecoming.carried_values import parse_instant
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.models import ForumDay, Sheet, SheetPhoto, WallPhoto
from palabre.forums.outcome.photos import MOST as MOST_OF_A_SHEET
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.attachments import file_intake
from palabre.wiki.attachments.file_intake import Made
from palabre.wiki.attachments.page_attachments import refuse_too_many_files, refuse_without_room

MOST = 40  # photos drawn at once: the file is brought again for the next ones
SECONDS = 20  # the same, after which no other one is begun


@dataclasses.dataclass(slots=True)
class BroughtPhotos:
    """Photos ready to be kept, by uid; those that wait for another time; those that are no pictures."""

    drawn: dict[str, Made] = dataclasses.field(default_factory=dict)
    left: int = 0
    unread: int = 0

    def store(self) -> None:
        for one in self.drawn.values():
            file_intake.store(one)


def drawn_photos(
    content: bytes, forum: CarriedForum, day: ForumDay | None, *, by: Person, at: datetime.datetime
) -> BroughtPhotos:
    """Return the photos that the day does not know yet, drawn and written to the disk. One that is refused is left."""
    known = RowNames.of(day).by_uid if day is not None else {}
    new = [(uid, one) for uid, one in forum.of(PHOTO).items() if uid not in known]
    found, until = BroughtPhotos(), time.monotonic() + SECONDS
    for uid, one in new[:MOST]:
        try:
            refuse_too_many_files(by, at)
            found.drawn[uid] = drawn_photo(content, one, by=by)
        except Refusal:
            found.unread += 1
        if time.monotonic() >= until:
            break
    found.left = len(new) - len(found.drawn) - found.unread
    found.store()
    return found


def drawn_photo(content: bytes, one: CarriedThing, *, by: Person) -> Made:
    """Return the photo drawn anew. Raise a Refusal for what is no picture, or without room."""
    name, sender = one.facts["file"], f"person {by.pk}"
    packed = photo_in(content, name)
    if one.facts["sheet"] is None:
        made = file_intake.make_grey(name, packed, sender=sender)
    else:
        made = file_intake.make(name, packed, is_described=True, sender=sender)
    if not made.width:
        raise file_intake.no_picture()
    refuse_without_room(by.space_id, made)
    return made


def keep_photo(day: ForumDay, one: CarriedThing, made: Made, names: RowNames, *, by: Person) -> int | None:
    """Keep a photo of the wall or of a sheet; return its number, as told_day numbers it, or None where it has no place.

    A photo of the wall takes the place of none that is up here.
    """
    facts = {"content_type": made.content_type, "width": made.width, "height": made.height, "digest": made.digest}
    said = facts | {"space": day.forum.space, "by": by, "at": parse_instant(one.facts["at"])}
    if one.facts["sheet"] is None:
        if WallPhoto.objects.filter(day=day, removed_at=None).exists():
            return None
        return -WallPhoto.objects.create(day=day, **said).pk
    known = names.by_uid.get(one.facts["sheet"])
    sheet = Sheet.objects.filter(day=day, pk=known.thing_id).first() if known and known.kind == SHEET else None
    if sheet is None or sheet.photos.filter(removed_at=None).count() >= MOST_OF_A_SHEET:
        return None
    return SheetPhoto.objects.create(sheet=sheet, is_round=one.facts["is_round"], **said).pk
