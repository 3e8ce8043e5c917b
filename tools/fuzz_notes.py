"""Send broken frames to a room for a while: it never breaks down, its memory stays bounded, others feel nothing.

    python tools/fuzz_notes.py [--frames 100000] [--seed 1]

Frames are real ones, cut, doubled, overwritten and glued; random bytes; huge lengths; numbers that never end; updates
of a far future, or of other types; carets by the hundred. Whoever sends one that is refused comes back under another
connection, and somebody who only reads must be able to read all that she is told. Exit status 1 on the first fault.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":  # tests have their own settings
    import django

    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")
    django.setup()

from pycrdt import Array, Doc, Map, Text  # noqa: E402

from palabre.live.lib0 import Bytes, number, piece  # noqa: E402
from palabre.notes.live import awareness  # noqa: E402
from palabre.notes.live import yjs_frames as frames  # noqa: E402
from palabre.notes.live.awareness import Caret  # noqa: E402
from palabre.notes.live.note_connection import NoteConnection  # noqa: E402
from palabre.notes.live.note_room import Room, Trial  # noqa: E402
from palabre.notes.live.note_websocket import heard  # noqa: E402
from palabre.notes.live.yjs_frames import Kind, Step  # noqa: E402

SLOW = 0.05  # seconds of processor: a frame that takes longer is counted
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Outcome:
    frames: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    panics: list[str] = field(default_factory=list)
    slow: int = 0
    slowest: tuple[float, bytes] = (0.0, b"")
    state: int = 0  # bytes of the document at the end
    before: float = 0  # MiB resident
    after: float = 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = asyncio.run(fuzz(options.frames, random.Random(options.seed)))
    print(f"{found.frames} frames; ended by: {dict(sorted(found.codes.items()))}; panics: {len(found.panics)}")
    print(f"the document holds {found.state / 1024:.0f} KiB; resident {found.before:.0f} MiB, then {found.after:.0f}")
    late, frame = found.slowest
    print(f"{found.slow} took more than {SLOW * 1000:.0f} ms, the slowest {late * 1000:.0f} ms: {frame[:60].hex()}")
    for panic in found.panics[:3]:
        print(panic)
    return int(bool(found.panics))


async def fuzz(count: int, chance: random.Random) -> Outcome:
    return await Fuzz(chance).run(count)


class Fuzz:
    def __init__(self, chance: random.Random) -> None:
        self.chance, self.outcome = chance, Outcome()
        self.scribe = SimpleNamespace(is_overloaded=False)  # with `end_room`, what the door needs of a hub
        self.samples = real_frames()

    def end_room(self, _note: int, _code: int) -> None:
        self.outcome.panics.append(f"a frame broke the room: {self.frame[:200].hex()}")
        self.open()

    def try_load(self, room: Room, trial: Trial) -> None:
        room.has_tried(trial, is_quick=True)

    def begin_anew(self, _room: Room) -> None:
        self.outcome.panics.append(f"a frame swelled the document: {self.frame[:200].hex()}")
        self.open()

    def open(self) -> None:
        doc: Doc[Text] = Doc()
        text = doc.get("content", type=Text)
        self.room = Room(
            1, 0, 1, doc, text, hand_over=lambda rows: None, publish=lambda *told: None, try_load=self.try_load
        )
        self.reader = Reader(self.room)
        self.come()

    def come(self) -> None:
        self.who = NoteConnection(1, "Malo Riou", may_write=True)
        self.room.enter(self.who)

    async def run(self, count: int) -> Outcome:
        self.open()
        self.outcome.before = resident()
        for place in range(count):
            self.send(self.chance.choice(MAKERS)(self.samples, self.chance))
            if place % 20 == 19:
                self.room.beat()
                self.reader.read()
                self.who.waiting.clear()
                self.who.weight = 0
            if place % 200 == 199:
                await asyncio.sleep(0)
        self.outcome.frames, self.outcome.after = count, resident()
        self.outcome.state = len(self.room.doc.get_update())
        return self.outcome

    def send(self, frame: bytes) -> None:
        self.frame, begun = frame, time.thread_time()
        code = heard(self, self.room, self.who, frame)  # type: ignore[arg-type]
        lasted = time.thread_time() - begun
        self.outcome.slow += lasted > SLOW
        self.outcome.slowest = max(self.outcome.slowest, (lasted, frame[:200]))
        if code or self.who.ended is not None:
            self.outcome.codes[code or self.who.ended or 0] += 1
            self.room.leave(self.who)
            self.come()


class Reader:
    """Somebody who only reads. Whatever she is told must be what a browser can read. Raises what it would raise."""

    def __init__(self, room: Room) -> None:
        self.who = NoteConnection(2, "Inès Lamour", may_write=False)
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get("content", type=Text)
        room.enter(self.who)

    def read(self) -> None:
        while self.who.waiting:
            self.hear(self.who.waiting.popleft())
        self.who.weight = 0

    def hear(self, data: bytes) -> None:
        given = Bytes(data)
        kind = given.number()
        if kind == Kind.SYNC and given.number() != Step.ONE:
            self.doc.apply_update(given.piece())
        elif kind == Kind.AWARENESS:
            self.see(Bytes(given.piece()))

    def see(self, given: Bytes) -> None:
        for _one in range(given.number()):
            caret = awareness.read_one(given)
            if caret.state and json.loads(caret.state, parse_constant=not_json)["user"]["name"] != "Malo Riou":
                raise AssertionError("a name that the server did not give")


def not_json(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


def real_frames() -> list[bytes]:
    """What two clients would send: keys, takings away, states, carets."""
    found: list[bytes] = []
    for client in range(1, 9):
        doc: Doc[Any] = Doc(client_id=client)
        text = doc.get("content", type=Text)
        for turn in range(40):
            before = doc.get_state()
            text.insert(len(text), f"mot {turn} é🙂 ")
            if turn % 5 == 4:
                del text[0:4]
            found.append(frames.sync(Step.UPDATE, doc.get_update(before)))
        doc.get("map", type=Map)["key"] = "value"
        doc.get("array", type=Array).extend([1, "two", None, 4.5])
        found += [frames.sync(Step.TWO, doc.get_update()), frames.sync(Step.ONE, doc.get_state())]
        state = json.dumps({"user": {"name": "x"}, "cursor": {"anchor": turn, "head": turn}})
        found.append(frames.awareness(awareness.awareness_bytes([Caret(client, 1, state)])))
    return found


type Maker = Callable[[list[bytes], random.Random], bytes]


def real(samples: list[bytes], chance: random.Random) -> bytes:
    return chance.choice(samples)


def overwritten(samples: list[bytes], chance: random.Random) -> bytes:
    data = bytearray(chance.choice(samples))
    for _one in range(chance.choice([1, 1, 2, 5])):
        data[chance.randrange(len(data))] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
    return bytes(data)


def overwritten_inside(samples: list[bytes], chance: random.Random) -> bytes:
    """The frame is whole, the update in it is not."""
    frame = frames.read_frame(chance.choice(samples))
    body = bytearray(frame.body if frame else b"\0\0")
    for _one in range(chance.choice([1, 2, 3])):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return frames.sync(chance.choice(list(Step)), bytes(body))


def cut(samples: list[bytes], chance: random.Random) -> bytes:
    data = chance.choice(samples)
    return data[: chance.randrange(len(data))]


def glued(samples: list[bytes], chance: random.Random) -> bytes:
    first, second = chance.choice(samples), chance.choice(samples)
    return first[: chance.randrange(len(first))] + second[chance.randrange(len(second)) :]


def noise(_samples: list[bytes], chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice([0, 1, 2, 3, 10, 100, 1000]))


def update_of_noise(_samples: list[bytes], chance: random.Random) -> bytes:
    return frames.sync(chance.choice(list(Step)), chance.randbytes(chance.choice([1, 3, 8, 30, 200])))


def huge_length(_samples: list[bytes], chance: random.Random) -> bytes:
    size = number(2 ** chance.choice([31, 32, 53, 62]))
    return chance.choice([b"\0\2" + size, b"\1" + size, b"\0\2" + piece(b"\1" + size), b"\0\2" + piece(b"\0" + size)])


def endless_number(_samples: list[bytes], chance: random.Random) -> bytes:
    return chance.choice([b"", b"\0", b"\0\2", b"\1"]) + b"\xff" * chance.choice([9, 10, 64, 5000])


def far_future(_samples: list[bytes], chance: random.Random) -> bytes:
    """An update whose clock, or what it hangs on, is beyond anything: it waits for what never comes."""
    client, clock = number(chance.randrange(2**31)), number(2 ** chance.choice([8, 20, 31, 50]))
    hangs_on = number(chance.randrange(2**31)) + number(2 ** chance.choice([3, 31]))
    return frames.sync(Step.UPDATE, b"\1\1" + client + clock + b"\x84" + hangs_on + piece(b"loin") + b"\0")


def takings_away(_samples: list[bytes], chance: random.Random) -> bytes:
    """Takes away what nobody wrote, by millions."""
    some = b"".join(
        number(chance.randrange(2**31)) + b"\1" + number(chance.randrange(2**20)) + number(2**31) for _ in "ab"
    )
    return frames.sync(Step.UPDATE, b"\0\2" + some)


def many_clients(_samples: list[bytes], chance: random.Random) -> bytes:
    """Structs of clients that nobody ever was: swept, taken away, of a word, skipped."""
    word = chance.choice(
        [b"\0\1", b"\1\1" + piece(b"content") + b"\1", b"\4\1" + piece(b"content") + piece(b"x"), b"\x0a\1"]
    )
    clients = chance.sample(range(2**30), chance.choice([1, 10, 500]))
    return frames.sync(
        Step.TWO, number(len(clients)) + b"".join(b"\1" + number(c) + b"\0" + word for c in clients) + b"\0"
    )


def carets(_samples: list[bytes], chance: random.Random) -> bytes:
    states = [
        "null",
        "{}",
        "[]",
        "NaN",
        '{"cursor":1e999}',
        "[" * 1500,
        '{"cursor":"\\ud800"}',
        '{"user":{"name":"x"}}',
    ]
    some = [
        Caret(chance.randrange(50), chance.choice([0, 1, 2**53]), chance.choice(states))
        for _ in range(chance.choice([1, 2, 3, 400]))
    ]
    return frames.awareness(awareness.awareness_bytes(some))


MAKERS: list[Maker] = [
    *(real, real, overwritten, overwritten_inside, overwritten_inside, cut, glued, noise, update_of_noise),
    *(huge_length, endless_number, far_future, takings_away, many_clients, carets),
]


def resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1024 / 1024


if __name__ == "__main__":
    sys.exit(main())
