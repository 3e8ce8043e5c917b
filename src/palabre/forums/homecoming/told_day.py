"""A day of this database, told as a file carries it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from palabre.forums.homecoming.carried_forum import (
    DAY,
    FACETS,
    HOUR,
    PERSON,
    PHOTO,
    PLACE,
    PLEDGE,
    SHEET,
    CarriedForum,
    CarriedThing,
)
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.models import (
    ForumDay,
    Report,
    Session,
    Sheet,
    SheetPhoto,
    SheetPledge,
    WallPhoto,
    WallPlace,
    WallSlot,
)
from palabre.forums.outcome.closure_undo import may_reopen
from palabre.groups.models import Pledge
from palabre.live.join_codes import key_to
from palabre.people.models import Person
from palabre.people.reader import Reader


@dataclasses.dataclass(slots=True)
class ToldDay:
    """The part of a day that its reader may read. `names` gives each row its name; `people` are those named so far."""

    day: ForumDay
    reader: Reader
    names: RowNames
    people: dict[str, CarriedThing] = dataclasses.field(default_factory=dict)

    def forum(self) -> CarriedForum:
        sheets = self.sheets()
        hours = {self.names.uid_of(HOUR, one.pk): one for one in self.day.slots.order_by("position")}
        places = {self.names.uid_of(PLACE, one.pk): one for one in self.day.places.order_by("position")}
        told = {self.names.uid_of(SHEET, one.pk): one for one in sheets}
        where, pledges = self.places_of(sheets), self.pledges(sheets)
        rows = {
            HOUR: {uid: self.thing(uid, HOUR, time=hours_of(one)) for uid, one in hours.items()},
            PLACE: {uid: self.thing(uid, PLACE, **place_of(one)) for uid, one in places.items()},
            PERSON: self.people,
            SHEET: {uid: self.sheet(uid, one, where.get(one.pk)) for uid, one in told.items()},
            PLEDGE: pledges,
            PHOTO: self.photos(sheets),
        }
        return CarriedForum(self.told_of_day(), rows)

    def told_of_day(self) -> CarriedThing:
        day, forum = self.day, self.day.forum
        facets = {"theme": [forum.theme, iso(forum.held_on)], "venue": [day.venue, iso(day.at)], "code": day.code}
        facts = {"closed": day.closed_at is not None, "square": key_to(day.code) if day.code else None}
        uid = self.names.uid_of(DAY, day.pk)
        return CarriedThing(uid, facets, facts, self.was(uid, DAY))

    def sheets(self) -> list[Sheet]:
        rows = Sheet.objects.filter(self.reader.readable(of="question__audience"), day=self.day).order_by("number")
        return self.reader.tie(rows.select_related("question", "asked_by__same_as", "report"), "group")

    def sheet(self, uid: str, sheet: Sheet, where: list[str] | None) -> CarriedThing:
        asked = [self.person(sheet.asked_by), sheet.together]
        facets = {"words": sheet.question.text, "number": sheet.number, "asked": asked, "where": where}
        more = {"report": self.report(getattr(sheet, "report", None)), "dots": sheet.question.dots}
        facts = {"group": sheet.group.title if sheet.group else ""}
        return CarriedThing(uid, facets | more, facts, self.was(uid, SHEET))

    def report(self, report: Report | None) -> list[Any] | None:
        if report is None:
            return None
        joined = self.names.uid_of(SHEET, report.joined_to_id) if report.joined_to_id else None
        return [report.kind, report.text, joined]

    def places_of(self, sheets: list[Sheet]) -> dict[int, list[str]]:
        rows = Session.objects.standing().filter(sheet__in=sheets)
        uid_of = self.names.uid_of
        return {one.sheet_id: [uid_of(HOUR, one.slot_id), uid_of(PLACE, one.place_id)] for one in rows}

    def pledges(self, sheets: list[Sheet]) -> dict[str, CarriedThing]:
        rows = SheetPledge.objects.filter(sheet__in=sheets, person__put_out_at=None, person__erased_at=None)
        rows = rows.select_related("person__same_as").order_by("pk")
        moved = self.moved_addresses()
        return dict(self.pledge(one, moved) for one in rows)

    def pledge(self, pledge: SheetPledge, moved: dict[tuple[int | None, int], str]) -> tuple[str, CarriedThing]:
        uid = self.names.uid_of(PLEDGE, pledge.pk)
        there = moved.get((pledge.came_to_id, pledge.person_id), "")
        address = pledge.reply_to or (there if pledge.has_moved(there) else "")
        facts = {"sheet": self.names.uid_of(SHEET, pledge.sheet_id), "person": self.person(pledge.person)}
        said = [pledge.carries, pledge.energy, pledge.words]
        return uid, CarriedThing(uid, {"said": said}, facts | {"address": address}, self.was(uid, PLEDGE))

    def moved_addresses(self) -> dict[tuple[int | None, int], str]:
        """Return the addresses that closing moved to groups, while hosts may open the day again and read them."""
        if not may_reopen(self.day, at=timezone.now()):
            return {}
        came = SheetPledge.objects.filter(sheet__day=self.day, came_to__isnull=False)
        rows = Pledge.objects.filter(group__in=came.values("came_to"), person__in=came.values("person"))
        return {(one.group_id, one.person_id): one.reply_to for one in rows.exclude(reply_to="")}

    def photos(self, sheets: list[Sheet]) -> dict[str, CarriedThing]:
        """Return the photo of the wall that is up, then those of the sheets."""
        found = {}
        for at, (photo, sheet) in enumerate(photos_of(self.day, sheets), start=1):
            uid = self.names.uid_of(PHOTO, photo_number(photo))
            name = f"photos/{at}.{photo.content_type.rpartition('/')[2]}"
            facts = {"sheet": self.names.uid_of(SHEET, sheet) if sheet else None, "file": name}
            is_round = isinstance(photo, SheetPhoto) and photo.is_round
            found[uid] = CarriedThing(uid, {}, facts | {"is_round": is_round, "at": photo.at.isoformat()})
        return found

    def person(self, person: Person | None) -> str | None:
        """Return the uid of a person, and tell their name; None for nobody, and who is nobody here any longer."""
        living = (person.same_as or person) if person is not None else None
        if living is None or living.erased_at is not None or living.put_out_at is not None:
            return None
        uid = self.names.uid_of(PERSON, living.pk)
        self.people[uid] = CarriedThing(uid, {}, {"name": living.name})
        return uid

    def thing(self, uid: str, kind: str, **facets: Any) -> CarriedThing:
        return CarriedThing(uid, facets, was=self.was(uid, kind))

    def was(self, uid: str, kind: str) -> dict[str, str]:
        agreed = self.names.by_uid[uid].agreed
        return {name: agreed[name] for name in FACETS[kind] if name in agreed}


def photos_of(day: ForumDay, sheets: list[Sheet]) -> Iterator[tuple[WallPhoto | SheetPhoto, int | None]]:
    """Yield the photo of the wall that is up, then those of these sheets with the ids of the sheets."""
    for photo in WallPhoto.objects.filter(day=day, removed_at=None):
        yield photo, None
    for one in SheetPhoto.objects.filter(sheet__in=sheets, removed_at=None).order_by("pk"):
        yield one, one.sheet_id


def photo_number(photo: WallPhoto | SheetPhoto) -> int:
    """Return a number that no photo of the other table has: those of walls are negative."""
    return photo.pk if isinstance(photo, SheetPhoto) else -photo.pk


def hours_of(slot: WallSlot) -> list[str]:
    return [slot.starts.isoformat(), slot.ends.isoformat()]


def place_of(place: WallPlace) -> dict[str, Any]:
    return {"place": [place.name, place.access], "lost": place.is_lost}


def iso(value: datetime.date | datetime.time | None) -> str | None:
    return value.isoformat() if value is not None else None
