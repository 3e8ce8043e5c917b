"""Requests that wait for a thread, in turn by visitor: whoever asks for much waits behind the first request of others.

Cookies and names cost nothing, and many of them must not hold back others: members, those who joined today, others, and
those whose cookie is recent take turns as four crowds; nor do the first hold back a hall that comes at once. In a full
line, each crowd leaves the places beyond one half to those before it.

A request whose client has left is not made. A form is, since its text exists nowhere else: all such forms share the
place of one visitor.
"""

from __future__ import annotations

import asyncio
import dataclasses
import enum
from collections import deque
from collections.abc import Collection, Hashable

from palabre.serving.client_departure import ClientGone, Departure

GONE = object()  # in place of the visitor


class Standing(enum.IntEnum):
    """Crowds of visitors, in the order in which they leave places to one another in a full line."""

    NAMED = 0  # a member's name or account, known as such (serving/wsgi_bridge.py)
    JOINED = 1  # the same, of less than a day ago: a link that lets in makes as many members as one likes
    RETURNING = 2
    NEWCOMER = 3  # the cookie, if any, was given a short while ago


class Crowded(Exception):
    """Too many requests wait in this line."""


@dataclasses.dataclass(eq=False, slots=True)
class Turn:
    visitor: Hashable
    standing: Standing
    granted: asyncio.Future[None]

    @property
    def is_granted(self) -> bool:
        return self.granted.done() and not self.granted.cancelled() and self.granted.exception() is None


type Round = dict[Hashable, deque[Turn]]  # by visitor, the next one first


class WaitingLine:
    """Bound to one event loop."""

    def __init__(self, most: int, *, keeps_those_gone: bool = False) -> None:
        self.most, self.keeps_those_gone = most, keeps_those_gone
        self.rounds: dict[Standing, Round] = {one: {} for one in Standing}  # the one whose turn is next first
        self.length = 0
        self.served: Hashable = None  # the visitor who had the last turn, in the line or at once

    def __len__(self) -> int:
        return self.length

    def join(self, visitor: Hashable, standing: Standing = Standing.RETURNING) -> Turn:
        """Begin to wait. Raise Crowded."""
        if self.length >= self.most:
            self.make_room(len(self.rounds[standing].get(visitor, ())), standing)
        turn = Turn(visitor, standing, asyncio.get_running_loop().create_future())
        self.append(turn)
        return turn

    async def wait(self, turn: Turn, gone: Departure | None) -> None:
        """Wait until the turn is granted. Raise Crowded where another took the place, ClientGone."""

        def leave(_gone: Departure) -> None:
            self.leave(turn)

        if gone is not None:
            gone.add_done_callback(leave)
        try:
            await turn.granted
        finally:
            if gone is not None:
                gone.remove_done_callback(leave)
            self.remove(turn)

    def grant_next(self, passing_over: Collection[Hashable] = ()) -> Turn | None:
        """Grant the next turn, if any, of another visitor than these, and return it: one just served comes last."""
        while (turn := self.next_turn({self.served, *passing_over}) or self.next_turn(passing_over)) is not None:
            self.remove(turn)
            if waiting := self.rounds[turn.standing].pop(turn.visitor, None):
                self.rounds[turn.standing][turn.visitor] = waiting  # to the end of the round
            if not turn.granted.done():
                self.rounds[turn.standing] = self.rounds.pop(turn.standing)  # the other crowds come first
                turn.granted.set_result(None)
                self.served = turn.visitor
                return turn
        return None

    def next_turn(self, passing_over: Collection[Hashable]) -> Turn | None:
        waiting = (visitor_and_turns for found in self.rounds.values() for visitor_and_turns in found.items())
        return next((turns[0] for visitor, turns in waiting if visitor not in passing_over), None)

    def make_room(self, already: int, standing: Standing) -> None:
        """Refuse the last request of the visitor who has most here; else of a later crowd. Raise Crowded."""
        waiting = max((some for found in self.rounds.values() for some in found.values()), key=len)
        if len(waiting) <= already + 1:
            later = [one for crowd in Standing if crowd > standing for one in self.rounds[crowd].values()]
            if 2 * sum(map(len, later)) <= self.most:
                raise Crowded
            waiting = later[-1]
        self.end(waiting[-1], Crowded())

    def leave(self, turn: Turn) -> None:
        """Its client has left."""
        if turn.granted.done():
            return
        if not self.keeps_those_gone:
            self.end(turn, ClientGone())
            return
        self.remove(turn)
        turn.visitor, turn.standing = GONE, Standing.NEWCOMER
        self.append(turn)

    def end(self, turn: Turn, why: Exception) -> None:
        self.remove(turn)
        if not turn.granted.done():
            turn.granted.set_exception(why)

    def append(self, turn: Turn) -> None:
        self.rounds[turn.standing].setdefault(turn.visitor, deque()).append(turn)
        self.length += 1

    def remove(self, turn: Turn) -> None:
        """Let it wait no longer, if it does."""
        waiting = self.rounds[turn.standing].get(turn.visitor)
        if waiting is None or turn not in waiting:
            return
        waiting.remove(turn)
        self.length -= 1
        if not waiting:
            del self.rounds[turn.standing][turn.visitor]
