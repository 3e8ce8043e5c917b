"""The living part of the screens of a day: one reading of the database, shown once to all who see the same."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape

from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind, screen_of
from palabre.forums.day.hall import lets_hall_in
from palabre.forums.models import ForumDay
from palabre.live.topic import Shown, Stamp
from palabre.people.masked_names import veil_over
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.questions.models import Forum

MOST_KEPT = 40  # forums whose last reading is kept
MOST_MADE = 32  # screens of one reading that are kept: kinds, languages, inside or not, and the address of who asks
MOST_SQUARES = 256  # addresses whose square is kept: to draw one takes longer than the whole wall
ANYWHERE = f"https://{secrets.token_hex(16)}.invalid"  # stands for the address of the server in what is drawn once


@dataclasses.dataclass(eq=False)
class WallReading:
    """A day at the instant of `stamp`, with what was made of it. `facts` are those of members, and of who passes by.

    `drawn` are the screens as the templates draw them, `made` the same at each address: anybody makes up addresses.
    """

    stamp: Stamp
    day: ForumDay
    now: datetime.datetime
    facts: dict[bool, dict[str, Any]] = dataclasses.field(default_factory=dict)
    drawn: dict[object, str] = dataclasses.field(default_factory=dict)
    made: OrderedDict[object, Shown] = dataclasses.field(default_factory=OrderedDict)

    def shown(self, who: Onlooker, language: str) -> Shown:
        """Return what this screen shows, made now if no screen that sees the same asked for it before."""
        if who.kind is not ScreenKind.PROJECTOR:
            who = dataclasses.replace(who, origin="")  # none of the others says where it is
        found = self.made.get((who, language))
        if found is None:
            html = self.placed(self.drawn_anywhere(who, language), who.origin)
            frame = json.dumps({"version": self.stamp.order, "html": html}, ensure_ascii=False)
            while len(self.made) >= MOST_MADE:  # a port in the address makes another screen
                self.made.popitem(last=False)
            self.made[who, language] = found = (html, frame)
        return found

    def drawn_anywhere(self, who: Onlooker, language: str) -> str:
        """Return this screen with ANYWHERE as the address of the server, drawn once for every address."""
        who = dataclasses.replace(who, origin=ANYWHERE)
        if (who, language) not in self.drawn:
            with translation.override(language):
                part = render_to_string(f"forums/live.html#{who.kind}", self.screen(who))
            self.drawn[who, language] = self.masked(part, who)
        return self.drawn[who, language]

    def placed(self, html: str, origin: str) -> str:
        """Return the HTML with this address of the server, in its words and in its square."""
        square = next(iter(self.facts.values()), {}).get("square", "")
        if square:
            html = html.replace(square_of(ANYWHERE + square), square_of(origin + square))
        return html.replace(ANYWHERE.partition("://")[2], escape(origin.partition("://")[2]))

    def screen(self, who: Onlooker) -> dict[str, Any]:
        """Return the context of the templates of this screen."""
        if who.is_inside not in self.facts:
            self.facts[who.is_inside] = screen_of(self.day, self.reader(who), now=self.now)
        facts = self.facts[who.is_inside]
        return facts | {"who": who, "square": who.origin + facts["square"]}

    def reader(self, who: Onlooker) -> Reader:
        """Return the reader of what every member reads, or of what anybody does: never by a seat of one's own.

        Who comes by the code of a day among members reads what all its members read of it: see hall.
        """
        space = self.day.forum.space
        anyone = Person(space=space, joined_at=self.now) if who.is_inside else None
        opened = (self.day.forum.audience_id,) if lets_hall_in(self.day) and not who.is_inside else ()
        return Reader(space, anyone, self.now.date(), held=opened)

    def masked(self, html: str, who: Onlooker) -> str:
        veil = None if who.is_inside else veil_over(self.day.forum.space)
        return html if veil is None else veil.over_html(html)


@functools.lru_cache(MOST_SQUARES)
def square_of(address: str) -> str:
    """Return the drawing that a phone reads at the foot of the projector."""
    return render_to_string("forums/live.html#square", {"square": address})


def stamps_of(forums: Iterable[int]) -> dict[int, Stamp]:
    """Return, by forum, of which instant a reading made now would be, in one query: it changes with the minute."""
    minute = int(timezone.now().timestamp() // 60)
    rows = Forum.objects.filter(pk__in=forums, day__isnull=False).values_list("pk", "space__version")
    return {number: Stamp(minute, version) for number, version in rows}


def wall_reading(forum: int, stamp: Stamp | None = None) -> WallReading | None:
    """Return the reading of this instant that the pages and the screens of this process share; None without a day."""
    stamp = stamp or stamps_of([forum]).get(forum)
    if stamp is None:
        return None
    with _locks[forum % len(_locks)]:
        last = _last.get(forum)
        if last is not None and last.stamp == stamp and settings.KEEP_SCREENS:
            return last
        rows = ForumDay.objects.select_related("forum__space", "forum__audience", "by", "dot_vote")
        day = rows.filter(forum=forum).first()
        if day is None:
            return None
        while len(_last) >= MOST_KEPT:
            _last.pop(next(iter(_last)), None)
        _last[forum] = made = WallReading(stamp, day, timezone.localtime())
    return made


_last: dict[int, WallReading] = {}
_locks = [threading.Lock() for _one in range(16)]
