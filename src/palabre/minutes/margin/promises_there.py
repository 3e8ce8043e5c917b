"""Promises that a line makes for somebody who is there: a yes proposes them to that person, who alone accepts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from palabre.groups.actions.action_offers import offer
from palabre.groups.models import Action
from palabre.groups.typed_values import LONGEST_LINE, day_meant
from palabre.meetings.attendance.people_there import names_there, the_one_called
from palabre.meetings.models import Attendance
from palabre.minutes.margin.findings import Finding
from palabre.people.models import Person
from palabre.wiki.models import Page


def of_people_there(promises: Iterable[Finding], page: Page) -> list[Finding]:
    """Leave out what is said of nobody who is at a meeting of this page. No query where there are none."""
    found = list(promises)
    spellings = names_in_meetings_of(page) if found else []
    return [one for one in found if the_one_called(one.facts["who"], spellings)]


def names_in_meetings_of(page: Page) -> list[Person]:
    return names_there(Attendance.objects.filter(meeting__minutes=page), page.space)


def make_promised(settlement: Any) -> None:
    """Make the action, with its deadline, and propose it to the person whom its words name."""
    facts, words = settlement.doubt.facts, settlement.doubt.words
    due = facts["due"][:LONGEST_LINE]
    due_on = day_meant(due, today=timezone.localdate())
    action = settlement.make(Action, text=words, due_words=due, due_on=due_on)
    settlement.say(action)
    person = the_one_called(facts["who"], names_in_meetings_of(settlement.page))
    if person is not None and not person.is_passer_by and action.owner_id is None:
        offer(action, person, by=settlement.by)
