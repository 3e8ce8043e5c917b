"""Words that may be a need, something to do, a decision, a meeting: nothing is made of them before somebody says so."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.group_access import let_write
from palabre.groups.models import Action, Deliverable, Group, Need, NeedKind, RoleCall
from palabre.meetings.models import Decision, Meeting
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.doubt_texts import QUESTIONS
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.minutes.plan.group_planner import day_and_time
from palabre.pure.french import shortened

TITLE_LENGTH = Deliverable._meta.get_field("title").max_length or 0

type Making = Callable[[Settlement, dict[str, Any]], Any]


def make_need(settlement: Settlement, said: dict[str, Any]) -> Any:
    kind, words = settlement.doubt.facts.get("need", ""), settlement.doubt.words
    if kind == "role":
        return settlement.make(RoleCall, words=words, opened_on=said_on(settlement), **said)
    kind = kind if kind in NeedKind.values else NeedKind.OTHER
    return settlement.make(Need, text=words, kind=kind, said_on=said_on(settlement), **said)


def make_action(settlement: Settlement, said: dict[str, Any]) -> Any:
    owners = shortened(", ".join(settlement.doubt.facts.get("owners", [])), 400)
    due = settlement.doubt.facts.get("due")
    said |= {"due_on": datetime.date.fromisoformat(due)} if due else {}
    return settlement.make(Action, text=settlement.doubt.words, owner_words=owners, **said)


def make_decision(settlement: Settlement, said: dict[str, Any]) -> Any:
    return settlement.make(Decision, text=settlement.doubt.words, meeting=settlement.reading.meeting, **said)


def make_output(settlement: Settlement, said: dict[str, Any]) -> Any:
    """Begin what the group makes. Raises a Refusal when the group is gone, or is not for `by` to write."""
    group: Group = settlement.row(settlement.doubt.facts.get("group", ""))
    settlement.refuse_what_others_read(group)
    let_write(settlement.by, group)
    title = shortened(settlement.doubt.words, TITLE_LENGTH)
    return settlement.make(Deliverable, group=group, title=title, by=settlement.by, at=settlement.at)


def make_meeting(settlement: Settlement, said: dict[str, Any]) -> Any:
    words, group = settlement.doubt.words, said["group"]
    on, at = day_and_time(settlement.doubt.facts.get("when"))
    title = group.title if group else shortened(words, 90)
    return settlement.make(Meeting, title=title, words=words, on=on, at=at, **said)


MAKINGS: dict[str, Making] = {
    "need": make_need,
    "action": make_action,
    "decision": make_decision,
    "meeting": make_meeting,
    "output": make_output,
}
NOTED = {
    "need": gettext_lazy("Noted as a need."),
    "action": gettext_lazy("Noted as something to do."),
    "decision": gettext_lazy("Noted as a decision."),
    "question": gettext_lazy("Noted as a question."),
    "meeting": gettext_lazy("Noted as a meeting."),
    "output": gettext_lazy("Noted as something that the group makes."),
}


def said_on(settlement: Settlement) -> Any:
    return settlement.reading.meeting.on if settlement.reading.meeting else None


def ask(doubt: Doubt) -> str:
    return str(QUESTIONS[doubt.kind])


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("yes", _("Yes")), Choice("no", _("No"))]


def what_to_make(kind: str, answer: str) -> str:
    """Return what an answer makes: "need"…, or "" for nothing."""
    if answer == "yes":
        return "meeting" if kind == "next_meeting" else kind
    return answer if answer in MAKINGS else ""


def act(settlement: Settlement, answer: str) -> None:
    if making := MAKINGS.get(what_to_make(settlement.doubt.kind, answer)):
        group = settlement.row_or_none(settlement.doubt.facts.get("group", ""))
        settlement.say(making(settlement, {"group": group}))


def done(doubt: Doubt) -> str:
    made = what_to_make(doubt.kind, doubt.answer)
    return str(NOTED[made]) if made in NOTED else _("Left as words, nothing more.")


FAMILY = Family(ask, choices, act, done)


def choices_of_a_proposal(doubt: Doubt) -> list[Choice]:
    meeting = [Choice("meeting", _("A meeting"))] if doubt.facts.get("when") else []
    return [
        Choice("action", _("Something to do")),
        *meeting,
        Choice("decision", _("A decision")),
        Choice("no", _("None of these")),
    ]


PROPOSAL = Family(ask, choices_of_a_proposal, act, done)
