"""The rows of a day, read at once and stored at once: the number of queries does not grow with that of the rows.

Everybody who writes waits meanwhile where the database has one writer.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.db.models import F, Model

from palabre.forums.homecoming.carried_forum import HOUR, PLACE, PLEDGE, SHEET
from palabre.forums.models import (
    FormerReport,
    ForumDay,
    Report,
    Session,
    Sheet,
    SheetPledge,
    WallPlace,
    WallSlot,
)
from palabre.forums.outcome.reports import keep_each
from palabre.forums.wall.sheets import LAST
from palabre.groups.models import Carrying
from palabre.people.models import Person
from palabre.questions.models import Lineage, Question, Wording

MODELS: dict[str, type[Any]] = {HOUR: WallSlot, PLACE: WallPlace, SHEET: Sheet, PLEDGE: SheetPledge}


@dataclasses.dataclass(slots=True)
class DayRows:
    """The rows of a locked day. What changes in them is said here, and stored by `store`.

    `of` are the rows of each kind, those that are not stored yet included; `by_id` are those that are. `standing` is
    the place of each sheet on the wall, `joined` the sheet to which another one was joined, `carried` the questions
    that a group carries, `became` those that became another one.
    """

    day: ForumDay
    of: dict[str, list[Any]]
    by_id: dict[tuple[str, int], Any]
    standing: dict[int, Session]
    wordings: Counter[int]
    joined: dict[int, int]
    carried: set[int]
    became: set[int]
    new_words: list[Wording] = dataclasses.field(default_factory=list)
    former_words: list[FormerReport] = dataclasses.field(default_factory=list)
    reports: dict[Sheet, dict[str, Any]] = dataclasses.field(default_factory=dict)
    taken_back: list[Sheet] = dataclasses.field(default_factory=list)
    changed: dict[tuple[type[Model], str], dict[int, Any]] = dataclasses.field(
        default_factory=lambda: defaultdict(dict)
    )

    @classmethod
    def read(cls, day: ForumDay) -> Self:
        sheets = list(day.sheets.select_related("question__audience", "asked_by__same_as"))
        for sheet in sheets:
            sheet.day = day
        pledges = list(SheetPledge.objects.filter(sheet__day=day))
        of: dict[str, list[Any]] = {
            HOUR: list(day.slots.all()),
            PLACE: list(day.places.all()),
            SHEET: sheets,
            PLEDGE: pledges,
        }
        questions = [sheet.question_id for sheet in sheets]
        said = Wording.objects.filter(question__in=questions).values_list("question", flat=True)
        reports = Report.objects.filter(sheet__day=day, joined_to__isnull=False)
        return cls(
            day,
            of,
            {(kind, one.pk): one for kind, rows in of.items() for one in rows},
            {one.sheet_id: one for one in Session.objects.standing().filter(slot__day=day)},
            Counter(said),
            dict(reports.values_list("sheet", "joined_to")),
            set(Carrying.objects.filter(question__in=questions).values_list("question", flat=True)),
            set(Lineage.objects.standing().filter(source__in=questions).values_list("source", flat=True)),
        )

    def row(self, kind: str, number: int) -> Any:
        """Return the stored row of this id; None where there is none."""
        return self.by_id.get((kind, number))

    def add(self, kind: str) -> None:
        """Store the new rows of this kind: each has an id from now on."""
        new = [one for one in self.of[kind] if one.pk is None]
        if kind == SHEET:
            questions = Question.objects.bulk_create(sheet.question for sheet in new)
            Wording.objects.bulk_create(self.new_words)
            self.new_words = []
            self.wordings.update(one.pk for one in questions)
        MODELS[kind].objects.bulk_create(new)
        self.by_id.update(((kind, one.pk), one) for one in new)

    def say(self, question: Question, text: str, *, on: datetime.date | None, by: Person | None) -> None:
        """Set a new wording, as Question.say does."""
        self.wordings[question.pk] += 1
        self.new_words.append(
            Wording(question=question, number=self.wordings[question.pk], text=text, said_on=on, by=by)
        )
        self.change(question, text=text)

    def ask(self, question: Question, *, on: datetime.date | None, by: Person | None) -> None:
        """Set the first wording of a question that is not stored yet, as Question.say does."""
        self.new_words.append(Wording(question=question, number=1, text=question.text, said_on=on, by=by))

    def is_taken(self, slot: WallSlot, place: WallPlace) -> bool:
        return any((one.slot_id, one.place_id) == (slot.pk, place.pk) for one in self.standing.values())

    def leave(self, sheet: Sheet, at: datetime.datetime) -> None:
        """Have the sheet stand nowhere."""
        former = self.standing.pop(sheet.pk, None)
        if former is not None:
            self.change(former, left_at=at)

    def stand(self, session: Session) -> None:
        """Have a sheet, which stands nowhere, take a place."""
        self.standing[session.sheet_id] = session

    def makes_circle(self, sheet: Sheet, other: Sheet) -> bool:
        """Return whether each of these sheets would be joined to the other."""
        found, number = set[int](), other.pk
        while number not in found:
            found.add(number)
            number = self.joined.get(number, number)
        return sheet.pk in found

    def report(self, sheet: Sheet, **said: Any) -> None:
        """Keep what is said of the sheet."""
        joined = said["joined_to"]
        self.reports[sheet] = said
        self.joined.pop(sheet.pk, None)
        if joined is not None:
            self.joined[sheet.pk] = joined.pk

    def take_back_report(self, sheet: Sheet) -> None:
        self.joined.pop(sheet.pk, None)
        self.taken_back.append(sheet)

    def change(self, row: Any, **values: Any) -> None:
        """Set these fields of a stored row."""
        for name, value in values.items():
            setattr(row, name, value)
            self.changed[type(row), name][row.pk] = row

    def store(self, *, by: Person, at: datetime.datetime) -> None:
        """Store what changed: places that are left before those that are taken, numbers once none is another's."""
        numbered = self.changed.get((Sheet, "number"), {})
        Sheet.objects.filter(pk__in=numbered).update(number=F("number") + LAST + 1)
        for (model, name), rows in self.changed.items():
            model._base_manager.bulk_update(rows.values(), [name])
        Session.objects.bulk_create(one for one in self.standing.values() if one.pk is None)
        Wording.objects.bulk_create(self.new_words)
        Report.objects.filter(sheet__in=self.taken_back).delete()
        keep_each(self.reports, by=by, at=at)
        FormerReport.objects.bulk_create(self.former_words)


def latest_words(sheets: Iterable[Sheet]) -> dict[tuple[int, str], FormerReport]:
    """Return the latest former report in each words, by sheet."""
    rows = FormerReport.objects.filter(sheet__in=sheets).exclude(text="").order_by("pk")
    return {(one.sheet_id, one.text): one for one in rows}
