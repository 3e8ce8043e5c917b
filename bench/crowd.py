"""A hall of 400 phones: they enter by the square, look, raise hands and answer, while one without cookies floods.

    python bench/crowd.py [--phones 400] [--seconds 180] [--entering 50] [--flood 100]

A real server: SQLite, one process of pages. The phones enter within `--entering` seconds, each at its own moment; then
each does something every half minute. The gate, on any machine: no phone is refused, nothing answers 5xx, and whatever
was acknowledged is in the database. How long it took is printed beside its goal, with how busy the machine was; the
phones run on it too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from live.cost import Gauge
from live.loading import percentile
from live.phone import FORM_TOKEN, Answered, Wire, watch
from live.servers import Palabre

GOALS = {"square": 2.0, "name": 2.0, "screen": 2.0, "enter": 2.0, "look": 1.0, "hand": 1.0, "answer": 1.0}  # p99, s
EACH = 30.0  # seconds between two gestures of one phone, on average
FLOODERS = 64  # connections of the client without cookies
MEETING = """
import json
import django; django.setup()
from django.urls import reverse
from django.utils import timezone
from palabre.meetings.room import room_codes
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.meetings.room.open_room import open_room
from tests.builders import a_meeting, a_member, a_need, a_space
space, at = a_space(public=True), timezone.now()
sabine, meeting, need = a_member(space, "Sabine Delorme"), a_meeting(space, on=timezone.localdate(at)), a_need(space)
meeting.agenda.create(position=1, text="Les besoins", minutes=60, kind="exchange", brings="needs", parts=[need.text])
room = begin_meeting(open_room(meeting, by=sabine, at=at), by=sabine, at=at)
square = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
print(json.dumps([square, need.pk, space.get_absolute_url()]))
"""
KEPT = """
import json
import django; django.setup()
from palabre.groups.models import Answer
from palabre.meetings.models import Attendance, FloorRequest
rows = [Answer.objects.values_list("text", flat=True), FloorRequest.objects.values_list("person__name", flat=True),
        Attendance.objects.values_list("person__name", flat=True)]
print(json.dumps([sorted(one) for one in rows]))
"""


class Tally:
    """What was answered, by step; and what the server acknowledged, which has to be on disk in the end."""

    def __init__(self) -> None:
        self.lasted: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[str, Counter[int]] = defaultdict(Counter)
        self.answers: set[str] = set()
        self.hands: dict[str, bool] = {}
        self.entered: set[str] = set()
        self.frames = [0, 0]

    def add(self, step: str, answered: Answered) -> Answered:
        self.lasted[step].append(answered.lasted)
        self.statuses[step][answered.status] += 1
        return answered

    @property
    def refused(self) -> int:
        """How many phones were told no, or nothing."""
        steps = (counts for step, counts in self.statuses.items() if step != "flood")
        return sum(number for counts in steps for status, number in counts.items() if not 200 <= status < 400)

    @property
    def faults(self) -> int:
        return sum(number for counts in self.statuses.values() for status, number in counts.items() if status >= 500)


def main() -> None:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made:
        server, tally = Palabre(Path(made)), Tally()
        server.start()
        try:
            square, need, front = json.loads(server.ask(MEETING))
            gauge, busy, began = Gauge(server.rooms()), os.getloadavg()[0], time.monotonic()
            asyncio.run(play(server.port, square, need, front, options, tally))
            lost = lost_of(tally, json.loads(server.ask(KEPT)))
            tell(options, tally, lost, gauge.read(), busy, time.monotonic() - began)
        finally:
            server.stop()
    sys.exit(1 if tally.refused or tally.faults or lost else 0)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--phones", type=int, default=400)
    found.add_argument("--seconds", type=float, default=180, help="for how long they look, raise hands and answer")
    found.add_argument("--entering", type=float, default=50, help="seconds within which all of them begin to enter")
    found.add_argument("--flood", type=float, default=100, help="requests a second of the client without cookies")
    return found


async def play(port: int, square: str, need: int, front: str, options: argparse.Namespace, tally: Tally) -> None:
    began = time.monotonic()
    chance = random.Random(20261127)
    ends = began + options.entering + options.seconds
    flood = asyncio.create_task(flooding(port, [front, "/", "/room/"], options.flood, tally))
    phones = [
        phone(port, f"Personne {number}", square, need, chance.random() * options.entering, ends, tally)
        for number in range(options.phones)
    ]
    await asyncio.gather(*phones)
    flood.cancel()
    await asyncio.gather(flood, return_exceptions=True)


async def phone(port: int, name: str, square: str, need: int, after: float, ends: float, tally: Tally) -> None:
    """Enter, then look, raise a hand and answer until the end."""
    wire, chance = Wire(port), random.Random(name)
    await asyncio.sleep(after)
    room = await enter(wire, name, square, tally)
    if not room:
        return
    screen = asyncio.create_task(watch(wire_of_screen(wire), room.rstrip("/"), tally.frames))
    number = 0
    while (rest := chance.uniform(0.5, 1.5) * EACH) < ends - time.monotonic():
        await asyncio.sleep(rest)
        number += 1
        await (look, hand, say)[chance.randrange(3)](wire, room, name, number, need, tally)
    await asyncio.sleep(max(0.0, ends - time.monotonic()))
    screen.cancel()
    await asyncio.gather(screen, return_exceptions=True)
    wire.close()


def wire_of_screen(wire: Wire) -> Wire:
    return Wire(wire.port, cookies=wire.cookies)


async def enter(wire: Wire, name: str, square: str, tally: Tally) -> str:
    """Scan, say a name, and see the room; return its address, "" when something was refused."""
    began = time.perf_counter()
    scanned = tally.add("square", await wire.ask("GET", square))
    form_token = FORM_TOKEN.search(scanned.body)
    if scanned.status != 200 or form_token is None:
        return ""
    said = tally.add("name", await wire.ask("POST", square, {"name": name, "form_token": form_token[1]}))
    if said.status != 302:
        return ""
    tally.entered.add(name)
    shown = tally.add("screen", await wire.ask("GET", said.where))
    tally.lasted["enter"].append(time.perf_counter() - began)
    return said.where if shown.status == 200 else ""


async def look(wire: Wire, room: str, _name: str, _number: int, _need: int, tally: Tally) -> None:
    tally.add("look", await wire.ask("GET", room))


async def hand(wire: Wire, room: str, name: str, _number: int, _need: int, tally: Tally) -> None:
    """Raise it, or take it down again."""
    is_up = tally.hands.get(name, False)
    gesture = "no-hand" if is_up else "hand"
    done = tally.add("hand", await wire.ask("POST", f"{room}{gesture}/", {"as": "phone"}, Accept="application/json"))
    if done.status in (200, 204):
        tally.hands[name] = not is_up


async def say(wire: Wire, room: str, name: str, number: int, need: int, tally: Tally) -> None:
    words = f"{name} peut aider, réponse {number}."
    form = {f"answer-{need}": words}
    done = tally.add("answer", await wire.ask("POST", f"{room}answer/?need={need}", form, Accept="application/json"))
    if done.status in (200, 204):
        tally.answers.add(words)


async def flooding(port: int, paths: list[str], pace: float, tally: Tally) -> None:
    """Ask so many times a second, whatever is answered, and never bring a cookie."""
    wires: asyncio.Queue[Wire] = asyncio.Queue()
    for _one in range(FLOODERS):
        wires.put_nowait(Wire(port, keeps=False))
    asked, began = set(), time.monotonic()
    for number in range(sys.maxsize if pace else 0):
        await asyncio.sleep(max(0.0, began + number / pace - time.monotonic()))
        wire = await wires.get()
        one = asyncio.create_task(ask_once(wire, paths[number % len(paths)], wires, tally))
        asked.add(one)
        one.add_done_callback(asked.discard)


async def ask_once(wire: Wire, path: str, wires: asyncio.Queue[Wire], tally: Tally) -> None:
    try:
        tally.add("flood", await wire.ask("GET", path))
    finally:
        wires.put_nowait(wire)


def lost_of(tally: Tally, kept: list[list[str]]) -> int:
    """How much of what was acknowledged is not in the database."""
    answers, hands, there = (set(one) for one in kept)
    raised = {name for name, is_up in tally.hands.items() if is_up}
    return len(tally.answers - answers) + len(raised ^ hands) + len(tally.entered - there)


def tell(
    options: argparse.Namespace, tally: Tally, lost: int, cost: tuple[float, ...], busy: float, lasted: float
) -> None:
    cores, _most, own = cost
    print(f"{options.phones} phones, {len(tally.entered)} entered; {lasted:.0f} s; {tally.frames[0]} frames", end="")
    print(f", {tally.frames[1]} screens came back")
    for step in (*GOALS, "flood"):
        times = sorted(tally.lasted[step]) or [0.0]
        p50, p99 = (percentile(times, one) for one in (50, 99))
        goal = f"goal: p99 < {GOALS[step]:.0f} s" if step in GOALS else "without a cookie"
        told = " ".join(f"{status}×{number}" for status, number in sorted(tally.statuses[step].items()))
        print(f"  {step:7} p50 {p50:6.2f} s   p99 {p99:6.2f} s   {goal}   {told}")
    print(f"  refused {tally.refused}, 5xx {tally.faults}, lost {lost}   goal: 0, 0, 0")
    print(
        f"  the server {cores:.2f} core, {own:.0f} MiB; the machine {os.cpu_count()} cores, load {busy:.1f} before, ",
        end="",
    )
    print(f"{os.getloadavg()[0]:.1f} after; the phones run on it too")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
