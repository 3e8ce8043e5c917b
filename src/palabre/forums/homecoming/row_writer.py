"""Write what a file says of a row: make the row, or change a facet of it.

The rights and the bounds are those of the gestures that say the same. A facet that cannot be written stays as it is
here, and is told: a number or a place that another question has, words for which a group answers by now.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable
from typing import Any

from palabre.forums.day.forum_preparation import MOST_PLACES, MOST_SLOTS, REWORDED
from palabre.forums.homecoming.carried_forum import HOUR, PLACE, PLEDGE, SHEET, CarriedThing
from palabre.forums.homecoming.clean_texts import CleanTexts
from palabre.forums.homecoming.day_rows import DayRows
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.models import ForumDay, ReportKind, ServedCode, Session, Sheet, SheetPledge, WallPlace, WallSlot
from palabre.forums.wall.sheets import MOST, number_beside
from palabre.groups.questions.question_access import looks_after
from palabre.journal.word_changes import change_words
from palabre.people.models import Person
from palabre.pure.french import on_lines
from palabre.questions.models import Question
from palabre.spaces.models import Space

MOST_OF_GROUPS = 40  # sheets whose words belong to a group by now, at once

type Write = Callable[[Any, Any], bool]  # given the row and the value of a facet; False where it stays as it is


@dataclasses.dataclass(slots=True)
class RowWriter:
    """Writes rows of a locked day, as `by`, who hosts it; `store` stores them.

    `people` are the persons here, by uid; None for who is nobody here. `clean` takes removed names off a text.
    `is_undoing`: what a file wrote goes; a file itself takes nothing away.
    """

    day: ForumDay
    names: RowNames
    clean: CleanTexts
    by: Person
    at: datetime.datetime
    people: dict[str, Person | None] = dataclasses.field(default_factory=dict)
    is_undoing: bool = False
    asked_of_groups: int = 0
    rows: DayRows = dataclasses.field(init=False)
    numbers: set[int] = dataclasses.field(init=False)
    going_on: set[tuple[int, int]] = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.rows = DayRows.read(self.day)
        self.numbers = {one.number for one in self.rows.of[SHEET]}
        self.going_on = {(one.sheet_id, one.person_id) for one in self.rows.of[PLEDGE]}

    def hour(self, one: CarriedThing) -> WallSlot | None:
        known = self.rows.of[HOUR]
        if len(known) >= MOST_SLOTS:
            return None
        starts, ends = map(datetime.time.fromisoformat, one.facets["time"])
        return WallSlot(day=self.day, position=next_position(known), starts=starts, ends=ends)

    def place(self, one: CarriedThing) -> WallPlace | None:
        known = self.rows.of[PLACE]
        if len(known) >= MOST_PLACES:
            return None
        name, access = map(self.clean.line, one.facets["place"])
        lost_at = self.at if one.facets["lost"] else None
        return WallPlace(day=self.day, position=next_position(known), name=name, access=access, lost_at=lost_at)

    def sheet(self, one: CarriedThing) -> Sheet | None:
        """Make the question and its sheet. What stands on it and was said of it is written after all sheets are."""
        known = self.rows.of[SHEET]
        if len(known) >= MOST:
            return None
        forum, number = self.day.forum, one.facets["number"]
        asked, together = one.facets["asked"]
        who = self.people.get(asked)
        text = self.clean.line(one.facets["words"])
        question = Question(space=forum.space, audience=forum.audience, forum=forum, text=text)
        self.rows.ask(question, on=forum.held_on, by=who)
        if number in self.numbers:
            number = number_beside(self.numbers)
        self.numbers.add(number)
        said = {"number": number, "asked_by": who, "together": self.clean.line(together), "typed_by": self.by}
        return Sheet(day=self.day, question=question, at=self.at, **said)

    def pledge(self, one: CarriedThing) -> SheetPledge | None:
        """Make what a person said they go on with; None where they are nobody here, or said it here already."""
        person, sheet = (
            self.people.get(one.facts["person"]),
            self.rows.row(SHEET, self.row_of(SHEET, one.facts["sheet"])),
        )
        if person is None or sheet is None or (sheet.pk, person.pk) in self.going_on:
            return None
        self.going_on.add((sheet.pk, person.pk))
        carries, energy, words = one.facets["said"]
        said = {"carries": carries, "energy": energy, "words": self.clean.line(words), "reply_to": one.facts["address"]}
        return SheetPledge(sheet=sheet, person=person, at=self.at, typed_by=self.by, **said)

    def writes(self) -> dict[str, Write]:
        """Return how each facet is written."""
        return {
            "theme": self.theme,
            "venue": self.venue,
            "code": self.code,
            "time": self.time,
            "place": self.place_words,
            "lost": self.lost,
            "words": self.words,
            "number": self.number,
            "asked": self.asked,
            "where": self.where,
            "report": self.report,
            "dots": self.dots,
            "said": self.said,
        }

    def theme(self, day: ForumDay, value: list[Any]) -> bool:
        held_on = datetime.date.fromisoformat(value[1]) if value[1] else None
        theme = self.clean.line(value[0])
        if day.forum.theme and not theme:
            return False
        change_words(day.forum, REWORDED, by=self.by, theme=theme, held_on=held_on)
        return True

    def venue(self, day: ForumDay, value: list[Any]) -> bool:
        day.be_held(self.clean.line(value[0]), datetime.time.fromisoformat(value[1]) if value[1] else None)
        return True

    def code(self, day: ForumDay, value: str | None) -> bool:
        """Have the code of the other computer lead here; False where another day has these letters, or had them."""
        if value is None or is_code_taken(value, space=day.forum.space, besides=day):
            return False
        return day.be_joined_by(value)

    def time(self, slot: WallSlot, value: list[str]) -> bool:
        slot.be_at(slot.position, *map(datetime.time.fromisoformat, value))
        return True

    def place_words(self, place: WallPlace, value: list[str]) -> bool:
        place.be_at(place.position, *map(self.clean.line, value))
        return True

    def lost(self, place: WallPlace, value: bool) -> bool:
        place.lose(self.at if value else None)
        return True

    def words(self, sheet: Sheet, value: str) -> bool:
        if not self.may_reword(sheet):
            return False
        self.rows.say(sheet.question, self.clean.line(value), on=self.day.forum.held_on, by=self.by)
        return True

    def may_reword(self, sheet: Sheet) -> bool:
        """Return whether who writes, a host, may change the words: where a group carries them, its people decide.

        To find these people takes long: beyond a number of such sheets, words stay as they are here.
        """
        if sheet.question_id in self.rows.became:
            return False
        if sheet.question_id not in self.rows.carried:
            return True
        self.asked_of_groups += 1
        return self.asked_of_groups <= MOST_OF_GROUPS and looks_after(self.by, sheet.question)

    def number(self, sheet: Sheet, value: int) -> bool:
        if value in self.numbers:
            return False
        self.numbers ^= {sheet.number, value}
        self.rows.change(sheet, number=value)
        return True

    def asked(self, sheet: Sheet, value: list[Any]) -> bool:
        """Change who asked it, unless they put it here themselves."""
        who, here = self.people.get(value[0]), sheet.asked_by
        if sheet.typed_by_id is None and here is not None and who != (here.same_as or here):
            return False
        self.rows.change(sheet, asked_by=who, together=self.clean.line(value[1]))
        return True

    def where(self, sheet: Sheet, value: list[str] | None) -> bool:
        if value is None:
            self.rows.leave(sheet, self.at)
            return True
        slot = self.rows.row(HOUR, self.row_of(HOUR, value[0]))
        place = self.rows.row(PLACE, self.row_of(PLACE, value[1]))
        if slot is None or place is None or place.is_lost or self.rows.is_taken(slot, place):
            return False
        self.rows.leave(sheet, self.at)
        self.rows.stand(Session(sheet=sheet, slot=slot, place=place, by=self.by, at=self.at))
        return True

    def report(self, sheet: Sheet, value: list[Any] | None) -> bool:
        """Write the report, as any host may."""
        if value is None:
            if self.is_undoing:
                self.rows.take_back_report(sheet)
            return self.is_undoing
        kind, text, joined = value
        other = self.rows.row(SHEET, self.row_of(SHEET, joined)) if kind == ReportKind.JOINED else None
        if kind == ReportKind.JOINED and (other is None or self.rows.makes_circle(sheet, other)):
            return False
        self.rows.report(sheet, kind=kind, text=on_lines(self.clean(text)), joined_to=other)
        return True

    def dots(self, sheet: Sheet, value: str) -> bool:
        self.rows.change(sheet.question, dots=self.clean.line(value))
        return True

    def said(self, pledge: SheetPledge, value: list[Any]) -> bool:
        """Change what somebody goes on with, unless they said it here themselves, or came to a group by it."""
        if pledge.typed_by_id is None or pledge.came_to_id is not None:
            return False
        carries, energy, words = value
        self.rows.change(pledge, carries=carries, energy=energy, words=self.clean.line(words))
        return True

    def store(self) -> None:
        self.rows.store(by=self.by, at=self.at)

    def row_of(self, kind: str, uid: str) -> int:
        """Return the id here of the row of this kind with this name; 0 for none."""
        known = self.names.by_uid.get(uid)
        return known.thing_id if known is not None and known.kind == kind else 0


def is_code_taken(code: str, *, space: Space, besides: ForumDay | None) -> bool:
    """Return whether these letters lead to another day of this server, or to a newsroom, or led to another space."""
    others = ForumDay.objects.exclude(pk=besides.pk) if besides is not None else ForumDay.objects.all()
    leads = others.filter(code=code).exists() or ForumDay.objects.filter(newsroom_code=code).exists()
    return leads or not ServedCode.is_free(code, space_id=space.pk)


def next_position(rows: Iterable[Any]) -> int:
    """Return the position after those of these hours, or places, of a wall."""
    return max((one.position for one in rows), default=0) + 1
