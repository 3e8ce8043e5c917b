"""The state of each group before the conveners' next meeting: one line each, in the group's own words only.

A group that said nothing has its name there, and the gesture to say something; none is marked as missing.
"""

from __future__ import annotations

import dataclasses

from django.db.models.functions import Lower

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.models import Group, Need, ProjectWeather
from palabre.home.space_page.group_sheets import LATELY
from palabre.home.space_page.successes import at_home
from palabre.meetings.models import Meeting
from palabre.people.reader import Reader

PAGE = 50  # groups on one page


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A group awake: its latest project weather, its latest need, and whether it has more needs."""

    group: Group
    said: ProjectWeather | None
    need: Need | None
    is_more: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Fortnight:
    """One page of the groups awake, by name."""

    lines: list[Line]
    next_meeting: Meeting | None
    number: int
    is_last: bool


def fortnight(reader: Reader, *, number: int = 1) -> Fortnight:
    """Return this page in five queries."""
    home_of = homes(reader.space.pk)
    found = reader.fetch(
        reader.may_read(Group).awake().order_by(Lower("title"), "pk")[(number - 1) * PAGE :][: PAGE + 1]
    )
    groups = found[:PAGE]
    by_number = {group.pk: group for group in groups}
    numbers = [one for group in groups for one in kin(group.pk, home_of)]
    lately = {"group__in": numbers, "on__gte": reader.today - LATELY}
    weathers = reader.may_read(ProjectWeather).filter(**lately).order_by("on", "at")
    said = {one.group_id: one for one in at_home(reader.fetch(weathers), by_number, home_of)}
    needs: dict[int | None, list[Need]] = {}
    rows = reader.may_read(Need).open().filter(group__in=numbers).order_by("-pk")
    for need in at_home(reader.fetch(rows), by_number, home_of):
        needs.setdefault(need.group_id, []).append(need)
    lines = [line(group, said.get(group.pk), needs.get(group.pk, [])) for group in groups]
    return Fortnight(lines, next_common_meeting(reader), number, is_last=len(found) <= PAGE)


def line(group: Group, said: ProjectWeather | None, needs: list[Need]) -> Line:
    return Line(group, said, next(iter(needs), None), is_more=len(needs) > 1)


def next_common_meeting(reader: Reader) -> Meeting | None:
    rows = reader.may_read(Meeting).to_come(reader.today).filter(group=None)
    return next(iter(reader.fetch(rows.order_by("on", "at", "pk"), most=1)), None)
