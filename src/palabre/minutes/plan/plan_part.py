"""Part of a plan: some rows, the rows they reference, and the ties that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import models

from palabre.groups.models import Carrying, Membership
from palabre.meetings.models import Attendance, Decision
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Plan, Ref, TitleOf, Wanted
from palabre.people.models import Affiliation
from palabre.questions.models import Lineage, Wording

# Rows without lines of their own, with the field of the row they belong to.
ALWAYS: dict[type[models.Model], str] = {Wording: "question", Membership: "group", Carrying: "group"}
OF_ITS_OWN: dict[type[models.Model], str] = {Attendance: "person", Affiliation: "person", Lineage: "target"}


def part_of(plan: Plan, keys: Collection[str]) -> Plan:
    """Return the plan of these rows alone, in the order of the whole plan.

    A question takes its wordings; a group its memberships and questions; a person their presence and organisations. A
    decision takes no meeting without a day: nothing would identify it.
    """
    kept: set[str] = set()
    waiting = [(key, True) for key in keys if key in plan.wanted]
    while waiting:
        key, is_asked_for = waiting.pop()
        if key in kept or is_no_meeting(plan, key, keys):
            continue
        kept.add(key)
        waiting += [(other, False) for other in leans_on(plan.wanted[key])]
        waiting += [(other, False) for other in owned_by(plan, key, ALWAYS | OF_ITS_OWN if is_asked_for else ALWAYS)]
    part = Plan({key: wanted for key, wanted in plan.wanted.items() if key in kept})
    part.said_again = [said for said in plan.said_again if said[0] in kept]
    return part


def leans_on(wanted: Wanted) -> Iterator[str]:
    for value in wanted.fields.values():
        if isinstance(value, Ref | TitleOf):
            yield value.key


def owned_by(plan: Plan, key: str, owners: dict[type[models.Model], str]) -> Iterator[str]:
    for wanted in plan:
        if wanted.lines is None and wanted.fields.get(owners.get(wanted.model, "")) == Ref(key):
            yield wanted.key


def is_no_meeting(plan: Plan, key: str, keys: Collection[str]) -> bool:
    """Return whether this is the meeting of a text without a day, which only a decision references."""
    asked_for = [plan.wanted[one].model for one in keys if one in plan.wanted]
    return key == THIS_MEETING and plan.wanted[key].fields["on"] is None and asked_for == [Decision]
