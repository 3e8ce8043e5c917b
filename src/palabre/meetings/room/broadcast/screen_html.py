"""The part of a screen that lives, as HTML: made once for all who see the same, of one reading of the database."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from palabre.live.topic import Shown, Stamp
from palabre.meetings.models import Room
from palabre.meetings.room.room_facts import Facts, read_room_facts
from palabre.meetings.room.room_screens import Onlooker, mine, screen_of_role
from palabre.people.masked_names import veil_over

MOST_KEPT = 100  # rooms whose last reading is kept


@dataclasses.dataclass(eq=False)
class Reading:
    """One reading of where a meeting stands.

    `stamp` says of which instant it is: the versions of the room and of its space, and the minute.
    """

    stamp: Stamp
    facts: Facts
    made: dict[object, Shown] = dataclasses.field(default_factory=dict)

    def shown(self, who: Onlooker, language: str) -> Shown:
        """Return what this screen shows, made now if no screen that sees the same asked for it before."""
        anybody = dataclasses.replace(who, person=0)
        alike = (anybody, language, mine(self.facts, who))
        if alike not in self.made:
            with translation.override(language):
                html = self.masked(
                    render_to_string(f"meetings/room/{who.role}.html#live", {"room": screen_of_role(self.facts, who)}),
                    who,
                )
            self.made[alike] = (html, json.dumps({"version": self.stamp.order, "html": html}, ensure_ascii=False))
        return self.made[alike]

    def masked(self, html: str, who: Onlooker) -> str:
        """Return the screen with first names, also in what people wrote, for who does not belong to the space."""
        veil = None if who.is_inside else veil_over(self.facts.meeting.space)
        return html if veil is None else veil.over_html(html)


def stamps_of(meetings: Iterable[int]) -> dict[int, Stamp]:
    """Return, by meeting, of which instant a reading made now would be, in one query."""
    minute = int(timezone.now().timestamp() // 60)
    rows = Room.objects.filter(meeting__in=meetings).values_list("meeting", "version", "meeting__space__version")
    return {meeting: Stamp(room, space, minute) for meeting, room, space in rows}


def reading_of(meeting: int, stamp: Stamp | None = None) -> Reading | None:
    """Return a reading of this instant or later that the pages and screens of this process share; None without a room.

    One thread reads while the others wait for it: while a hall enters, each has come at another instant, and one
    reading does for all who came before it.
    """
    stamp = stamp or stamps_of([meeting]).get(meeting)
    if stamp is None:
        return None
    with _locks[meeting % len(_locks)]:
        last = _last.get(meeting)
        if last is not None and last.stamp.covers(stamp) and settings.KEEP_SCREENS:
            return last
        stamp = stamps_of([meeting]).get(meeting)
        facts = read_room_facts(meeting, at=timezone.now()) if stamp else None
        if stamp is None or facts is None:
            return None
        while len(_last) >= MOST_KEPT:
            _last.pop(next(iter(_last)), None)
        _last[meeting] = made = Reading(stamp, facts)
    return made


_last: dict[int, Reading] = {}
_locks = [threading.Lock() for _one in range(16)]
