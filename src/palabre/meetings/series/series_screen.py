"""A rhythm as its page shows it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models import Q

from palabre.meetings.agenda.agenda_choice import as_in
from palabre.meetings.agenda.shipped_agendas import SHIPPED
from palabre.meetings.models import ZONE, Meeting, Series
from palabre.meetings.permissions import can_keep
from palabre.meetings.polls.poll_phrases import zone_in_words
from palabre.meetings.series import recurrence_rule
from palabre.meetings.series.next_occurrence import A_YEAR
from palabre.meetings.series.occurrences import occurrences
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import where_read

SHOWN = 6  # days to come


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """A day of the rhythm, and the meeting that was made of it, where there is one."""

    on: datetime.date
    meeting: Meeting | None

    @property
    def is_moved(self) -> bool:
        return self.meeting is not None and self.meeting.on != self.on


def one_series(series: Series, reader: Reader) -> dict[str, Any]:
    """Return what the page shows. Which meetings keep to a rhythm that was only said, no minutes tell."""
    if series.starts_on is not None:
        own = Q(series=series)
    else:
        own = Q(series=series) | Q(group=None, on__gte=reader.today)
    meetings = reader.fetch(reader.may_read(Meeting).filter(own).order_by("on", "at", "pk"))
    passages = where_read([series], reader=reader)
    return {
        "series": series,
        "zone": zone_in_words(series.zone) if series.zone != ZONE else "",
        "agenda": as_in(series.space, series.template_key).title if series.template_key in SHIPPED else "",
        "rhythm": recurrence_rule.rule_in_words(series.rrule, since=series.starts_on),
        "gap": recurrence_rule.gap_in_words(series.rrule, since=series.starts_on),
        "is_read": bool(passages) or series.starts_on is None,
        "days": days_ahead(series, meetings, today=reader.today),
        "meetings": [one for one in meetings if series.starts_on is None or is_past(one, reader.today)],
        "group": readable_group(series, reader),
        "can_keep": can_keep(reader.person, series.space_id),
        "passages": passages,
    }


def days_ahead(series: Series, meetings: list[Meeting], *, today: datetime.date) -> list[Day]:
    """Return its days to come, with their meetings, moved or cancelled ones too: by the day that they take place."""
    made = {one.occurrence_on: one for one in meetings if one.occurrence_on is not None}
    coming = [Day(on, made.get(on)) for on in occurrences(series, since=today, until=today + A_YEAR)[:SHOWN]]
    later = {day.on for day in coming}
    kept = [Day(on, one) for on, one in made.items() if on not in later and not is_past(one, today)]
    coming = [day for day in coming if day.meeting is None or not is_past(day.meeting, today)]
    return sorted([*coming, *kept], key=lambda day: (day.meeting and day.meeting.on) or day.on)


def is_past(meeting: Meeting, today: datetime.date) -> bool:
    return meeting.on is not None and meeting.on < today


def readable_group(series: Series, reader: Reader) -> Any:
    if series.group is None or not reader.may_read(type(series.group)).filter(pk=series.group.pk).exists():
        return None
    return reader.place(series.group)
