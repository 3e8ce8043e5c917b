"""One look at the database for all the screens of a process, in a thread: what changed, and who may still be here."""

from __future__ import annotations

import dataclasses

from django.db import DatabaseError, close_old_connections, connection

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Access
from palabre.meetings.room.broadcast.room_access import judged
from palabre.meetings.room.broadcast.screen_html import Reading, Shown, Stamp, reading_of, stamps_of
from palabre.meetings.room.room_screens import Onlooker

type Seen = tuple[int, Onlooker, str]  # a meeting, who looks, in which language


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What one look asks for. `readings` are the last ones, by meeting. `guests` are judged where their space changed
    since `judged_spaces`."""

    readings: dict[int, Reading | None]
    screens: frozenset[Seen]
    guests: frozenset[LiveVisitor]
    judged_spaces: dict[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """`spaces` are the versions of the spaces, by meeting."""

    readings: dict[int, Reading]
    shown: dict[Seen, Shown]
    spaces: dict[int, int]
    accesses: dict[LiveVisitor, Access]
    was_judged: bool


def look(asked: Asked) -> Found:
    """Ask the database."""
    close_old_connections()
    try:
        return found(asked)
    except DatabaseError:
        connection.close()
        raise


def found(asked: Asked) -> Found:
    stamps = stamps_of(asked.readings)
    spaces = {meeting: stamp[1] for meeting, stamp in stamps.items()}
    changed = {one for one in asked.guests if spaces.get(one.thing) != asked.judged_spaces.get(one.thing, -1)}
    accesses = judged(changed) if changed else {}
    readings = {meeting: reading for meeting, stamp in stamps.items() if (reading := read(meeting, stamp, asked))}
    shown = {
        (meeting, who, language): readings[meeting].shown(who, language)
        for meeting, who, language in asked.screens
        if meeting in readings
    }
    return Found(readings, shown, spaces, accesses, was_judged=bool(asked.guests))


def read(meeting: int, stamp: Stamp, asked: Asked) -> Reading | None:
    """Return the reading of this stamp: the last one as long as nothing changed."""
    last = asked.readings[meeting]
    if last is not None and last.stamp == stamp:
        return last
    return reading_of(meeting, stamp)
