"""Questions on findings of the margin and effect of their answers: doubts as in an import, facts by a yes."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.models import Group, Inquiry
from palabre.meetings.models import Asked, Meeting
from palabre.minutes.doubts.day_doubts import doubt_day_in_words
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.kind_registry import family_of as family_of_doubt
from palabre.minutes.doubts.thing_doubts import NOTED
from palabre.minutes.margin.findings import PROMISE, SUBJECTS, Finding
from palabre.minutes.margin.group_makings import GROUP_MAKINGS
from palabre.minutes.margin.group_makings import NOTED as MADE_OF_GROUPS
from palabre.minutes.margin.promises_there import make_promised
from palabre.minutes.models import Doubt
from palabre.minutes.plan.group_planner import day_and_time
from palabre.pure.french import capitalised, shortened

FACTS = {
    "questions.forum": gettext_lazy("The forum?"),
    "questions.question": gettext_lazy("A question?"),
    "groups.action": gettext_lazy("Something to do?"),
    "groups.group": gettext_lazy("A group?"),
    "groups.inquiry": gettext_lazy("A line of inquiry?"),
    "groups.mergeproposal": gettext_lazy("A merger to agree on?"),
    "groups.need": gettext_lazy("A need?"),
    "groups.progressentry": gettext_lazy("News of a group?"),
    "groups.rolecall": gettext_lazy("Somebody wanted?"),
    "meetings.agendaitem": gettext_lazy("A point of the agenda?"),
    "meetings.aim": gettext_lazy("An aim of this meeting?"),
    "meetings.decision": gettext_lazy("A decision?"),
    "meetings.meeting": gettext_lazy("A meeting?"),
    "meetings.series": gettext_lazy("A rhythm of meetings?"),
    "people.organisation": gettext_lazy("An organisation?"),
    "people.person": gettext_lazy("A person?"),
    "wiki.resource": gettext_lazy("A link to keep?"),
}


def family_of(kind: str, doubt: Doubt) -> Family:
    if "." in kind:
        return FACT
    return WHICH.get(kind) or family_of_doubt(doubt)


def as_doubt(finding: Finding, asked: Asked | None = None) -> Doubt:
    """Return the finding as an unsaved doubt, which the families expect."""
    first, last = finding.lines
    facts = finding.facts | ({"key": finding.key} if finding.key else {})
    doubt = Doubt(kind=finding.kind, words=finding.words, facts=facts, first_line=first, last_line=last)
    if asked is not None:
        doubt.answer, doubt.undo = asked.answer, asked.undo
        doubt.settled_at, doubt.settled_by_id = asked.answered_at, asked.answered_by_id
    return doubt


def ask(doubt: Doubt) -> str:
    facts = doubt.facts
    if day := facts.get("day"):
        words = _("This meeting: %(day)s?") if facts.get("this") else _("A date: %(day)s?")
        return words % {"day": doubt_day_in_words(day)}
    if who := facts.get("who"):
        return _("Something to do, for %(who)s?") % {"who": who}
    if doubt.kind == "people.person":
        return _("A person: %(name)s?") % {"name": facts.get("name", doubt.words)}
    if doubt.kind == "people.organisation":
        return _("An organisation: %(name)s?") % {"name": facts.get("name", doubt.words)}
    return str(FACTS.get(doubt.kind, _("What is this?")))


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("yes", _("Yes")), Choice("no", _("No"))]


def act(settlement: Any, answer: str) -> None:
    if answer == "yes":
        settlement.say(settlement.row(settlement.doubt.facts["key"]))


def done(doubt: Doubt) -> str:
    if doubt.answer != "yes":
        return _("Left as words, nothing more.")
    subject = SUBJECTS.get(doubt.kind, doubt.kind.rpartition(".")[2])
    return str(NOTED.get(subject) or MADE_OF_GROUPS.get(subject) or _("Noted."))


FACT = Family(ask, choices, act, done)


def ask_which_day(doubt: Doubt) -> str:
    return _("Which day is it?")


def days_of(doubt: Doubt) -> list[Choice]:
    found = [Choice(value, capitalised(doubt_day_in_words(value[:10]))) for value in doubt.facts.get("days", [])]
    return [*found, Choice("no", _("None of them"))]


def set_the_day(settlement: Any, answer: str) -> None:
    if answer != "no":
        make_meeting(settlement, answer)


def done_with_day(doubt: Doubt) -> str:
    return _("Left as words, nothing more.") if doubt.answer == "no" else _("Noted as a meeting.")


def ask_which_group(doubt: Doubt) -> str:
    return _("Of which group?") if doubt.facts.get("make") else _("Which group is looking into it?")


def groups_of(doubt: Doubt) -> list[Choice]:
    found = [Choice(str(number), title) for number, title in doubt.facts.get("groups", [])]
    return [*found, Choice("no", _("None of them"))]


def give_to_group(settlement: Any, answer: str) -> None:
    group = Group.objects.visible_to(settlement.by).filter(pk=answer).first() if answer.isdigit() else None
    making = GROUP_MAKINGS.get(settlement.doubt.facts.get("make", ""))
    if group is not None and making is not None:
        making(settlement, group)
    elif group is not None:
        settlement.say(settlement.make(Inquiry, text=settlement.doubt.words, group=group))


def done_with_group(doubt: Doubt) -> str:
    if doubt.answer == "no":
        return _("Left as words, nothing more.")
    return str(MADE_OF_GROUPS.get(doubt.facts.get("make", "")) or _("Noted as a line of inquiry."))


def ask_of_promise(doubt: Doubt) -> str:
    return _("Something to do, to propose to %(who)s?") % {"who": doubt.facts["who"]}


def act_on_promise(settlement: Any, answer: str) -> None:
    if answer == "yes":
        make_promised(settlement)


WHICH = {
    "which_day": Family(ask_which_day, days_of, set_the_day, done_with_day),
    PROMISE: Family(ask_of_promise, choices, act_on_promise, done),
    "which_group": Family(ask_which_group, groups_of, give_to_group, done_with_group),
}


def make_meeting(settlement: Any, when: str, group: Group | None = None) -> None:
    """Make the meeting of that day, with its words. Idempotent."""
    on, at = day_and_time(when)
    words = settlement.doubt.words
    title = group.title if group else shortened(words, 90)
    assert isinstance(on, datetime.date)
    settlement.say(settlement.make(Meeting, title=title, group=group, on=on, at=at, words=words))
