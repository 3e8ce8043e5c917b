"""Requests that wait for a thread, in turn by visitor: whoever asks for much waits behind the first request of others.

A visitor whose cookie is recent counts as a newcomer, and newcomers together get every other turn: cookies cost
nothing, and many of them must not hold back who was here before; nor must those hold back a hall that comes at once.
In a full line, newcomers leave the places beyond one half to who was here before.

A request whose client has left is not made. A form is, since its text exists nowhere else: all such forms share the
place of one visitor.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections import deque
from collections.abc import Hashable

from palabre.serving.client_departure import ClientGone, Departure

GONE = object()  # in place of the visitor


class Crowded(Exception):
    """Too many requests wait in this line."""


@dataclasses.dataclass(eq=False, slots=True)
class Turn:
    visitor: Hashable
    is_new: bool
    granted: asyncio.Future[None]

    @property
    def is_granted(self) -> bool:
        return self.granted.done() and not self.granted.cancelled() and self.granted.exception() is None


type Round = dict[Hashable, deque[Turn]]  # by visitor, the next one first


class WaitingLine:
    """Bound to one event loop."""

    def __init__(self, most: int, *, keeps_those_gone: bool = False) -> None:
        self.most, self.keeps_those_gone = most, keeps_those_gone
        self.rounds: dict[bool, Round] = {False: {}, True: {}}  # the key: are they newcomers?
        self.newcomers_are_next = False
        self.length = 0

    def __len__(self) -> int:
        return self.length

    def join(self, visitor: Hashable, *, is_new: bool = False) -> Turn:
        """Begin to wait. Raise Crowded."""
        if self.length >= self.most:
            self.make_room(already=len(self.rounds[is_new].get(visitor, ())), is_new=is_new)
        turn = Turn(visitor, is_new, asyncio.get_running_loop().create_future())
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

    def grant_next(self) -> bool:
        """Grant the next turn; return whether there was one."""
        while self.length:
            turn = self.next_turn()
            self.remove(turn)
            if waiting := self.rounds[turn.is_new].pop(turn.visitor, None):
                self.rounds[turn.is_new][turn.visitor] = waiting  # to the end of the round
            if not turn.granted.done():
                self.newcomers_are_next = not turn.is_new
                turn.granted.set_result(None)
                return True
        return False

    def next_turn(self) -> Turn:
        found = self.rounds[self.newcomers_are_next] or self.rounds[not self.newcomers_are_next]
        return next(iter(found.values()))[0]

    def make_room(self, *, already: int, is_new: bool) -> None:
        """Refuse the last request of the visitor who has most here; else of the last newcomer. Raise Crowded."""
        waiting = max((some for found in self.rounds.values() for some in found.values()), key=len)
        if len(waiting) <= already + 1:
            newcomers = [*self.rounds[True].values()]
            if is_new or 2 * sum(map(len, newcomers)) <= self.most:
                raise Crowded
            waiting = newcomers[-1]
        self.end(waiting[-1], Crowded())

    def leave(self, turn: Turn) -> None:
        """Its client has left."""
        if turn.granted.done():
            return
        if not self.keeps_those_gone:
            self.end(turn, ClientGone())
            return
        self.remove(turn)
        turn.visitor, turn.is_new = GONE, True
        self.append(turn)

    def end(self, turn: Turn, why: Exception) -> None:
        self.remove(turn)
        if not turn.granted.done():
            turn.granted.set_exception(why)

    def append(self, turn: Turn) -> None:
        self.rounds[turn.is_new].setdefault(turn.visitor, deque()).append(turn)
        self.length += 1

    def remove(self, turn: Turn) -> None:
        """Let it wait no longer, if it does."""
        waiting = self.rounds[turn.is_new].get(turn.visitor)
        if waiting is None or turn not in waiting:
            return
        waiting.remove(turn)
        self.length -= 1
        if not waiting:
            del self.rounds[turn.is_new][turn.visitor]
