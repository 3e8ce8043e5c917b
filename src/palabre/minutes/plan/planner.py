"""From the findings of `pure.minutes` to the plan of a living space. Nothing is invented here.

The order is that in which rows lean on each other: people, the forum, the meeting, questions, groups, then
what groups said.
"""

from __future__ import annotations

import dataclasses
import math

from django.utils import translation

from palabre.meetings.models import Decision
from palabre.minutes.plan.doubt_planner import plan_doubts
from palabre.minutes.plan.group_planner import GroupPlanner
from palabre.minutes.plan.meeting_planner import MeetingPlanner
from palabre.minutes.plan.plan import Plan, plan_key
from palabre.pure.minutes import Minutes
from palabre.wiki.models import Resource

MOST_FOUND = 6_000  # things of one text; each is looked for among the others, and long minutes say three hundred


def says_too_much(minutes: Minutes) -> bool:
    """Return whether so much was found in a text that planning it would take the square of its length."""
    found = [getattr(minutes, one.name) for one in dataclasses.fields(minutes)]
    return sum(len(some) for some in found if isinstance(some, tuple)) > MOST_FOUND


def plan_of(minutes: Minutes, text: str) -> Plan:
    """Return what the space should hold once `minutes`, read in `text`, are imported.

    Raise a Refusal when it takes too long.
    """
    with translation.override(minutes.language):
        meeting = MeetingPlanner(minutes, text)
        GroupPlanner(meeting).fill()
        plan_decisions(meeting)
        plan_links(meeting)
        plan_doubts(meeting)
    meeting.plan.until = math.inf
    return meeting.plan


def plan_decisions(meeting: MeetingPlanner) -> None:
    for found in meeting.minutes.decisions:
        if found.sure:
            key, said = plan_key("decision", found.text), {"meeting": meeting.meeting, "text": found.text}
            meeting.plan.want(key, Decision, found.lines, found.text, **said)
        else:
            meeting.plan.doubt("decision", found.text, found.lines)


def plan_links(meeting: MeetingPlanner) -> None:
    longest = Resource._meta.get_field("url").max_length or 0
    for url in meeting.minutes.links:
        if len(url) <= longest:
            meeting.plan.want(plan_key("resource", url), Resource, meeting.line_of(url), url, url=url)
