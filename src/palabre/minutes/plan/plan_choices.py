"""A plan as the importer wants it: the text alone, rows taken out, words mended, and the people of a mended list.

Choices are JSON, kept with the import: they are applied to each plan of its text, so that a corrected text keeps them
and each of them can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.db import models

from palabre.groups.models import Action, Group, Inquiry, Need, RoleCall
from palabre.meetings.models import Attendance, Decision, Meeting
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Plan, Ref, TitleOf, Uncertain, Wanted
from palabre.minutes.plan.plan_part import part_of
from palabre.minutes.plan.plan_people import with_people
from palabre.pure.french import shortened
from palabre.questions.models import Question

type Choices = dict[str, Any]

TEXT_ONLY = "text_only"
PEOPLE = "people"  # the mended list: [name, organisation] of those present, and of those excused
DROPPED = "dropped"  # words of the rows taken out, by key
WORDS = "words"  # mended words, by key
WORDED: dict[type[models.Model], str] = {
    **dict.fromkeys((Action, Decision, Inquiry, Need, Question), "text"),
    **dict.fromkeys((Group, Meeting), "title"),
    RoleCall: "words",
}
MADE_OF_WORDS = ("need", "action", "decision", "meeting", "next_meeting", "proposal", "output")  # no row is needed


def chosen(plan: Plan, choices: Choices) -> Plan:
    """Return the plan with these choices applied; the meeting itself is never taken out."""
    if choices.get(TEXT_ONLY):
        return part_of(plan, [THIS_MEETING])
    people = choices.get(PEOPLE)
    listed = plan if people is None else with_people(plan, people)
    gone = set(plan.wanted) - set(listed.wanted)
    listed = Plan(listed.wanted, doubts_without(plan, gone), [said for said in plan.said_again if said[0] not in gone])
    return without(with_words(listed, choices.get(WORDS, {})), choices.get(DROPPED, {}))


def kept_choices(choices: Choices, before: Plan, after: Plan) -> Choices:
    """Return the choices that hold for a corrected text: the list of people goes where the text tells others."""
    seats = [{key for key, wanted in plan.wanted.items() if wanted.model is Attendance} for plan in (before, after)]
    return choices if seats[0] == seats[1] else {name: said for name, said in choices.items() if name != PEOPLE}


def with_words(plan: Plan, words: dict[str, str]) -> Plan:
    """Return the plan with these mended words, by key. A question's first wording follows it."""
    rows = {}
    for wanted in plan:
        said = words.get(wanted.key.removeprefix("wording:"))
        name = "text" if wanted.key.startswith("wording:") else WORDED.get(wanted.model, "")
        rows[wanted.key] = replace(wanted, fields=wanted.fields | {name: said}) if said and name else wanted
    return Plan(rows, plan.doubts, plan.said_again)


def without(plan: Plan, keys: Collection[str]) -> Plan:
    """Return the plan without these rows, those that cannot be without them, and the doubts about either."""
    gone = set(keys) - {THIS_MEETING}
    if not gone:
        return plan
    rows = {}
    for wanted in plan:
        kept = None if wanted.key in gone else without_references(wanted, gone)
        if kept is None:
            gone.add(wanted.key)
        else:
            rows[wanted.key] = kept
    return Plan(rows, doubts_without(plan, gone), [said for said in plan.said_again if said[0] not in gone])


def without_references(wanted: Wanted, gone: Collection[str]) -> Wanted | None:
    """Return the row without its references to these keys; None when it cannot be without one of them."""
    changed: dict[str, Any] = {}
    for name, value in wanted.fields.items():
        if isinstance(value, TitleOf) and value.key in gone:
            changed[name] = shortened(wanted.words, 90)
        elif isinstance(value, Ref) and value.key in gone:
            if not wanted.model._meta.get_field(name).null:
                return None
            changed[name] = None
    return replace(wanted, fields=wanted.fields | changed) if changed else wanted


def doubts_without(plan: Plan, gone: Collection[str]) -> list[Uncertain]:
    """Return the doubts whose rows are all there still."""
    return [one for one in plan.doubts if one.kind in MADE_OF_WORDS or not set(gone) & set(texts_in(one.facts))]


def texts_in(facts: Any) -> Iterator[str]:
    """Yield every text of a JSON value: the keys of rows are among them."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict | list):
        for value in facts.values() if isinstance(facts, dict) else facts:
            yield from texts_in(value)
