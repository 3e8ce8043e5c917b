"""The wall of a day as a topic of `live`: what its connected screens follow, and what they are shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from palabre.forums.broadcast.wall_html import WallReading, stamps_of, wall_reading
from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.day.day_bell import bell
from palabre.forums.day.hall import among_members
from palabre.forums.models import ForumDay
from palabre.live.live_visitors import LiveVisitor
from palabre.live.screen_broadcaster import ScreenBroadcaster, screens_of
from palabre.live.topic import Pace, Shown, Stamp
from palabre.live.visitor_rights import Access, Right, access_of
from palabre.people.models import Link, Person
from palabre.questions.models import Forum


class WallTopic:
    channel = "palabre:walls"
    bell = bell
    pace = Pace(apart=0.1, share=0.25)
    most_of_one = 12  # screens of one person, or of one device that told no name, in this process
    most = 3000  # screens in this process

    def stamp(self, things: Iterable[int]) -> dict[int, Stamp]:
        return stamps_of(things)

    def judge(self, visitors: list[LiveVisitor]) -> dict[LiveVisitor, Access]:
        return judged(visitors)

    def read(self, thing: int, stamp: Stamp) -> WallReading | None:
        return wall_reading(thing, stamp)

    def show(self, reading: WallReading, viewer: Onlooker, language: str) -> Shown:
        return reading.shown(viewer, language)

    def is_short(self, viewer: Onlooker) -> bool:
        return viewer.kind in (ScreenKind.PHONE, ScreenKind.PROJECTOR)

    def with_access(self, viewer: Onlooker, access: Access) -> Onlooker:
        return dataclasses.replace(viewer, is_inside=access.leads)


WALLS = WallTopic()


def wall_screens() -> ScreenBroadcaster:
    """Return what the screens of walls are connected to in the loop that runs."""
    return screens_of(WALLS)


@dataclasses.dataclass(frozen=True, slots=True)
class HallVisitor(LiveVisitor):
    """A device that came by the code of a day among members. Its person is negative, whoever typed a name on it.

    `known` is the id of the person whom it knows, 0 for none: once they are put out, the code opens nothing there.
    """

    code: str = ""
    known: int = 0


def judged(visitors: Iterable[LiveVisitor]) -> dict[LiveVisitor, Access]:
    """Return the access of each visitor to their forum, in six queries whatever their number.

    The person of a device that told no name is negative: it reads what everybody reads.
    """
    asked = list(visitors)
    forums = Forum.objects.select_related("audience", "space").in_bulk({one.thing for one in asked})
    found = access_of([one for one in asked if one.person > 0], forums, leads_nowhere)
    anybody = {one: access_of_anybody(forums.get(one.thing)) for one in asked if one.person <= 0}
    return found | anybody | let_in([one for one in asked if isinstance(one, HallVisitor)])


def let_in(visitors: list[HallVisitor]) -> dict[LiveVisitor, Access]:
    """Return the access of those whose code opens their day."""
    if not visitors:
        return {}
    rows = ForumDay.objects.filter(among_members(), forum__in={one.thing for one in visitors})
    opened = set(rows.values_list("forum", "code"))
    known = {one.known for one in visitors} - {0}
    out = Person.objects.filter(pk__in=known, put_out_at__isnull=False) if known else Person.objects.none()
    refused = set(out.values_list("pk", flat=True))
    return {one: Access(Right.READ) for one in visitors if (one.thing, one.code) in opened and one.known not in refused}


def access_of_anybody(forum: Forum | None) -> Access:
    if forum is None:
        return Access(Right.GONE)
    return Access(Right.READ if forum.is_for_everybody and forum.space.ended_at is None else Right.NOBODY)


def leads_nowhere(_link: Link, _forum: Forum) -> bool | None:
    """No link leads to a wall."""
    return None
