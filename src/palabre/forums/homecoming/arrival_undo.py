"""Undo a homecoming within thirty days: what it made goes, what it changed is as before, unless somebody touched it.

The last one of a day is undone first. Groups of its closing go as when the day is opened again.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.homecoming.arrival_rows import MODELS
from palabre.forums.homecoming.carried_forum import (
    DAY,
    PERSON,
    PHOTO,
    SHEET,
    CarriedForum,
    CarriedThing,
    from_plain_json,
)
from palabre.forums.homecoming.known_people import known_people
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.homecoming.row_writer import RowWriter
from palabre.forums.homecoming.told_day import ToldDay
from palabre.forums.models import (
    BroughtRow,
    CarriedRow,
    ForumDay,
    Homecoming,
    Report,
    ServedCode,
    Session,
    Sheet,
    SheetPhoto,
    SheetPledge,
    WallPhoto,
)
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.journal.models import record
from palabre.journal.references import is_referenced, referenced
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.questions.models import Wording
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.attachments.file_deletion import drop_unneeded


def may_undo(homecoming: Homecoming, *, at: datetime.datetime) -> bool:
    """Return whether it is the last one of its day, of less than thirty days ago."""
    brought = homecoming.brought_at
    if brought is None or homecoming.undone_at is not None or homecoming.day_id is None or at > brought + A_MONTH:
        return False
    later = Homecoming.objects.filter(day=homecoming.day_id, undone_at=None, brought_at__isnull=False)
    return not later.filter(pk__gt=homecoming.pk).exists()


def undo_homecoming(homecoming: Homecoming, *, by: Person, at: datetime.datetime) -> int:
    """Undo it; return how many rows stay, since somebody touched them. Idempotent. A host of the day may."""
    digests: set[str] = set()
    with transaction.atomic():
        Space.hold(homecoming.space_id)
        now = Homecoming.objects.select_related("day__forum__space", "day__forum__audience").get(pk=homecoming.pk)
        if now.undone_at is not None or now.day is None:
            return 0
        day = hosted(now.day, by=by)
        if not may_undo(now, at=at):
            raise Refusal(
                _("This can no longer be undone as a whole."),
                instead=_("A later file was brought, or thirty days have passed. Each thing is changed from its page."),
            )
        if now.closed_day and day.closed_at is not None:
            reopen_day(day, by=by, at=at)
            day.refresh_from_db()
        record("forum.home_undone", day.forum, by=by)
        staying = Undoing(now, day, by, at, digests).run()
        now.be_undone(at, by=by)
        if now.made_day and not staying and goes_whole(day):
            day.forum.delete()
            ServedCode.free(day.code, since=now.brought_at or now.at)  # it may come home elsewhere, with its letters
        Space.touch(now.space_id)
    drop_unneeded(digests)
    return staying


def goes_whole(day: ForumDay) -> bool:
    """Return whether nothing is left of the forum that somebody would miss."""
    is_empty = not (day.sheets.exists() or day.withdrawn_sheets.exists() or day.wall_photos.exists())
    return is_empty and not day.hosts.exists() and not is_referenced(day.forum, ignoring=(ForumDay,))


class Undoing:
    """One undoing: its rows are undone in the opposite order."""

    def __init__(
        self, homecoming: Homecoming, day: ForumDay, by: Person, at: datetime.datetime, digests: set[str]
    ) -> None:
        self.homecoming, self.day, self.digests = homecoming, day, digests
        names = RowNames.of(day)
        self.told: CarriedForum = ToldDay(day, Reader.here(day.forum.space, by), names).forum()
        people = known_people(names, day.forum.space)
        self.names, self.writing = names, RowWriter(day, names, by, at, people, is_undoing=True)

    def run(self) -> int:
        rows = self.homecoming.rows.order_by("-pk")
        staying = 0
        for row in rows.exclude(kind=PERSON):
            undone = self.bring_back(row) if row.before else self.delete(row)
            staying += not undone
        self.delete_people([row for row in rows if row.kind == PERSON])
        return staying

    def delete_people(self, rows: Sequence[BroughtRow]) -> None:
        """Delete those whom this homecoming named, if nothing else was said of them since; they never came.

        Who is somebody here by now stays, and counts as nothing that stays of the forum.
        """
        numbers = [row.thing_id for row in rows]
        given = Link.objects.filter(person__in=numbers).exclude(shown_at=None, used_at=None)
        busy = referenced(Person, numbers, ignoring=(Link,)) | set(given.values_list("person", flat=True))
        going = Person.objects.filter(pk__in=set(numbers) - busy, came_at=None, account=None, email="")
        going.delete()
        CarriedRow.objects.filter(day=self.day, uid__in=[row.uid for row in rows]).delete()

    def is_untouched(self, row: BroughtRow, facet: str) -> bool:
        now = self.thing_of(row)
        return now is not None and now.etag(facet) == row.after.get(facet)

    def thing_of(self, row: BroughtRow) -> CarriedThing | None:
        return self.told.day if row.kind == DAY else self.told.of(row.kind).get(row.uid)

    def bring_back(self, row: BroughtRow) -> bool:
        """Write again what the facets said before, where nobody changed them since; return whether all are."""
        before: dict[str, Any] = from_plain_json(row.before)
        thing = self.row_here(row)
        writes, all_are = self.writing.writes(), True
        for facet, value in before.items():
            is_back = thing is not None and self.is_untouched(row, facet) and writes[facet](thing, value)
            all_are = all_are and is_back
            if is_back and facet == "report":
                sign_again(thing)
        CarriedRow.objects.filter(day=self.day, uid=row.uid).update(agreed=row.agreed_before)
        return all_are

    def row_here(self, row: BroughtRow) -> Any:
        if row.kind == DAY:
            return self.day
        found = MODELS[row.kind].objects.filter(pk=row.thing_id, **self.within(row)).first()
        if isinstance(found, Sheet):
            found.day = self.day
        return found

    def within(self, row: BroughtRow) -> dict[str, Any]:
        return {"day" if row.kind in (SHEET, "hour", "place") else "sheet__day": self.day}

    def delete(self, row: BroughtRow) -> bool:
        """Delete a row that this homecoming made; return whether it is gone. One that somebody touched stays."""
        gone = self.delete_by_kind(row)
        if gone:
            CarriedRow.objects.filter(day=self.day, uid=row.uid).delete()
        return gone

    def delete_by_kind(self, row: BroughtRow) -> bool:
        if row.kind == PHOTO:
            return self.delete_photo(row.thing_id)
        found = self.row_here(row)
        if found is None:
            return True
        if not all(self.is_untouched(row, facet) for facet in row.after) or not self.is_alone(found):
            return False
        question = found.question if isinstance(found, Sheet) else None
        found.delete()
        if question is not None:
            question.delete()
        return True

    def is_alone(self, found: Any) -> bool:
        """Return whether nothing of anybody else leans on the row."""
        if isinstance(found, SheetPledge) and found.typed_by_id != self.homecoming.by_id:
            return False  # the person said it themselves since, or another host copied it, in the same words
        if not isinstance(found, Sheet):
            return not is_referenced(found, ignoring=())
        report = Report.objects.filter(sheet=found).first()
        is_own = report is None or report.by_id == self.homecoming.by_id
        words = found.question.wordings.count() == 1
        about_sheet = is_referenced(found, ignoring=(Session, Report))
        about_sheet = about_sheet or found.joined.exclude(by=self.homecoming.by_id).exists()
        about_question = is_referenced(found.question, ignoring=(Wording, Sheet))
        return is_own and words and not about_sheet and not about_question

    def delete_photo(self, number: int) -> bool:
        rows: Any = SheetPhoto.objects.filter(pk=number, sheet__day=self.day)
        if number < 0:
            rows = WallPhoto.objects.filter(pk=-number, day=self.day)
        for photo in rows:
            self.digests.add(photo.digest)
            photo.delete()
        return True


def sign_again(sheet: Sheet) -> None:
    """Have the report be again of who wrote its words: the homecoming kept them among the former ones."""
    now = Report.objects.filter(sheet=sheet)
    former = sheet.former_reports.filter(text__in=now.values("text")).exclude(text="").order_by("-pk").first()
    if former is not None:
        now.update(by=former.by, at=former.at)
        former.delete()
