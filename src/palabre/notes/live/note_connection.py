"""One WebSocket in a room: its queue of frames to send, within bounds, and its end."""

from __future__ import annotations

import dataclasses
from collections import deque

from palabre.live.connection import TRY_AGAIN, LiveConnection
from palabre.live.doors import Message
from palabre.notes.live import yjs_frames
from palabre.notes.live.visitor_quotas import Share
from palabre.notes.live.yjs_frames import Kind

MOST_WAITING = 8 * 1024 * 1024  # bytes that wait for a slow reader, the whole document among them
COLOURS = 8
MOST_HELD = 256 * 1024  # bytes of updates that wait for others
MOST_PIECES_HELD = 2_000


class TooLarge(Exception):
    """The text would be longer than a note that is written together may be, or too much of hers waits."""


@dataclasses.dataclass(eq=False)
class NoteConnection(LiveConnection):
    """`person` is the number of who is here; `carets` are the Yjs client numbers that are hers.

    `held` are updates of hers that hang on words which are not here yet. They are in no document meanwhile, nor on
    the disk. `share` is what she may bring to the note, by all of her connections; a guest came by a link.
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
    pieces: int = 0  # structs and ranges that were read of hers since the last pause
    saved: int = 0

    @property
    def colour(self) -> int:
        return self.person % COLOURS

    def tell(self, frame: bytes) -> None:
        """Have a frame sent in its turn. Who reads too slowly is sent away, and comes back to what is there then."""
        if self.ended is not None:
            return
        self.waiting.append(frame)
        self.weight += len(frame)
        if self.weight > MOST_WAITING:
            self.end(TRY_AGAIN)
        self.stir.set()

    def hold(self, update: bytes, pieces: int) -> None:
        """Keep an update aside until what it hangs on is here. Raises TooLarge."""
        self.pieces_held = pieces + (self.pieces_held if self.held else 0)
        if self.pieces_held > MOST_PIECES_HELD or sum(map(len, self.held)) + len(update) > MOST_HELD:
            raise TooLarge
        self.held.append(update)

    def paused(self) -> float:
        """Return for how many seconds nothing more of hers is to be read, for what was read since the last time."""
        pieces, self.pieces = self.pieces, 0
        return self.share.pause(pieces)

    def count_saved(self, count: int) -> None:
        """Say how many of her frames are on the disk by now."""
        self.saved += count
        self.tell(yjs_frames.number_frame(Kind.SAVED, self.saved))

    def let_write(self, may_write: bool) -> None:
        if may_write != self.may_write:
            self.may_write = may_write
            self.tell(yjs_frames.number_frame(Kind.RIGHTS, int(may_write)))

    def end(self, code: int) -> None:
        super().end(code)
        self.waiting.clear()

    def next_message(self) -> Message | None:
        if not self.waiting:
            return None
        frame = self.waiting.popleft()
        self.weight -= len(frame)
        return {"type": "websocket.send", "bytes": frame}
