"""The Hall: the screens that are connected to this process, and what tells them that something changed.

A gesture rings the bell of its process, which tells the others over the bus; besides, everybody looks four times a
second, at the versions of the rooms and of their spaces. So screens of other processes, or with Redis away, part for
a quarter of a second at most. It lives in the loop of the WebSockets; what asks the database is done in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

from palabre.live.bus import Silence, Wire, wire_of
from palabre.live.visitor_rights import Access
from palabre.meetings.room.broadcast import change_scan
from palabre.meetings.room.broadcast.change_scan import Asked, Found
from palabre.meetings.room.broadcast.connected_screen import Screen
from palabre.meetings.room.broadcast.flashes import Flash
from palabre.meetings.room.broadcast.screen_html import Reading
from palabre.meetings.room.room_lock import bell
from palabre.meetings.room.room_state import Role

EVERY = 0.25  # seconds between two looks
APART = 0.04  # seconds at least between two looks, however many gestures there are
SHARE = 0.25  # of the time, at the most, is spent on looks: the rest is for the pages of the same process
MOST_APART = 0.6  # seconds between two looks, when each takes long
RIGHTS_EVERY = 1.0  # seconds, when something changed in a space
RIGHTS_ANYWAY = 30.0  # seconds, for seats and links that run out by themselves
MOST_OF_ONE = 12  # screens of one person in this process
MOST = 3000  # screens in this process
CHANNEL = "palabre:rooms"
SOON, AFTER = {Role.PHONE, Role.PROJECTOR}, {Role.FACILITATOR, Role.SCRIBE}
logger = logging.getLogger(__name__)


class Full(Exception):
    """This person has too many screens, or this process has."""


class Hall:
    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.origin = secrets.token_hex(8)
        self.screens: set[Screen] = set()
        self.readings: dict[int, Reading] = {}
        self.judged_at = self.all_judged_at = float("-inf")
        self.judged_spaces: dict[int, int] = {}
        self.rung = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.wire: Wire | Silence = wire_of(CHANNEL, heard=self.heard)
        bell.listen(self.from_a_thread(self.ring))

    def from_a_thread(self, act: Callable[..., Any]) -> Callable[..., None]:
        def call(*arguments: Any) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended: so have its screens
                self.loop.call_soon_threadsafe(act, *arguments)

        return call

    def enter(self, screen: Screen) -> None:
        """Let a screen in: it is shown where the meeting stands at the next look, which is now. Raises Full."""
        of_each = Counter(one.visitor.person for one in self.screens)
        if of_each[screen.visitor.person] >= MOST_OF_ONE or len(self.screens) >= MOST:
            raise Full
        self.screens.add(screen)
        self.rung.set()
        if self.task is None or self.task.done():
            self.task = self.loop.create_task(self.look_for_ever(), name="rooms-hall")

    def leave(self, screen: Screen) -> None:
        self.screens.discard(screen)

    def of(self, meeting: int) -> list[Screen]:
        return [one for one in self.screens if one.visitor.thing == meeting]

    def ring(self, meeting: int) -> None:
        """A gesture was made by this process."""
        self.rung.set()
        self.wire.say(json.dumps({"from": self.origin, "meeting": meeting}).encode())

    def flash(self, screen: Screen, flash: Flash) -> None:
        """Show it on every screen of the room, here and elsewhere. Nothing else is done with it."""
        frame, meeting = flash.as_frame(screen.name), screen.visitor.thing
        self.pass_on(meeting, frame)
        self.wire.say(json.dumps({"from": self.origin, "meeting": meeting, "flash": frame}).encode())

    def pass_on(self, meeting: int, frame: str) -> None:
        for one in self.of(meeting):
            one.flash(frame)

    def heard(self, message: bytes) -> None:
        """Take in what another process says over the bus."""
        with contextlib.suppress(ValueError, KeyError, TypeError):
            said = json.loads(message)
            if said["from"] == self.origin:
                return
            if "flash" in said:
                self.pass_on(said["meeting"], str(said["flash"]))
            else:
                self.rung.set()

    async def look_for_ever(self) -> None:
        """Look as long as a screen is connected."""
        while self.screens:
            self.rung.clear()
            began = self.loop.time()
            try:
                for roles in (SOON, AFTER):  # a hall of phones does not wait for two long screens
                    self.take_in(await asyncio.to_thread(change_scan.look, self.asked(roles)))
            except Exception as fault:  # whatever befalls one look, the next one mends
                logger.warning("the rooms cannot be looked at (%s)", type(fault).__name__)
                await asyncio.sleep(EVERY)
            lasted = self.loop.time() - began
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.rung.wait(), EVERY)
            apart = min(MOST_APART, max(APART, lasted / SHARE))
            await asyncio.sleep(max(0.0, began + apart - self.loop.time()))
        self.readings.clear()

    def asked(self, roles: set[Role]) -> Asked:
        now, guests = self.loop.time(), frozenset(one.visitor for one in self.screens)
        if now - self.all_judged_at >= RIGHTS_ANYWAY:
            self.all_judged_at, self.judged_spaces = now, {}
        is_time = now - self.judged_at >= RIGHTS_EVERY
        self.judged_at = now if is_time else self.judged_at
        return Asked(
            readings={number: self.readings.get(number) for number in {one.thing for one in guests}},
            screens=frozenset(
                (one.visitor.thing, one.who, one.language) for one in self.screens if one.who.role in roles
            ),
            guests=guests if is_time else frozenset(),
            judged_spaces=self.judged_spaces,
        )

    def take_in(self, found: Found) -> None:
        self.readings = found.readings
        self.judge(found)
        for one in list(self.screens):
            shown = found.shown.get((one.visitor.thing, one.who, one.language))
            if shown is not None:
                one.show(*shown)

    def judge(self, found: Found) -> None:
        """Let each do what she may now: who may no longer be here goes."""
        if found.was_judged:
            self.judged_spaces = found.spaces
        for one in list(self.screens):
            access: Access | None = found.accesses.get(one.visitor)
            if access is not None and access.right.is_no:
                one.end(access.right.value)
            elif access is not None and access.leads != one.who.leads:
                one.who = dataclasses.replace(one.who, leads=access.leads)
                self.rung.set()


_halls: dict[asyncio.AbstractEventLoop, Hall] = {}


def hall() -> Hall:
    """Return the hall of the loop that runs; a process that serves has one loop."""
    loop = asyncio.get_running_loop()
    if loop not in _halls:
        _halls[loop] = Hall()
    return _halls[loop]
