"""The sheets of a day that go on, those joined to them, and the people who go on with each."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping

from palabre.forums.models import ForumDay, Report, Sheet, SheetPledge
from palabre.groups.questions.new_question import TITLE
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import shortened
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question

type Sheets = dict[int, Sheet]


@dataclasses.dataclass(frozen=True, slots=True)
class Continuation:
    """A sheet that goes on, with those joined to it, and the pledges to all of them: those who carry come first.

    `question` is the living one: that of the sheet, or the one that it became. `former` became it, in this day.
    """

    sheet: Sheet
    joined: list[Sheet]
    pledges: list[SheetPledge]
    question: Question
    former: list[Question]

    @property
    def carriers(self) -> list[Person]:
        return [one.person for one in self.pledges if one.carries]

    @property
    def others(self) -> list[Person]:
        return [one.person for one in self.pledges if not one.carries]

    @property
    def same(self) -> list[Question]:
        """Return the living question, and those that became it in this day."""
        return [self.question, *self.former]

    @property
    def questions(self) -> list[Question]:
        """Return the questions that the group carries: the living one, then those of the sheets."""
        return list(dict.fromkeys([self.question, self.sheet.question, *(one.question for one in self.joined)]))

    @property
    def title(self) -> str:
        return shortened(self.question.text, TITLE)


def continuations(day: ForumDay) -> tuple[list[Continuation], list[Continuation]]:
    """Return the sheets that somebody carries, and those that wait for somebody, by number. Five queries at most.

    A sheet that was joined to another one is told with it; so is one whose question became the same as another's.
    """
    sheets = {one.pk: one for one in day.sheets.select_related("question__audience").order_by("number")}
    living = living_questions(sheets, day.forum.space_id)
    said = dict(Report.objects.filter(sheet__day=day, joined_to__isnull=False).values_list("sheet", "joined_to"))
    target = one_sheet_of_each(sheets, living) | said
    pledges: dict[int, dict[int, SheetPledge]] = defaultdict(dict)
    joined: dict[int, list[Sheet]] = defaultdict(list)
    for number, sheet in sheets.items():
        if (home := home_of(number, target)) != number:
            joined[home].append(sheet)
    rows = SheetPledge.objects.filter(sheet__day=day, person__put_out_at=None).select_related("person", "typed_by")
    for one in rows.order_by("-carries", "pk"):
        pledges[home_of(one.sheet_id, target)].setdefault(one.person_id, one)
    found = []
    for number, sheet in sheets.items():
        if home_of(number, target) == number:
            same = [one.question for one in [sheet, *joined[number]] if living[one.pk] == living[number]]
            former = [one for one in same if one != living[number]]
            found.append(Continuation(sheet, joined[number], [*pledges[number].values()], living[number], former))
    return [one for one in found if one.carriers], [one for one in found if not one.carriers]


def readable_ones(found: list[Continuation], reader: Reader) -> list[Continuation]:
    """Return those whose words this reader may read: one query. The closing concerns the others as well."""
    words = {question.pk for one in found for question in (one.question, one.sheet.question)}
    known = set(reader.may_read(Question).filter(pk__in=words).values_list("pk", flat=True))
    return [one for one in found if {one.question.pk, one.sheet.question_id} <= known]


def living_questions(sheets: Sheets, space: int) -> dict[int, Question]:
    """Return, by id of each sheet, the living question that its own became; its own where it became several.

    Two queries at most.
    """
    kinship = Kinship.of(space)
    leads = {number: kinship.living(sheet.question_id) for number, sheet in sheets.items()}
    known = {sheet.question_id: sheet.question for sheet in sheets.values()}
    missing = {ends[0] for ends in leads.values() if len(ends) == 1} - known.keys()
    if missing:
        known |= {one.pk: one for one in Question.objects.filter(pk__in=missing).select_related("audience")}
    return {
        number: known.get(leads[number][0], sheet.question) if len(leads[number]) == 1 else sheet.question
        for number, sheet in sheets.items()
    }


def one_sheet_of_each(sheets: Sheets, living: Mapping[int, Question]) -> dict[int, int]:
    """Return, by id of each sheet whose question is another's by now, the sheet that stands for both.

    It is the one on which the living question is written; else the first one.
    """
    first = {sheet.question_id: number for number, sheet in sheets.items() if living[number] == sheet.question}
    homes = {number: first.setdefault(living[number].pk, number) for number in sheets}
    return {number: home for number, home in homes.items() if home != number}


def home_of(number: int, target: Mapping[int, int]) -> int:
    """Return the sheet to which this one was joined, from one to the next: itself where it was not."""
    seen = [number]
    while (number := target.get(number, number)) not in seen:
        seen.append(number)
    return number
