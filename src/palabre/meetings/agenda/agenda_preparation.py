"""Preparing a meeting: its agenda from a template, what comes back by itself, and its live note. Done twice, once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from palabre.meetings.agenda import agenda_choice, carry_over
from palabre.meetings.agenda.agenda_choice import Chosen
from palabre.meetings.models import AgendaItem, Meeting
from palabre.meetings.note.meeting_note import note_of
from palabre.people.models import Person
from palabre.spaces.models import Space


def prepare(meeting: Meeting, *, by: Person | None, at: datetime.datetime, template_key: str = "") -> None:
    """Give the meeting an agenda where it has none, what was put off to it, and its note with a place for each point.

    Every call brings up to date what comes by itself (actions, needs, news), as long as the meeting has not begun;
    what people wrote stays as they wrote it. `meeting` is up to date afterwards.
    """
    with transaction.atomic():
        Space.hold(meeting.space_id)
        now = Meeting.objects.select_related("space", "audience", "group", "series", "minutes").get(pk=meeting.pk)
        if now.cancelled_at is None and not has_begun(now):
            begin_agenda(now, key=template_key)
            carry_over.bring_points_back(now)
            carry_over.bring_reviews(now, today=timezone.localdate(at))
            carry_over.carry_actions_over(now)
            carry_over.bring_needs(now)
            Space.touch(now.space_id)  # what comes by itself is in no entry of the journal
    if now.cancelled_at is None:
        note_of(now, by=by)
    meeting.minutes_id, meeting.template_key = now.minutes_id, now.template_key


def has_begun(meeting: Meeting) -> bool:
    room = getattr(meeting, "room", None)
    return room is not None and room.began_at is not None


def begin_agenda(meeting: Meeting, *, key: str) -> None:
    """Begin with a template, unless there is an agenda already."""
    if meeting.minutes_id is None and not meeting.agenda.filter(proposed_by=None).exists():
        add_points(meeting, agenda_choice.template_for(meeting, key=key))


def add_points(meeting: Meeting, template: Chosen) -> None:
    """Add the points of a template; those that are there already stand in its middle. The caller holds the meeting."""
    there = list(meeting.agenda.order_by("position"))
    last = meeting.agenda.last_position()
    points = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=last + place,
            text=str(point.text),
            kind=point.kind,
            minutes=point.minutes,
            parts=[str(part) for part in point.parts],
            brings=point.brings,
        )
        for place, point in enumerate(template.points, start=1)
    )
    meeting.begin_with(template.key)
    if there and points:
        closing = carry_over.closing_of(meeting, but=there[0])
        numbers = [point.pk for point in points]
        at = numbers.index(closing) if closing in numbers else len(numbers)
        meeting.agenda.put_in_order([*numbers[:at], *(one.pk for one in there), *numbers[at:]])
