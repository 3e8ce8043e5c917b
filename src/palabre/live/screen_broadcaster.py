"""The broadcaster of HTML screens: one reading of the database serves all the followers of an object in a process."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import deque
from typing import Any

from palabre.live.broadcaster import Broadcaster, Verdict, judge_changed
from palabre.live.connection import LiveConnection
from palabre.live.doors import Message
from palabre.live.live_visitors import LiveVisitor
from palabre.live.topic import ScreenTopic, Shown, Stamp
from palabre.live.visitor_rights import Access

MOST_FLASHES = 30  # waiting for a slow reader; older ones are obsolete anyway
FLASH_EACH = 0.8  # seconds between two flashes of one person, whichever of their screens they come from

type Seen = tuple[int, Any, str]  # object, viewer, language


@dataclasses.dataclass(eq=False)
class Screen(LiveConnection):
    """A connection with the latest state not yet sent, and a few flashes: a slow client lacks little.

    Only the last state waits, whatever happened since. `shown` is the HTML sent last.
    """

    patience = 30.0
    visitor: LiveVisitor
    who: Any
    name: str
    language: str
    shown: str = ""
    frame: str | None = None
    flashes: deque[str] = dataclasses.field(default_factory=lambda: deque(maxlen=MOST_FLASHES))

    def show(self, html: str, frame: str) -> None:
        """Queue this HTML, unless it is shown already."""
        if self.ended is None and html != self.shown:
            self.shown, self.frame = html, frame
            self.stir.set()

    def flash(self, frame: str) -> None:
        if self.ended is None:
            self.flashes.append(frame)
            self.stir.set()

    def next_message(self) -> Message | None:
        frame, self.frame = self.frame, None
        if frame is None and self.flashes:
            frame = self.flashes.popleft()
        return {"type": "websocket.send", "text": frame} if frame is not None else None


@dataclasses.dataclass(frozen=True, slots=True)
class ScreenQuery:
    """Input of one look. `readings` are the last ones, by object."""

    readings: dict[int, Any]
    screens: frozenset[Seen]
    to_judge: dict[LiveVisitor, int | None]


@dataclasses.dataclass(frozen=True, slots=True)
class ScreenResult:
    readings: dict[int, Any]
    shown: dict[Seen, Shown]
    verdict: Verdict


class ScreenBroadcaster(Broadcaster[Screen]):
    topic: ScreenTopic[Any]

    def __init__(self, topic: ScreenTopic[Any]) -> None:
        super().__init__(topic)
        self.readings: dict[int, Any] = {}
        self.flashing_at: dict[int, float] = {}  # person → the earliest instant of their next flash

    def join(self, connection: Screen, visitor: LiveVisitor) -> None:
        """Add a screen: the next look, which is now, shows it the present state. Raise Full."""
        super().join(connection, visitor)
        self.rung.set()

    def until_turn(self, screen: Screen) -> float:
        """Take the next turn of this person to send a flash, and return the number of seconds until then."""
        now = self.loop.time()
        at = max(now, self.flashing_at.get(screen.visitor.person, now))
        self.flashing_at[screen.visitor.person] = at + FLASH_EACH
        return at - now

    def flash(self, screen: Screen, frame: str) -> None:
        """Send a frame to every screen of the same object, here and in other processes. It is not stored."""
        self.show_flash(screen.visitor.thing, frame)
        self.say(screen.visitor.thing, frame.encode())

    def hear_body(self, thing: int, body: bytes) -> None:
        self.show_flash(thing, body.decode(errors="replace"))

    def show_flash(self, thing: int, frame: str) -> None:
        for one in self.followers.get(thing, ()):
            one.flash(frame)

    async def look(self) -> None:
        for is_short in (True, False):  # so that a hall of phones does not wait for two long screens
            self.take_in(await self.ask(scan, self.topic, self.asked(is_short=is_short)))

    def asked(self, *, is_short: bool) -> ScreenQuery:
        seen = {(one.visitor.thing, one.who, one.language) for one in self.visitors}
        return ScreenQuery(
            readings={thing: self.readings.get(thing) for thing in self.followers},
            screens=frozenset(one for one in seen if self.topic.is_short(one[1]) is is_short),
            to_judge=self.to_judge(),
        )

    def take_in(self, result: ScreenResult) -> None:
        self.readings = result.readings
        self.apply(result.verdict)
        for one in list(self.visitors):
            shown = result.shown.get((one.visitor.thing, one.who, one.language))
            if shown is not None:
                one.show(*shown)

    def let(self, connection: Screen, access: Access) -> None:
        now = self.topic.with_access(connection.who, access)
        if now != connection.who:
            connection.who = now
            self.rung.set()

    def rest(self) -> None:
        self.readings.clear()
        self.flashing_at.clear()


def scan(topic: ScreenTopic[Any], asked: ScreenQuery) -> ScreenResult:
    """Query the database for all these screens, in a thread: what changed, and the rights of their visitors."""
    stamps = topic.stamp(asked.readings)
    verdict = judge_changed(topic, asked.to_judge, stamps)
    readings = {thing: found for thing, stamp in stamps.items() if (found := read(topic, thing, stamp, asked))}
    shown = {
        (thing, viewer, language): topic.show(readings[thing], viewer, language)
        for thing, viewer, language in asked.screens
        if thing in readings
    }
    return ScreenResult(readings, shown, verdict)


def read(topic: ScreenTopic[Any], thing: int, stamp: Stamp, asked: ScreenQuery) -> Any:
    """Return the reading of this stamp: the last one as long as nothing changed."""
    last = asked.readings[thing]
    return last if last is not None and last.stamp == stamp else topic.read(thing, stamp)


_broadcasters: dict[tuple[asyncio.AbstractEventLoop, str], ScreenBroadcaster] = {}


def screens_of(topic: ScreenTopic[Any]) -> ScreenBroadcaster:
    """Return the broadcaster of this topic in the running loop; a serving process has one loop."""
    place = (asyncio.get_running_loop(), topic.channel)
    if place not in _broadcasters:
        _broadcasters[place] = ScreenBroadcaster(topic)
    return _broadcasters[place]
