"""A hall full of typists, in a process of its own: `python bench/live/hall.py`, which `bench/notes.py` starts.

It reads one line of JSON, the plan; says {"ready"} once everybody sits and reads the same text; begins at the next
line; says {"typed"} when the time is over; then, once all read the same again, what it measured.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from live.typist import Seat, Typist, head_of

AT_ONCE = 20  # handshakes under way
PATIENCE = 60  # seconds for everybody to read the same
LOOK = 0.05
SETTLING = 2  # seconds for a server that answers before it has read its disk, as y-websocket's does


class Hall:
    def __init__(self, plan: dict) -> None:
        dice = random.Random(plan.get("seed", 1))
        seats = [Seat(**seat) for seat in plan["seats"]]
        self.typists = [Typist(seat, plan["host"], plan["port"], dice=random.Random(dice.random())) for seat in seats]
        self.seconds, self.rate = plan.get("seconds", 10), plan.get("rate", 3)
        self.has_acks, self.only_reads = plan.get("has_acks", True), plan.get("only_reads", False)
        rooms = itertools.groupby(sorted(self.typists, key=place_of), key=place_of)
        self.rooms = {place: list(some) for place, some in rooms}
        self.lags: list[float] = []

    async def fill(self) -> None:
        """Seat everybody; the first of each note writes the lines when there are none."""
        for room in self.rooms.values():
            await room[0].come()
            if not (self.only_reads or str(room[0].text)):
                write_lines(room[0], max(one.seat.line for one in room) + 1)
        door = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(enter(one, door) for room in self.rooms.values() for one in room[1:]))
        if self.only_reads:
            await asyncio.sleep(SETTLING)
        if not await self.agree():
            raise SystemExit("those who came do not read the same text")
        for room in self.rooms.values() if not self.only_reads else ():
            part_the_watch(room)
            for one in room:
                one.sit_down()

    async def type(self) -> float:
        """Type for the time that was asked, and return how long it was."""
        begun = time.perf_counter()
        await asyncio.gather(*(self.keep_typing(one, begun) for one in self.typists if one.seat.types))
        return time.perf_counter() - begun

    async def keep_typing(self, one: Typist, begun: float) -> None:
        due = begun + one.dice.uniform(0, 1 / self.rate)
        while due < begun + self.seconds:
            await asyncio.sleep(max(0, due - time.perf_counter()))
            self.lags.append(time.perf_counter() - due)
            one.press()
            due += one.dice.uniform(0.5, 1.5) / self.rate

    async def agree(self) -> bool:
        """Wait until all replicas of each note are the same, and all that was sent is said to be saved."""
        until = time.monotonic() + PATIENCE
        while not (self.is_alike() and self.is_saved()):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(LOOK)
        return True

    def is_alike(self) -> bool:
        return all(len({str(one.text) for one in room}) == 1 for room in self.rooms.values())

    def is_saved(self) -> bool:
        return not self.has_acks or not any(one.is_waiting for one in self.typists)

    def heard(self) -> int:
        return sum(one.wire.messages for one in self.typists if one.wire)

    def told(self, *, lasted: float, heard: int, converged: bool) -> dict:
        return {
            "lasted": lasted,
            "keys": sum(one.typed for one in self.typists),
            "frames": heard,
            "latencies": sorted(late * 1000 for one in self.typists for late in one.latencies),
            "lags": sorted(lag * 1000 for lag in self.lags),
            "lost": sum(len(one.when) for one in self.typists),
            "cut": sorted(code for one in self.typists for code in one.codes),
            "converged": converged,
            "texts": {place: digest(str(room[0].text)) for place, room in self.rooms.items()},
        }


def place_of(one: Typist) -> str:
    return one.seat.path + one.seat.room


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write_lines(one: Typist, count: int) -> None:
    before = one.doc.get_state()
    one.text.insert(0, "".join(f"{head_of(line)}\n" for line in range(count)))
    one.clock = len(str(one.text))
    one.send_content(2, one.doc.get_update(before))


def part_the_watch(room: list[Typist]) -> None:
    """Have each key awaited in one other replica: the first one's in the second, all others' in the first."""
    if len(room) > 1:
        room[0].watched, room[1].watched = room[1:], room[:1]


async def enter(one: Typist, door: asyncio.Semaphore) -> None:
    async with door:
        await one.come()


async def main() -> None:
    hall = Hall(json.loads(await line()))
    await hall.fill()
    say({"ready": len(hall.typists)})
    await line()
    before = hall.heard()
    lasted = await hall.type()
    say({"typed": hall.heard() - before})
    heard = hall.heard() - before
    say(hall.told(lasted=lasted, heard=heard, converged=await hall.agree()))


async def line() -> str:
    return await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)


def say(words: dict) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
