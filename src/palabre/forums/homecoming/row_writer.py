"""Write what a file says of a row: make the row, or change a facet of it.

The rights and the bounds are those of the gestures that say the same. A facet that cannot be written stays as it is
here, and is told: a number or a place that another question has, words for which a group answers by now.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from palabre.forums.day.forum_preparation import MOST_PLACES, MOST_SLOTS, REWORDED
from palabre.forums.day.host_rights import may_report_sheet, may_reword_sheet
from palabre.forums.homecoming.carried_forum import HOUR, PLACE, SHEET, CarriedThing
from palabre.forums.homecoming.row_names import RowNames
from palabre.forums.models import ForumDay, Report, ReportKind, ServedCode, Sheet, SheetPledge, WallPlace, WallSlot
from palabre.forums.outcome.reports import keep, refuse_circle
from palabre.forums.wall.placements import refuse_unless_free
from palabre.forums.wall.sheets import MOST, next_number
from palabre.groups.questions.question_access import living_now
from palabre.journal.word_changes import change_words
from palabre.people.erasures.refused_names import refused_digests, without_refused_names
from palabre.people.models import Person
from palabre.pure.french import on_lines, on_one_line
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space

type Write = Callable[[Any, Any], bool]  # given the row and the value of a facet; False where it stays as it is


@dataclasses.dataclass(slots=True)
class RowWriter:
    """Writes rows of a locked day, as `by`. `people` are the persons here, by uid; None for who is nobody here.

    `is_undoing`: what a file wrote goes; a file itself takes nothing away.
    """

    day: ForumDay
    names: RowNames
    by: Person
    at: datetime.datetime
    people: dict[str, Person | None] = dataclasses.field(default_factory=dict)
    is_undoing: bool = False
    keeps_all: bool = False

    def __post_init__(self) -> None:
        self.keeps_all = not refused_digests(self.day.forum.space)

    def line(self, text: str) -> str:
        """Return the text on one line, without removed names."""
        return on_one_line(self.unnamed(text))

    def unnamed(self, text: str) -> str:
        return text if self.keeps_all else without_refused_names(self.day.forum.space, text)

    @staticmethod
    def cleaning(space: Space) -> Callable[[str], str]:
        """Return what makes one line of a text, without the names that were removed from this space."""
        keeps_all = not refused_digests(space)
        return lambda text: on_one_line(text if keeps_all else without_refused_names(space, text))

    def hour(self, one: CarriedThing) -> WallSlot | None:
        if self.day.slots.count() >= MOST_SLOTS:
            return None
        starts, ends = map(datetime.time.fromisoformat, one.facets["time"])
        return WallSlot.objects.create(day=self.day, position=last(self.day.slots) + 1, starts=starts, ends=ends)

    def place(self, one: CarriedThing) -> WallPlace | None:
        if self.day.places.count() >= MOST_PLACES:
            return None
        name, access = map(self.line, one.facets["place"])
        lost_at = self.at if one.facets["lost"] else None
        said = {"position": last(self.day.places) + 1, "name": name, "access": access, "lost_at": lost_at}
        return WallPlace.objects.create(day=self.day, **said)

    def sheet(self, one: CarriedThing) -> Sheet | None:
        """Make the question and its sheet. What stands on it and was said of it is written after all sheets are."""
        if self.day.sheets.count() >= MOST:
            return None
        forum, number = self.day.forum, one.facets["number"]
        asked, together = one.facets["asked"]
        who = self.people.get(asked)
        question = Question.objects.create(space=forum.space, audience=forum.audience, forum=forum)
        question.say(self.line(one.facets["words"]), on=forum.held_on, by=who)
        if self.day.sheets.filter(number=number).exists():
            number = next_number(self.day)
        said = {"number": number, "asked_by": who, "together": self.line(together), "typed_by": self.by}
        return Sheet.objects.create(day=self.day, question=question, at=self.at, **said)

    def pledge(self, one: CarriedThing) -> SheetPledge | None:
        """Make what a person said they go on with; None where they are nobody here, or said it here already."""
        person, sheet = self.people.get(one.facts["person"]), self.names.row_of(one.facts["sheet"])
        if person is None or not self.day.sheets.filter(pk=sheet).exists():
            return None
        if SheetPledge.objects.filter(sheet=sheet, person=person).exists():
            return None
        carries, energy, words = one.facets["said"]
        said = {"carries": carries, "energy": energy, "words": self.line(words), "reply_to": one.facts["address"]}
        return SheetPledge.objects.create(sheet_id=sheet, person=person, at=self.at, typed_by=self.by, **said)

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
        theme = self.line(value[0])
        if day.forum.theme and not theme:
            return False
        change_words(day.forum, REWORDED, by=self.by, theme=theme, held_on=held_on)
        return True

    def venue(self, day: ForumDay, value: list[Any]) -> bool:
        day.be_held(self.line(value[0]), datetime.time.fromisoformat(value[1]) if value[1] else None)
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
        place.be_at(place.position, *map(self.line, value))
        return True

    def lost(self, place: WallPlace, value: bool) -> bool:
        place.lose(self.at if value else None)
        return True

    def words(self, sheet: Sheet, value: str) -> bool:
        if not may_reword_sheet(self.by, sheet) or not succeeds(living_now, sheet.question):
            return False
        sheet.question.say(self.line(value), on=self.day.forum.held_on, by=self.by)
        return True

    def number(self, sheet: Sheet, value: int) -> bool:
        if self.day.sheets.filter(number=value).exists():
            return False
        sheet.be_numbered(value)
        return True

    def asked(self, sheet: Sheet, value: list[Any]) -> bool:
        """Change who asked it, unless they put it here themselves."""
        who, here = self.people.get(value[0]), sheet.asked_by
        if sheet.typed_by_id is None and here is not None and who != (here.same_as or here):
            return False
        sheet.asked_by, sheet.together = who, self.line(value[1])
        sheet.save(update_fields=["asked_by", "together"])
        return True

    def where(self, sheet: Sheet, value: list[str] | None) -> bool:
        former = sheet.sessions.standing().first()
        if value is None:
            if former is not None:
                former.leave(self.at)
            return True
        slot = self.day.slots.filter(pk=self.row_of(HOUR, value[0])).first()
        place = self.day.places.filter(pk=self.row_of(PLACE, value[1])).first()
        if slot is None or place is None or not succeeds(refuse_unless_free, self.day, slot, place):
            return False
        if former is not None:
            former.leave(self.at)
        sheet.sessions.create(slot=slot, place=place, by=self.by, at=self.at)
        return True

    def report(self, sheet: Sheet, value: list[Any] | None) -> bool:
        if not may_report_sheet(self.by, sheet):
            return False
        if value is None:
            if self.is_undoing:
                Report.objects.filter(sheet=sheet).delete()
            return self.is_undoing
        kind, text, joined = value
        other = self.day.sheets.filter(pk=self.row_of(SHEET, joined)).first() if joined else None
        if kind == ReportKind.JOINED and (other is None or not succeeds(refuse_circle, sheet, other)):
            return False
        joined_to = other if kind == ReportKind.JOINED else None
        keep(sheet, kind, by=self.by, at=self.at, text=on_lines(self.unnamed(text)), joined_to=joined_to)
        return True

    def dots(self, sheet: Sheet, value: str) -> bool:
        sheet.question.dots = self.line(value)
        sheet.question.save(update_fields=["dots"])
        return True

    def said(self, pledge: SheetPledge, value: list[Any]) -> bool:
        """Change what somebody goes on with, unless they said it here themselves, or came to a group by it."""
        if pledge.typed_by_id is None or pledge.came_to_id is not None:
            return False
        pledge.carries, pledge.energy, pledge.words = value[0], value[1], self.line(value[2])
        pledge.save(update_fields=["carries", "energy", "words"])
        return True

    def row_of(self, kind: str, uid: str) -> int:
        """Return the id here of the row of this kind with this name; 0 for none."""
        known = self.names.by_uid.get(uid)
        return known.thing_id if known is not None and known.kind == kind else 0


def succeeds(act: Callable[..., object], *args: Any) -> bool:
    """Return whether the act does not refuse."""
    try:
        act(*args)
    except Refusal:
        return False
    return True


def is_code_taken(code: str, *, space: Space, besides: ForumDay | None) -> bool:
    """Return whether these letters lead to another day of this server, or to a newsroom, or led to another space."""
    others = ForumDay.objects.exclude(pk=besides.pk) if besides is not None else ForumDay.objects.all()
    leads = others.filter(code=code).exists() or ForumDay.objects.filter(newsroom_code=code).exists()
    return leads or not ServedCode.is_free(code, space_id=space.pk)


def last(rows: Any) -> int:
    """Return the last position of the hours, or of the places, of a wall."""
    found: int | None = rows.order_by("-position").values_list("position", flat=True).first()
    return found or 0
