"""One WebSocket in a room: its bounded queue of frames to send, and its end."""

from __future__ import annotations

import dataclasses
import functools
from collections import deque
from collections.abc import Callable
from typing import Any, Concatenate

from palabre.live.connection import TRY_AGAIN, LiveConnection
from palabre.live.doors import Message
from palabre.notes.live import yjs_frames
from palabre.notes.live.visitor_quotas import Share
from palabre.notes.live.yjs_frames import Kind

MOST_WAITING = 8 * 1024 * 1024  # bytes queued for a slow reader, including the whole document
COLOURS = 8
MOST_HELD = 256 * 1024  # bytes of updates that depend on unknown ones
MOST_PIECES_HELD = 2_000
ANEW = 4409  # a close code: the page opens the text again, with a new number


type Heard[**P, R] = Callable[Concatenate[Any, NoteConnection, P], R]


def at_the_cost_of_who_sends[**P, R](act: Heard[P, R]) -> Heard[P, R]:
    """Have the time of processor that a method takes deducted from the quota of the visitor who sent what it reads."""

    @functools.wraps(act)
    def timed(room: Any, who: NoteConnection, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with who.share.timed():
            return act(room, who, *args, **kwargs)

    return timed


class TooLarge(Exception):
    """The text would be too long for a collaborative note, or the visitor has too many held updates."""


@dataclasses.dataclass(eq=False)
class NoteConnection(LiveConnection):
    """`person` is the id of the person; `carets` are the Yjs client ids of this connection.

    `held` are its updates that depend on words not received yet. Meanwhile they are in no document and not on disk.
    `share` is the person's quota for this note, for all their connections; a guest came by a link.
    `answer` makes the update that they asked for, once nothing else waits: what is read slowly is not kept here.
    """

    person: int
    name: str
    may_write: bool
    is_guest: bool = False
    carets: set[int] = dataclasses.field(default_factory=set)
    share: Share = dataclasses.field(default_factory=Share)
    held: list[bytes] = dataclasses.field(default_factory=list)
    pieces_held: int = 0
    waiting: deque[bytes] = dataclasses.field(default_factory=deque)
    weight: int = 0
    answer: Callable[[], bytes] | None = None
    pieces: int = 0  # structs and ranges read from this connection since the last pause
    saved: int = 0

    @property
    def colour(self) -> int:
        return self.person % COLOURS

    def tell(self, frame: bytes) -> None:
        """Queue a frame. A reader that is too slow is disconnected, and gets the current state when it reconnects."""
        if self.ended is not None:
            return
        self.waiting.append(frame)
        self.weight += len(frame)
        if self.weight > MOST_WAITING:
            self.end(TRY_AGAIN)
        self.stir.set()

    def ask(self, answer: Callable[[], bytes]) -> None:
        """Have the last answer that they asked for made when its turn comes."""
        if self.ended is None:
            self.answer = answer
            self.stir.set()

    def hold(self, update: bytes, pieces: int = 0) -> None:
        """Hold an update until those it depends on arrive, or until it is tried. Raise TooLarge."""
        self.pieces_held = pieces + (self.pieces_held if self.held else 0)
        if self.pieces_held > MOST_PIECES_HELD or sum(map(len, self.held)) + len(update) > MOST_HELD:
            raise TooLarge
        self.held.append(update)

    def paused(self) -> float:
        """Return the number of seconds to wait before reading more, after what was read since the last call."""
        pieces, self.pieces = self.pieces, 0
        return self.share.pause(pieces)

    def count_saved(self, count: int) -> None:
        """Send the number of frames of this connection that are on disk."""
        self.saved += count
        self.tell(yjs_frames.number_frame(Kind.SAVED, self.saved))

    def let_write(self, may_write: bool) -> None:
        if may_write != self.may_write:
            self.may_write = may_write
            self.tell(yjs_frames.number_frame(Kind.RIGHTS, int(may_write)))

    def end(self, code: int) -> None:
        super().end(code)
        self.waiting.clear()
        self.answer = None

    def next_message(self) -> Message | None:
        if self.waiting:
            frame = self.waiting.popleft()
            self.weight -= len(frame)
        elif self.answer is not None:
            make, self.answer = self.answer, None
            frame = make()
        else:
            return None
        return {"type": "websocket.send", "bytes": frame} if self.ended is None else None
