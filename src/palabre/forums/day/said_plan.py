"""Read the answers from which a day is prepared: the day in words, the hours and places of the wall, the questions."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.forums.day.forum_preparation import Plan
from palabre.forums.day.plan_words import day_in_words
from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_lines import WallLine, read_hours, read_spots, read_wall_line
from palabre.groups.typed_values import day_meant
from palabre.meetings.polls.date_options import slots_in
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.web import dates_in_words
from palabre.web.form.shown_words import Shown

TODAY = re.compile(r"\b(?:aujourd[’']hui|today)\b", re.IGNORECASE)


def plan_said(said: dict[str, Any], *, today: datetime.date) -> Plan:
    """Return the plan of a forum to come. Raise a Refusal for a day, an hour or a theme that is missing."""
    if not said["theme"].strip():
        raise Refusal(_("The question that gathers you is missing."), instead=_("A few words are enough."))
    held_on, at = day_to_come(said["day"], today=today)
    return plan_with(said, held_on, at)


def past_plan_said(said: dict[str, Any], *, today: datetime.date) -> Plan:
    """Return the plan of a forum that took place: its last such day is meant. Without words, no day is known."""
    held_on = past_day(said["day"], today=today) if said["day"] else None
    return plan_with(said, held_on, None)


def changed_plan_said(said: dict[str, Any], day: ForumDay, *, today: datetime.date) -> Plan:
    """Return the plan that a host changed. The day in the words that its form showed stays the same, be it past."""
    if said["day"] == day_in_words(day.forum.held_on, day.at) or Shown(said["shown"]).has("day", said["day"]):
        return plan_with(said, day.forum.held_on, day.at)
    return plan_with(said, *day_to_come(said["day"], today=today))


def plan_with(said: dict[str, Any], held_on: datetime.date | None, at: datetime.time | None) -> Plan:
    hours = read_hours(said["hours"])
    if hours is None:
        raise Refusal(
            _("We cannot read one of the hours."), instead=_("Write one on each line: 10:30, or 10:30 - 11:15.")
        )
    spots = tuple(read_spots(said["places"]))
    dots = int(said["dots_each"]) * said["dots"] if "dots" in said else None
    return Plan(on_one_line(said["theme"]), held_on, at, said["venue"], tuple(hours), spots, dots)


def day_to_come(words: str, *, today: datetime.date) -> tuple[datetime.date, datetime.time | None]:
    words = TODAY.sub(dates_in_words.in_full(today), words)  # with an hour behind it, the word is read as no day
    slots = slots_in(words, today=today, locale=get_language() or "fr")
    if not slots:
        raise Refusal(
            _("We cannot read a day to come in these words."),
            instead=_("Write it as you would say it: “Saturday 10 October, 9:00”."),
        )
    return slots[0].on, slots[0].at


def past_day(words: str, *, today: datetime.date) -> datetime.date:
    found = day_meant(words, today=today)
    if found is not None and found > today:
        found = found.replace(year=found.year - 1, day=min(found.day, 28) if found.month == 2 else found.day)
    if found is None or found > today:
        raise Refusal(
            _("We cannot read a past day in these words."), instead=_("Write it so: “14 September”, with the year.")
        )
    return found


def questions_said(text: str) -> list[WallLine]:
    """Read the questions of a past forum, one on each line, with their numbers where there are some."""
    return [read_wall_line(line) for line in text.splitlines() if line.strip()]
