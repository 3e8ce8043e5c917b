"""One meeting as its page shows it."""

from __future__ import annotations

from typing import Any

from palabre.meetings.models import Meeting
from palabre.people.reading import Reader
from palabre.wiki.where_read import where_read

NEXT_ONES = 5


def one_meeting(found: Meeting, reader: Reader) -> dict[str, Any]:
    """Return what the page shows. What the reader may not see (a group, the minutes) is not there."""
    aims, agenda = list(found.aims.order_by("position")), list(found.agenda.order_by("position"))
    decisions = reader.fetch(found.decisions.visible_to(reader.person))
    attendances = list(found.attendances.select_related("person").order_by("pk"))
    return {
        "meeting": found,
        "aims": aims,
        "agenda": agenda,
        "present": [reader.name_of(row.person) for row in attendances if row.presence == "present"],
        "absent": [reader.name_of(row.person) for row in attendances if row.presence != "present"],
        "decisions": decisions,
        "minutes": readable(found.minutes, reader),
        "group": readable(found.group, reader),
        "others": next_ones(found, reader),
        "passages": where_read([found, *decisions], reader=reader),
        "is_past": found.on is not None and found.on < reader.today,
    }


def readable(thing: Any, reader: Reader) -> Any:
    """Return `thing` if the reader may see it."""
    if thing is None or not reader.may_read(type(thing)).filter(pk=thing.pk).exists():
        return None
    return reader.place(thing)


def next_ones(found: Meeting, reader: Reader) -> list[Meeting]:
    """Return the meetings that this one's minutes announce or that come after it, the nearest first."""
    rows = reader.may_read(Meeting).exclude(pk=found.pk).order_by("on", "at", "pk")
    if found.on is None:
        return []
    rows = rows.filter(on__gt=found.on, group=found.group_id) if found.group_id else rows.filter(on__gt=found.on)
    return reader.fetch(rows[:NEXT_ONES])
