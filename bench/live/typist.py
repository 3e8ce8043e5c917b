"""Somebody who types: a real Yjs document, kept in step over a wire in y-websocket's words, or in Hocuspocus's.

Each key is one sync update, and one awareness frame as y-codemirror sends it.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from live.wire import Refused, Wire, opened
from pycrdt import Assoc, Decoder, Doc, StickyIndex, Text, write_message, write_var_uint

SYNC, AWARENESS, AUTH, SYNC_REPLY, SYNC_STATUS, SAVED = 0, 1, 2, 4, 8, 100
STEP_ONE, STEP_TWO, UPDATE = 0, 1, 2
LETTERS = "eeeeeaaaasssiiitttnnnrrruuulllooodddcccmmmpppéééàèêvqfbghjzyxw        ,.'çùœ"
BACKSPACES = 0.05


@dataclass(frozen=True)
class Seat:
    """Where one client sits: at which note, on which line of it, under which cookie, typing or only reading."""

    path: str
    line: int
    types: bool = True
    cookie: str = ""
    room: str = ""  # what Hocuspocus puts before each message
    takes_back: bool = True


class Typist:
    def __init__(self, seat: Seat, host: str, port: int, *, dice: random.Random) -> None:
        self.seat, self.host, self.port, self.dice = seat, host, port, dice
        self.prefix = write_message(seat.room.encode()) if seat.room else b""
        self.doc: Doc = Doc()
        self.text = self.doc.get("content", type=Text)
        self.place: StickyIndex | None = None
        self.line = ""  # what she typed, as it should be read
        self.typed = self.clock = self.awareness_clock = 0
        self.sent = self.saved = 0
        self.when: deque[tuple[int, float]] = deque()  # (clock after this key, when it was sent)
        self.milestones: deque[tuple[int, str]] = deque()  # (sync frame, her line once it is on disk)
        self.kept = ""  # her line as the server last said that it was saved
        self.synced, self.wire, self.codes = asyncio.Event(), None, []
        self.latencies: list[float] = []
        self.watched: list[Typist] = []  # whose keys are awaited here

    async def come(self) -> None:
        self.wire: Wire | None = await opened(
            self.host, self.port, self.seat.path, cookie=self.seat.cookie, hear=self.hear, ended=self.left
        )
        self.sent = self.saved = 0
        self.milestones.clear()
        self.wire.begin()
        if self.prefix:
            self.send(bytes([AUTH, 0]) + write_message(b"here"))
        self.send(bytes([SYNC, STEP_ONE]) + write_message(self.doc.get_state()))
        await asyncio.wait_for(self.synced.wait(), 30)
        if self.wire is None:
            raise Refused(f"closed with {self.codes[-1]}")

    async def come_again(self) -> None:
        """Try until the server is back, as a page does."""
        while self.wire is None:
            self.synced.clear()
            try:
                await self.come()
            except (Refused, OSError, TimeoutError):
                await asyncio.sleep(self.dice.uniform(0.1, 0.5))

    def left(self, code: int) -> None:
        self.wire = None
        self.codes.append(code)
        self.synced.set()  # who waits for it looks

    def send(self, frame: bytes) -> None:
        if self.wire is not None:
            self.wire.send(self.prefix + frame)

    def send_content(self, step: int, update: bytes) -> None:
        """The server counts these frames, and says how many of them are on disk."""
        if self.wire is None:
            return
        self.sent += 1
        self.milestones.append((self.sent, self.line))
        self.send(bytes([SYNC, step]) + write_message(update))

    def hear(self, frame: bytes) -> None:
        if self.prefix:
            frame = frame[len(self.prefix) :]
        kind = frame[0]
        if kind in (SYNC, SYNC_REPLY):
            self.hear_sync(frame[1], frame[2:])
        elif kind == SAVED:
            self.hear_saved(Decoder(frame[1:]).read_var_uint())
        elif kind == SYNC_STATUS and frame[1]:
            self.hear_saved(self.saved + 1)

    def hear_sync(self, step: int, rest: bytes) -> None:
        body = Decoder(rest).read_message() or b""
        if step == STEP_ONE:
            self.send_content(STEP_TWO, self.doc.get_update(body))
            return
        self.doc.apply_update(body)
        if step == STEP_TWO:
            self.synced.set()
        if self.watched:
            self.note_arrivals()

    def hear_saved(self, number: int) -> None:
        self.saved = number
        while self.milestones and self.milestones[0][0] <= number:
            self.kept = self.milestones.popleft()[1]

    def note_arrivals(self) -> None:
        now, clocks = time.perf_counter(), dict(clocks_in(self.doc.get_state()))
        for other in self.watched:
            clock = clocks.get(other.doc.client_id, 0)
            while other.when and other.when[0][0] <= clock:
                self.latencies.append(now - other.when.popleft()[1])

    def sit_down(self) -> None:
        """Put the caret at the end of her line: before the end of line, which nobody takes away."""
        head = head_of(self.seat.line).encode()
        at = str(self.text).encode().index(head) + len(head)
        self.place = self.text.sticky_index(at, Assoc.AFTER)

    def press(self) -> None:
        """Type a letter, or take the last one back."""
        back = self.line and self.seat.takes_back and self.dice.random() < BACKSPACES
        letter = "" if back else self.dice.choice(LETTERS)
        made: list[bytes] = []
        watching = self.doc.observe(lambda event: made.append(event.update))
        end = self.place.get_index()
        if back:
            del self.text[end - len(self.line[-1].encode()) : end]
        else:
            self.text.insert(end, letter)
        self.doc.unobserve(watching)
        self.line = self.line[:-1] if back else self.line + letter
        self.typed += 1
        self.clock += len(letter)
        if letter and self.wire is not None:
            self.when.append((self.clock, time.perf_counter()))
        self.send_content(UPDATE, made[0])
        self.show_caret()

    def show_caret(self) -> None:
        item = {"client": self.doc.client_id, "clock": max(0, self.clock - 1)}
        place = {"type": None, "tname": "content", "item": item, "assoc": 0}
        user = {"name": f"Personne {self.seat.line}", "color": "#30bced", "colorLight": "#30bced33"}
        state = json.dumps({"user": user, "cursor": {"anchor": place, "head": place}}).encode()
        self.awareness_clock += 1
        who = write_var_uint(1) + write_var_uint(self.doc.client_id) + write_var_uint(self.awareness_clock)
        self.send(bytes([AWARENESS]) + write_message(who + write_message(state)))

    @property
    def is_waiting(self) -> bool:
        """Is something that she sent not yet said to be on disk?"""
        return self.saved < self.sent


def head_of(line: int) -> str:
    return f"Ligne {line:03d} : "


def clocks_in(state: bytes) -> Iterator[tuple[int, int]]:
    decoder = Decoder(state)
    for _one in range(decoder.read_var_uint()):
        yield decoder.read_var_uint(), decoder.read_var_uint()
