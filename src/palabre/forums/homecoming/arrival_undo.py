"""Undo a homecoming within thirty days: what it made goes, what it changed is as before, unless somebody touched it.

The last one of a day is undone first. Groups of its closing go as when the day is opened again.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.homecoming.carried_forum import (
    DAY,
    HOUR,
    PERSON,
    PHOTO,
    PLACE,
    PLEDGE,
    SHEET,
    CarriedForum,
    from_plain_json,
)
from palabre.forums.homecoming.clean_texts import CleanTexts
from palabre.forums.homecoming.day_rows import MODELS, latest_words
from palabre.forums.homecoming.known_people import known_people
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.homecoming.row_writer import RowWriter
from palabre.forums.homecoming.told_day import ToldDay
from palabre.forums.models import (
    BroughtRow,
    CarriedRow,
    DotVote,
    FormerReport,
    ForumDay,
    Homecoming,
    Report,
    ServedCode,
    Session,
    Sheet,
    SheetPhoto,
    WallPhoto,
)
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.journal.models import record
from palabre.journal.references import is_referenced, referenced
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.questions.models import Question, Wording
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
    clean = CleanTexts(homecoming.space)
    for said in homecoming.rows.exclude(before="").values_list("before", flat=True):
        clean.read(from_plain_json(said))
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
        if (kept := why_kept(now, day)) is not None:
            raise kept
        if now.closed_day and day.closed_at is not None:
            reopen_day(day, by=by, at=at)
            day.refresh_from_db()
        record("forum.home_undone", day.forum, by=by)
        names = RowNames.of(day)
        people = known_people(names, day.forum.space)
        writing = RowWriter(day, names, clean.now(), by, at, people, is_undoing=True)
        staying = Undoing(now, day, writing, digests).run()
        now.be_undone(at, by=by)
        if now.made_day and not staying and goes_whole(day):
            day.forum.delete()
            ServedCode.free(day.code, since=now.brought_at or now.at)  # it may come home elsewhere, with its letters
        Space.touch(now.space_id)
    drop_unneeded(digests)
    return staying


def why_kept(homecoming: Homecoming, day: ForumDay) -> Refusal | None:
    """Return why it cannot be undone for now: dots on questions that it made. None when it can."""
    makes_sheets = homecoming.made_day or homecoming.rows.filter(kind=SHEET, before="").exists()
    if not (makes_sheets and has_dots(day)):
        return None
    return Refusal(
        _("Dots have been opened on these questions since: undoing would take them away."),
        instead=_("Change or remove each sheet from its page."),
    )


def has_dots(day: ForumDay) -> bool:
    """Return whether people may put dots, or have a result: no file brings these back.

    Whether somebody put one says nothing here, for it would be told before the dots are closed.
    """
    vote = DotVote.objects.filter(day=day).first()
    return vote is not None and (vote.is_open or vote.is_counted)


def goes_whole(day: ForumDay) -> bool:
    """Return whether nothing is left of the forum that somebody would miss."""
    is_empty = not (day.sheets.exists() or day.withdrawn_sheets.exists() or day.wall_photos.exists())
    return is_empty and not day.hosts.exists() and not is_referenced(day.forum, ignoring=(ForumDay,))


class Undoing:
    """One undoing: its rows are undone in the opposite order, each kind at once."""

    def __init__(self, homecoming: Homecoming, day: ForumDay, writing: RowWriter, digests: set[str]) -> None:
        self.homecoming, self.day, self.writing, self.digests = homecoming, day, writing, digests
        reader = Reader.here(day.forum.space, writing.by)
        self.told: CarriedForum = ToldDay(day, reader, writing.names).forum()
        self.signed: list[Sheet] = []

    @property
    def is_as_prepared(self) -> bool:
        """Return whether nobody changed the theme, the date, the hours or the places since the file made the day."""
        prepared = self.told.prepared()
        return bool(self.homecoming.facts.get("prepared", prepared) == prepared)

    def run(self) -> int:
        rows = list(self.homecoming.rows.order_by("-pk"))
        made: dict[str, list[BroughtRow]] = defaultdict(list)
        staying = int(self.homecoming.made_day and not self.is_as_prepared)
        for row in rows:
            if row.before:
                staying += not self.bring_back(row)
            else:
                made[row.kind].append(row)
        self.writing.store()
        sign_again(self.signed)
        self.delete_photos(made[PHOTO])
        staying += sum(self.delete(kind, made[kind]) for kind in (PLEDGE, SHEET, PLACE, HOUR))
        self.delete_people(made[PERSON])
        return staying

    def delete_people(self, rows: Sequence[BroughtRow]) -> None:
        """Delete those whom this homecoming named, if nothing else was said of them since; they never came.

        Who is somebody here by now stays, and counts as nothing that stays of the forum. Nothing refers to the others:
        they go without each relation being asked again.
        """
        named = self.homecoming.rows.filter(kind=PERSON).values("thing_id")
        busy = referenced(Person, named, ignoring=(Link,))
        given = Link.objects.exclude(shown_at=None, used_at=None)
        for links, name in ((given, "person"), (Link.objects.all(), "made_by"), (Link.objects.all(), "noted_by")):
            busy.update(links.filter(**{f"{name}__in": named}).values_list(name, flat=True))
        untouched = Person.objects.filter(came_at=None, account=None, email="")
        numbers = list(untouched.filter(pk__in=named).exclude(pk__in=busy).values_list("pk", flat=True))
        Link.objects.filter(person__in=numbers).delete()
        going = untouched.filter(pk__in=numbers)
        going._raw_delete(going.db)
        self.forget(rows)

    def forget(self, rows: Iterable[BroughtRow]) -> None:
        """Forget the names of these rows, which are gone: they may come home again."""
        CarriedRow.objects.filter(day=self.day, uid__in=[row.uid for row in rows]).delete()

    def is_untouched(self, row: BroughtRow, facet: str) -> bool:
        now = self.told.day if row.kind == DAY else self.told.of(row.kind).get(row.uid)
        return now is not None and now.etag(facet) == row.after.get(facet)

    def bring_back(self, row: BroughtRow) -> bool:
        """Write again what the facets said before, where nobody changed them since; return whether all are."""
        before: dict[str, Any] = from_plain_json(row.before)
        rows = self.writing.rows
        thing: Any = self.day if row.kind == DAY else rows.row(row.kind, row.thing_id)
        writes, all_are = self.writing.writes(), True
        for facet, value in before.items():
            is_back = thing is not None and self.is_untouched(row, facet) and writes[facet](thing, value)
            all_are = all_are and is_back
            if is_back and facet == "report":
                self.signed.append(thing)
        if row.uid in self.writing.names.by_uid:
            rows.change(self.writing.names.by_uid[row.uid], agreed=row.agreed_before)
        return all_are

    def delete(self, kind: str, rows: Sequence[BroughtRow]) -> int:
        """Delete what this homecoming made, and return how many of these rows stay: somebody touched them."""
        here = {row.thing_id: row for row in rows if self.writing.rows.row(kind, row.thing_id) is not None}
        touched = {number for number, row in here.items() if not all(self.is_untouched(row, one) for one in row.after)}
        touched |= self.leaned_on(kind, here)
        going = here.keys() - touched
        if kind == SHEET:  # it goes with its question
            Question.objects.filter(sheet__in=going).delete()
        else:
            MODELS[kind].objects.filter(pk__in=going).delete()
        self.forget(row for row in rows if row.thing_id not in touched)
        return len(touched)

    def leaned_on(self, kind: str, numbers: Collection[int]) -> set[int]:
        """Return the ids of the rows on which something of somebody else leans: a query per relation."""
        if kind == SHEET:
            return self.sheets_leaned_on(numbers)
        found = referenced(MODELS[kind], numbers, ignoring=())
        if kind == PLEDGE:  # the person said it themselves since, or another host copied it, in the same words
            by = self.homecoming.by_id
            found |= {one for one in numbers if self.writing.rows.row(PLEDGE, one).typed_by_id != by}
        return found

    def sheets_leaned_on(self, numbers: Collection[int]) -> set[int]:
        by = self.homecoming.by_id
        sheet_of = {self.writing.rows.row(SHEET, number).question_id: number for number in numbers}
        reports = Report.objects.exclude(by=by)
        found = referenced(Sheet, numbers, ignoring=(Session, Report))
        found.update(reports.filter(sheet__in=numbers).values_list("sheet", flat=True))
        found.update(reports.filter(joined_to__in=numbers).values_list("joined_to", flat=True))
        about = referenced(Question, sheet_of, ignoring=(Wording, Sheet))
        reworded = {question for question in sheet_of if self.writing.rows.wordings[question] != 1}
        return found | {sheet_of[question] for question in about | reworded}

    def delete_photos(self, rows: Iterable[BroughtRow]) -> None:
        rows = list(rows)
        of_sheets = SheetPhoto.objects.filter(pk__in=[one.thing_id for one in rows], sheet__day=self.day)
        of_wall = WallPhoto.objects.filter(pk__in=[-one.thing_id for one in rows], day=self.day)
        for photos in (of_sheets, of_wall):
            self.digests.update(photos.values_list("digest", flat=True))
            photos.delete()
        self.forget(rows)


def sign_again(sheets: Sequence[Sheet]) -> None:
    """Have the reports be again of who wrote their words: the homecoming kept them among the former ones."""
    former = latest_words(sheets)
    found = [(one, former.get((one.sheet_id, one.text))) for one in Report.objects.filter(sheet__in=sheets)]
    signed = [(now, words) for now, words in found if words is not None]
    for now, words in signed:
        now.by_id, now.at = words.by_id, words.at
    Report.objects.bulk_update([now for now, _words in signed], ["by", "at"])
    FormerReport.objects.filter(pk__in=[words.pk for _now, words in signed]).delete()
