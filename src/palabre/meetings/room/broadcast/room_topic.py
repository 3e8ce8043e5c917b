"""The room of a meeting as a topic of `live`: what its connected screens follow, and what they are shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from palabre.live.live_visitors import LiveVisitor
from palabre.live.screen_broadcaster import ScreenBroadcaster, screens_of
from palabre.live.topic import Pace, Shown, Stamp
from palabre.live.visitor_rights import Access
from palabre.meetings.room.broadcast.room_access import judged
from palabre.meetings.room.broadcast.screen_html import Reading, reading_of, stamps_of
from palabre.meetings.room.room_lock import bell
from palabre.meetings.room.room_screens import Onlooker
from palabre.meetings.room.room_state import Role

SHORT = {Role.PHONE, Role.PROJECTOR}


class RoomTopic:
    channel = "palabre:rooms"
    bell = bell
    pace = Pace(apart=0.04, share=0.25)
    most_of_one = 12  # screens of one person in this process
    most = 3000  # screens in this process

    def stamp(self, things: Iterable[int]) -> dict[int, Stamp]:
        return stamps_of(things)

    def judge(self, visitors: list[LiveVisitor]) -> dict[LiveVisitor, Access]:
        return judged(visitors)

    def read(self, thing: int, stamp: Stamp) -> Reading | None:
        return reading_of(thing, stamp)

    def show(self, reading: Reading, viewer: Onlooker, language: str) -> Shown:
        return reading.shown(viewer, language)

    def is_short(self, viewer: Onlooker) -> bool:
        return viewer.role in SHORT

    def with_access(self, viewer: Onlooker, access: Access) -> Onlooker:
        return dataclasses.replace(viewer, leads=access.leads, is_inside=access.is_inside)


ROOMS = RoomTopic()


def room_screens() -> ScreenBroadcaster:
    """Return what the screens of rooms are connected to in the loop that runs."""
    return screens_of(ROOMS)
