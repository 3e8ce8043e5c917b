"""The meeting itself: the forum it follows, who was there, what for, and the questions that were brought."""

from __future__ import annotations

import re
import time
from functools import cached_property

from django.utils.translation import gettext as _

from palabre.meetings.models import AgendaItem, Aim, Attendance, Meeting
from palabre.minutes.plan.plan import Plan, Ref, plan_key
from palabre.people.models import NAME_LENGTH, Affiliation, Organisation, Person
from palabre.pure.french import name_key, organisation_key, shortened
from palabre.pure.french.spellings import INSTEAD
from palabre.pure.minutes import Minutes
from palabre.questions.models import Forum, Lineage, LineageKind, Question, Wording

THIS_MEETING = "meeting:this"
TITLE_LENGTH = 200
MOST_SPENT = 3.0  # seconds of processor to plan a text; the longest minutes take less than one
PART = re.compile(
    r"[a-zà-ÿ]|(?:[Dd][ée]pt|[Dd]ir|[Ss]ce)\b\.?|(?:Service|Mission|Cellule|Unité|Secteur|Gestion)\b(?! locale)"
)
NOBODY = name_key(INSTEAD)  # what stands where a name was taken away


class MeetingPlanner:
    """Fills a plan with the meeting itself: who was there, what for, and which questions were brought."""

    def __init__(self, minutes: Minutes, text: str) -> None:
        self.minutes, self.text, self.plan = minutes, text, Plan(until=time.thread_time() + MOST_SPENT)
        self.groups: dict[tuple[str, ...], Ref] = {}  # by the name of each convener, once groups are planned
        self.forum = self.plan_forum()
        self.meeting = self.plan_meeting()
        self.plan_participants()
        self.plan_agenda()
        self.questions = [self.plan_question(number) for number in range(len(minutes.questions))]
        self.plan_hosts()
        self.rewordings = self.plan_rewordings()

    def plan_forum(self) -> Ref | None:
        if self.minutes.forum_on is None:
            return None
        day, lines = self.minutes.forum_on, self.line_of("forum")
        return self.plan.want(plan_key("forum", day.isoformat()), Forum, lines, self.words_of(lines), held_on=day)

    def plan_meeting(self) -> Ref:
        title = self.minutes.title or _("Minutes")
        lines = self.line_of(" ".join(title.split()[:3]))
        return self.plan.want(
            THIS_MEETING,
            Meeting,
            lines,
            self.words_of(lines),
            title=shortened(title, TITLE_LENGTH),
            on=self.minutes.date,
            place=shortened(self.minutes.place or "", TITLE_LENGTH),
            forum=self.forum,
        )

    def plan_participants(self) -> None:
        for found in self.minutes.participants:
            person = self.person(found.name, found.lines, found.text)
            if person is None:
                continue
            key = plan_key("attendance", person.key)
            self.plan.tie(key, Attendance, meeting=self.meeting, person=person, presence=found.presence)
            for name in organisations_in(found.organisation or ""):
                self.affiliate(person, name, found.lines)
        for addendum in self.minutes.addenda:
            if addendum.who:
                self.person(addendum.who, addendum.lines, addendum.text)

    def person(self, name: str, lines: tuple[int, int] | None = None, words: str = "") -> Ref | None:
        """Want the person called `name`; one too long to be a name stays a doubt, « une personne » is nobody."""
        self.plan.look()
        if name_key(name) == NOBODY:
            return None
        if len(name) > NAME_LENGTH or not name_key(name):
            self.plan.doubt("not_a_name", shortened(name, NAME_LENGTH), lines or (1, 1))
            return None
        return self.plan.want(plan_key("person", *name_key(name)), Person, lines, words, name=name)

    def affiliate(self, person: Ref, name: str, lines: tuple[int, int]) -> None:
        if len(name) > NAME_LENGTH:
            self.plan.doubt("not_a_name", shortened(name, NAME_LENGTH), lines)
            return
        key = plan_key("organisation", organisation_key(name) or name)
        organisation = self.plan.want(key, Organisation, lines, name, name=name)
        tie = plan_key("affiliation", person.key, key)
        self.plan.tie(tie, Affiliation, person=person, organisation=organisation)

    @cached_property
    def organisations(self) -> dict[int, str]:
        """The first organisation written on each line of the participants."""
        people = reversed(self.minutes.participants)
        return {one.lines[0]: one.organisation for one in people if one.organisation}

    def plan_agenda(self) -> None:
        for number, aim in enumerate(self.minutes.objectives, 1):
            key = f"aim:{number}"
            self.plan.want(key, Aim, aim.lines, aim.text, meeting=self.meeting, position=number, text=aim.text)
        for number, item in enumerate(self.minutes.agenda, 1):
            self.plan.want(
                f"agenda:{number}",
                AgendaItem,
                item.lines,
                item.text,
                meeting=self.meeting,
                position=number,
                text=item.text,
                parts=list(item.children),
            )

    def plan_question(self, number: int) -> Ref:
        found = self.minutes.questions[number]
        by = self.person(found.hosts[0]) if len(found.hosts) == 1 else None
        return self.question(found.text, found.lines, by)

    def question(self, text: str, lines: tuple[int, int], by: Ref | None) -> Ref:
        key = plan_key("question", text)
        question = self.plan.want(key, Question, lines, text, text=text, forum=self.forum)
        self.plan.want(
            f"wording:{key}", Wording, question=question, number=1, text=text, said_on=self.minutes.date, by=by
        )
        return question

    def plan_hosts(self) -> None:
        """A question that is said on the line of a person is said on that of each who brought it."""
        lines = {found.lines for found in self.minutes.participants}
        for found in self.minutes.participants:
            for index in found.questions:
                question = self.minutes.questions[index]
                if question.lines in lines:
                    self.plan.also_said(self.questions[index], found.lines, question.text)

    def plan_rewordings(self) -> list[tuple[str | None, Ref, list[Ref]]]:
        """Want each new wording as a question of its own, to which the former ones lead."""
        rewordings = []
        for found in self.minutes.reformulations:
            by = self.person(found.by) if found.by else None
            target = self.question(found.text, found.lines, by)
            sources = [self.questions[index] for index in found.of if self.questions[index] != target]
            for source in sources:
                key = plan_key("lineage", source.key, target.key)
                kind, on = LineageKind.REWORD, self.minutes.date
                self.plan.tie(key, Lineage, kind=kind, source=source, target=target, on=on, by=by)
            rewordings.append((found.by, target, sources))
        return rewordings

    def line_of(self, words: str) -> tuple[int, int] | None:
        """Return the first line of the text that holds these words, as they are written."""
        self.plan.look()
        before, found, _after = self.text.partition(words)
        number = before.count("\n") + 1
        return (number, number) if found and words else None

    def words_of(self, lines: tuple[int, int] | None) -> str:
        """Return the words of a line, without the signs of a heading or a list around them."""
        return self.text.split("\n")[lines[0] - 1].strip(" \t#*_->") if lines else ""


def organisations_in(words: str) -> list[str]:
    """Cut a list written with slashes: « A/ B et C » names three; without a slash the words are one name.

    A part of the one before is no name: « Ville de Brume / service des eaux » names the town.
    """
    if not words:
        return []
    if "/" not in words:
        return [words]
    pieces = [piece.strip(" ,;") for part in words.split("/") for piece in part.split(" et ")]
    kept = [piece for piece in pieces if piece]
    return [piece for at, piece in enumerate(kept) if at == 0 or not PART.match(piece)]
