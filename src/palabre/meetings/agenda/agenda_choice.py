"""Which agenda a meeting begins with: the one asked for, or the one that fits what it is, in the words of its space."""

from __future__ import annotations

import dataclasses

from palabre.groups.lineage.group_family import together
from palabre.meetings.agenda.shipped_agendas import CONVENERS, FIRST, GROUP, NEEDS, SHIPPED, Point
from palabre.meetings.models import AgendaTemplate, Meeting
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class Chosen:
    """A template as a space has it. `row` is what the space changed, None where it keeps what Palabre offers."""

    key: str
    title: str
    what_for: str
    points: tuple[Point, ...]
    row: AgendaTemplate | None = None


def template_for(meeting: Meeting, *, key: str = "") -> Chosen:
    """Return the template of this meeting: `key`, its own, that of its rhythm, or the one that fits what it is."""
    asked = (key, meeting.template_key, meeting.series.template_key if meeting.series else "")
    return as_in(meeting.space, next((one for one in asked if one in SHIPPED), "") or fitting(meeting))


def fitting(meeting: Meeting) -> str:
    """The conveners have theirs; a group that never met begins with the one for that."""
    if meeting.group_id is None:
        return CONVENERS
    others = Meeting.objects.filter(together(meeting.group_id), cancelled_at=None).exclude(pk=meeting.pk)
    if meeting.on is not None:
        others = others.filter(on__lt=meeting.on)
    return GROUP if others.exists() else FIRST


def as_in(space: Space, key: str) -> Chosen:
    """Return the template of this key as the space has it."""
    return chosen_agenda(key, AgendaTemplate.objects.filter(space=space, key=key).first())


def all_in(space: Space) -> list[Chosen]:
    rows = {row.key: row for row in AgendaTemplate.objects.filter(space=space)}
    return [chosen_agenda(key, rows.get(key)) for key in SHIPPED]


def chosen_agenda(key: str, row: AgendaTemplate | None) -> Chosen:
    shipped = SHIPPED[key]
    points = tuple(point_of(one) for one in row.points) if row else shipped.points
    title = row.title if row else str(shipped.title)
    return Chosen(key, title, str(shipped.what_for), points, row)


def point_of(kept: dict[str, object]) -> Point:
    """Return a point as a space's own template keeps it."""
    parts, minutes = kept.get("parts"), kept.get("minutes")
    return Point(
        str(kept.get("text", "")),
        str(kept.get("kind", "")),
        minutes if isinstance(minutes, int) else None,
        tuple(str(part) for part in parts) if isinstance(parts, list) else (),
        NEEDS if kept.get("brings") == NEEDS else "",
    )
