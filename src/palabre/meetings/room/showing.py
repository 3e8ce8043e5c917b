"""The part of a screen that lives, as HTML: made once for all who see the same, of one reading of the database."""

from __future__ import annotations

import dataclasses
import json

from django.template.loader import render_to_string
from django.utils import translation

from palabre.meetings.room.facts import Facts
from palabre.meetings.room.telling import Onlooker, mine, told

type Shown = tuple[str, str]  # the HTML, and the frame that bears it


@dataclasses.dataclass(eq=False)
class Reading:
    """`stamp` says of which instant it is: the versions of the room and of its space, and the minute."""

    stamp: tuple[int, int, int]
    facts: Facts
    made: dict[object, Shown] = dataclasses.field(default_factory=dict)

    def shown(self, who: Onlooker, language: str) -> Shown:
        """Return what this screen shows, made now if no screen that sees the same asked for it before."""
        anybody = dataclasses.replace(who, person=0)
        alike = (anybody, language, mine(self.facts, who))
        if alike not in self.made:
            with translation.override(language):
                html = render_to_string(f"meetings/room/{who.role}.html#live", {"room": told(self.facts, who)})
            self.made[alike] = (html, json.dumps({"version": self.stamp[1], "html": html}, ensure_ascii=False))
        return self.made[alike]
