"""The day of a forum: 400 phones enter, propose 60 questions, answer “Who goes on?”, spend dots, the wall live.

    python bench/forum.py [--people 400] [--questions 60] [--seconds 360] [--postgres URL]

A real server, one process of pages, held to two cores. Of the seconds, a sixth is for entering by the square, a third
for proposing and taking a place, half for “Who goes on?” and five dots each; phones look and set aside. One post in
five is sent twice at once, as by a thumb that trembles. The gate, on any machine: no phone is refused, nothing answers
5xx, what was acknowledged is in the database, and nothing is there twice. How long it took is printed beside its goal,
with how busy the machine was; the phones run on it too. `--people 40 --seconds 40` tries it quickly.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from live.cost import Gauge
from live.loading import percentile
from live.phone import PATIENCE, Answered, Wire
from live.servers import Palabre, drop_database
from live.wall_screens import WallScreen

POSTS = ("propose", "place", "aside", "answer", "dot")
LOOKS = ("square", "first page", "files", "wall", "form", "sheet", "ballot", "at the end")
GOAL_POST, GOAL_WALL = 0.5, 1.0  # seconds: p99 of a post, p95 from a post to a screen
CORES = 2
HOURS, MOST_PLACES = 4, 26
ASIDES = 2  # questions that each phone sets aside
DOTS = 5  # that each phone spends
TWICE = 0.2  # of the posts, sent twice at once
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
FILES = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
PREPARE = """
import datetime, json, sys
import django; django.setup()
from django.urls import reverse
from django.utils import timezone
from palabre.forums.day.forum_codes import day_key
from palabre.forums.ballots.day_dots import open_dots
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_lines import read_hours, read_spots
from tests.builders import a_member, a_space
space = a_space(public=True)
hours = tuple(read_hours("0 h - 23 h 56\\n23 h 56 - 23 h 57\\n23 h 57 - 23 h 58\\n23 h 58 - 23 h 59"))
spots = tuple(read_spots("\\n".join(f"Table {number}, de plain-pied" for number in range(1, json.load(sys.stdin) + 1))))
plan = Plan("Comment rester bien servis loin du bourg ?", timezone.localdate(), None, "Salle", hours, spots, 5)
host = a_member(space, "Sabine Le Goff")
forum = prepare_forum(space, plan, by=host)
day = ForumDay.objects.get(forum=forum)
open_dots(day, None, by=host, at=timezone.now())
print(json.dumps([reverse("forum_code:square", args=[day.code, day_key(day)]), forum.get_absolute_url()]))
"""
KEPT = """
import json
import django; django.setup()
from django.utils import timezone
from palabre.forums.ballots.day_dots import close_dots
from palabre.forums.models import DotVote, ForumDay, Session, Sheet, SheetPledge
from palabre.people.models import Person
sheets = Sheet.objects.select_related("question", "asked_by")
places = Session.objects.standing().values_list("sheet__number", "slot__position", "place__position")
pledges = SheetPledge.objects.values_list("person__name", "sheet__number", "carries")
day = ForumDay.objects.select_related("forum__space", "by").get()
close_dots(day, by=day.by, at=timezone.now())
counts = DotVote.objects.get().counts.get("phones", {})
dots = [[one.number, counts.get(str(one.question_id), 0)] for one in sheets]
print(json.dumps([list(Person.objects.filter(came_at__isnull=False).values_list("name", flat=True)),
    [[one.number, one.question.text, one.asked_by.name] for one in sheets], list(places), list(pledges), dots]))
"""


@dataclass
class Topic:
    """A question of the load: where it is to stand; when its posts were sent, and the number that it was given."""

    cell: tuple[int, int]
    proposed_at: float = 0.0
    placed_at: float = 0.0
    number: int = 0


@dataclass
class Hall:
    """The load on one forum: what was sent and answered. `sheets` are the numbers that were acknowledged."""

    port: int
    square: str
    forum: str
    times: tuple[float, float, float]  # instants: until when phones enter, propose, answer
    topics: dict[int, Topic] = field(default_factory=dict)
    screens: list[WallScreen] = field(default_factory=list)
    followers: list[asyncio.Task[None]] = field(default_factory=list)
    lasted: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    sheets: list[int] = field(default_factory=list)
    kept: dict[str, set[tuple]] = field(default_factory=lambda: defaultdict(set))
    dots: Counter[int] = field(default_factory=Counter)  # by number, acknowledged
    forgotten: int = 0

    def add(self, step: str, answered: Answered) -> Answered:
        self.lasted[step].append(answered.lasted)
        self.statuses[step][answered.status] += 1
        return answered

    @property
    def refused(self) -> int:
        """How many requests and screens were told no, or nothing."""
        counts = ((status, number) for some in self.statuses.values() for status, number in some.items())
        return sum(number for status, number in counts if not 200 <= status < 400) + sum(
            one.refusals + one.ends for one in self.screens
        )

    @property
    def faults(self) -> int:
        return sum(number for some in self.statuses.values() for status, number in some.items() if status >= 500)


class Phone:
    """Somebody in the hall with a phone. `topic` is the number of the question that they propose, 0 for none."""

    def __init__(self, hall: Hall, number: int, topic: int) -> None:
        self.hall, self.number, self.topic = hall, number, topic
        self.name, self.chance = f"Personne {number}", random.Random(number)
        self.wire = Wire(hall.port)
        self.aside: set[int] = set()
        self.dots: set[int] = set()
        self.answered = 0

    async def live(self, began: float) -> None:
        """Do everything at its moment, then see what this phone is told of itself."""
        until_in, until_proposed, until_over = self.hall.times
        await wait_until(self.chance.uniform(began, until_in))
        if not await self.enter():
            return
        acts: list[tuple[float, Callable[[], Awaitable[None]]]] = []
        if self.topic:
            acts.append((self.chance.uniform(until_in, until_proposed), self.propose))
        acts += [(self.chance.uniform(until_in, until_over), self.set_aside) for _one in range(ASIDES)]
        acts.append((self.chance.uniform(until_proposed, until_over), self.answer))
        acts += [(self.chance.uniform(until_proposed, until_over), self.put_dot) for _one in range(DOTS)]
        for moment, act in sorted(acts, key=lambda one: one[0]):
            await wait_until(moment)
            await act()
        await wait_until(until_over + self.chance.random() * 0.1 * (until_over - began))
        await self.look_back()
        self.wire.close()

    async def enter(self) -> bool:
        """Scan, see the first page with its files, and follow it; some phones follow the whole wall."""
        scanned = self.hall.add("square", await self.wire.ask("GET", self.hall.square))
        if scanned.status != 302:
            return False
        shown = self.hall.add("first page", await self.wire.ask("GET", scanned.where))
        for file in dict.fromkeys(FILES.findall(shown.body)):
            self.hall.add("files", await self.wire.ask("GET", file))
        kind = "wall" if self.number % 2 else "phone"
        if kind == "wall":
            await self.get("wall", "wall/")
        follow(self.hall, kind, self.wire.held())
        return shown.status == 200

    async def propose(self) -> None:
        """Put a question, then take its place on the wall."""
        topic = self.hall.topics[self.topic]
        form = fields_of((await self.get("form", "proposal/")).body)
        topic.proposed_at = time.perf_counter()
        form |= {"text": f"Sujet{self.topic:03} : qui s’en occupe ?", "who": self.name}
        answer = await self.post("propose", "proposal/", form)
        found = re.search(r"/sheets/(\d+)/$", answer.where)
        if found is None:
            return
        topic.number = int(found[1])
        self.hall.sheets.append(topic.number)
        self.hall.kept["sheets"].add((topic.number, self.topic, self.name))
        await self.get("sheet", f"sheets/{topic.number}/")
        slot, place = topic.cell
        topic.placed_at = time.perf_counter()
        answer = await self.post("place", f"sheets/{topic.number}/placing/", {"slot": f"{slot}", "place": f"{place}"})
        if answer.status == 302:
            self.hall.kept["places"].add((topic.number, slot, place))

    async def set_aside(self) -> None:
        """Put a question aside, for this device alone."""
        if not self.hall.sheets:
            return
        number = self.chance.choice(self.hall.sheets)
        await self.get("sheet", f"sheets/{number}/")
        answer = await self.post("aside", f"sheets/{number}/aside/", {"is_aside": "1"})
        if answer.status == 302:
            self.aside.add(number)

    async def answer(self) -> None:
        """Say “I’m coming”, or “I’ll host it” of one’s own question."""
        while not self.hall.sheets:  # on a busy machine nobody has a number yet
            await asyncio.sleep(0.5)
            if time.perf_counter() > self.hall.times[-1] + PATIENCE:
                return
        own = self.hall.topics[self.topic].number if self.topic else 0
        number = own or self.chance.choice(self.hall.sheets)
        form = fields_of((await self.get("form", f"who-goes-on/?number={number}")).body)
        form |= {"number": f"{number}", "who": self.name, "words": "Le samedi."} | ({"carries": "1"} if own else {})
        if (await self.post("answer", "who-goes-on/", form)).status == 302:
            self.answered = number
            self.hall.kept["pledges"].add((self.name, number, bool(own)))

    async def put_dot(self) -> None:
        """Put a dot on a question that bears none of this phone’s."""
        left = [one for one in self.hall.sheets if one not in self.dots]
        if not self.dots:
            await self.wire.ask("POST", f"{self.hall.forum}ballot/", {"begin": ""})
        await self.get("ballot", "ballot/")
        if left:
            number = self.chance.choice(left)
            if (await self.post("dot", "ballot/", {"put": f"{number}"})).status == 302:
                self.dots.add(number)
                self.hall.dots[number] += 1

    async def look_back(self) -> None:
        """Count what this phone is no longer told: the questions set aside, what it answered."""
        shown = await self.get("at the end", "wall/")
        aside = shown.body.partition("</room-live>")[2]
        self.hall.forgotten += sum(f"/sheets/{number}/" not in aside for number in self.aside)
        ballot = (await self.get("at the end", "ballot/")).body
        self.hall.forgotten += sum(f'name="take" value="{number}"' not in ballot for number in self.dots)
        noted = (await self.get("at the end", "who-goes-on/")).body
        self.hall.forgotten += bool(self.answered) and f'sheet-number">{self.answered}</b>' not in noted

    async def get(self, step: str, page: str) -> Answered:
        return self.hall.add(step, await self.wire.ask("GET", self.hall.forum + page))

    async def post(self, step: str, page: str, form: dict[str, str]) -> Answered:
        """Send a form, sometimes twice at once; return the first answer."""
        path = self.hall.forum + page
        again = Wire(self.hall.port, cookies=self.wire.cookies) if self.chance.random() < TWICE else None
        wires = [self.wire, again] if again else [self.wire]
        answers = await asyncio.gather(*(one.ask("POST", path, form) for one in wires))
        if again:
            again.close()
        for one in answers:
            self.hall.add(step, one)
        return answers[0]


def main() -> None:
    options = parser().parse_args()
    options.questions = options.questions or max(1, options.people * 60 // 400)
    all_cores = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made:
        server = Palabre(Path(made), postgres=options.postgres)
        os.sched_setaffinity(0, sorted(all_cores)[:CORES])  # the server inherits it
        server.start()
        os.sched_setaffinity(0, sorted(all_cores)[CORES:] or all_cores)
        try:
            places = min(MOST_PLACES, -(-options.questions // HOURS))
            square, forum = json.loads(server.ask(PREPARE, json.dumps(places)))
            gauge, busy = Gauge(server.rooms()), os.getloadavg()[0]
            hall = asyncio.run(play(server.port, square, forum, places, options))
            lost, doubled = differences(hall, json.loads(server.ask(KEPT)))
            tell(server.name, hall, options, (lost, doubled), gauge.read(), busy)
        finally:
            server.stop()
            if server.database:
                drop_database(server.database)
    sys.exit(1 if hall.refused or hall.faults or lost or doubled else 0)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--people", type=int, default=400)
    found.add_argument("--questions", type=int, default=None, help="60 for 400 people; 104 at the most")
    found.add_argument("--seconds", type=float, default=360, help="of the whole: entering, proposing, going on")
    found.add_argument("--postgres", default="", help="the address of a PostgreSQL where a database may be made")
    return found


async def play(port: int, square: str, forum: str, places: int, options: argparse.Namespace) -> Hall:
    began, whole = time.perf_counter(), options.seconds
    hall = Hall(port, square, forum, tuple(began + whole * part for part in (1 / 6, 1 / 2, 1)))
    hall.topics = {
        one: Topic((1 + (one - 1) // places, 1 + (one - 1) % places)) for one in range(1, options.questions + 1)
    }
    follow(hall, "projector", "")
    phones = [Phone(hall, one, one if one in hall.topics else 0) for one in range(1, options.people + 1)]
    await asyncio.gather(*(one.live(began) for one in phones))
    for one in hall.followers:
        one.cancel()
    await asyncio.gather(*hall.followers, return_exceptions=True)
    return hall


def follow(hall: Hall, kind: str, cookie: str) -> None:
    hall.screens.append(WallScreen(kind))
    door = f"/ws{hall.forum}wall?as={kind}"
    hall.followers.append(asyncio.create_task(hall.screens[-1].follow(hall.port, door, cookie)))


async def wait_until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


def fields_of(page: str) -> dict[str, str]:
    return dict(HIDDEN.findall(page))


def differences(hall: Hall, kept: list[list]) -> tuple[int, int]:
    """Return how much of what was acknowledged is not there, and how much is there twice or was never sent."""
    names, sheets, places, pledges, dots = kept
    rows = {
        "sheets": [(number, int(text[5:8]), name) for number, text, name in sheets],
        "places": [tuple(one) for one in places],
        "pledges": [tuple(one) for one in pledges],
    }
    lost = sum(len(hall.kept[name] - set(some)) for name, some in rows.items()) + hall.forgotten
    doubled = sum(len(some) - len({one[key] for one in some}) for some, key in zip(rows.values(), (1, 0, 0)))
    lost += sum(max(0, hall.dots[number] - counted) for number, counted in dots)
    doubled += sum(max(0, counted - hall.dots[number]) for number, counted in dots)
    return lost, doubled + len(names) - len(set(names))


def sights_of(hall: Hall) -> tuple[list[float], int]:
    """Return the seconds from each post to each screen that shows it, and how many screens lack a question at the end.

    The whole wall shows a question once it is put; a phone and the projector, once it stands at the hour that runs.
    """
    sights, late = [], 0
    for number, topic in hall.topics.items():
        for screen in hall.screens if topic.number else ():
            sent = topic.proposed_at if screen.kind == "wall" else topic.placed_at
            if screen.kind == "wall" or topic.cell[0] == 1:
                late += number not in screen.last
                sights += [screen.came[number] - sent] if number in screen.came else []
    return sights, late


def tell(
    name: str,
    hall: Hall,
    options: argparse.Namespace,
    wrong: tuple[int, int],
    cost: tuple[float, ...],
    busy: float,
) -> None:
    frames, weight = (sum(getattr(one, what) for one in hall.screens) for what in ("frames", "bytes"))
    entered, cores, own = hall.statuses["first page"][200], cost[0], cost[2]
    print(f"{name}: {options.people} phones, {entered} entered; {len(hall.sheets)} questions; ", end="")
    print(f"{hall.dots.total()} dots; {options.seconds:.0f} s")
    for step in (*LOOKS, *POSTS):
        tell_times(step, hall.lasted[step], f"goal: p99 < {GOAL_POST * 1000:.0f} ms" if step in POSTS else "", hall)
    posts = [one for step in POSTS for one in hall.lasted[step]]
    tell_times("all posts", posts, f"goal: p99 < {GOAL_POST * 1000:.0f} ms", hall)
    sights, late = sights_of(hall)
    tell_times("live wall", sights, f"goal: p95 < {GOAL_WALL * 1000:.0f} ms", hall)
    print(f"  {frames} frames of {weight / max(1, frames) / 1024:.1f} KB; {late} sights that never came", end="")
    print(f"; {sum(one.ends + one.refusals for one in hall.screens)} screens cut or refused")
    print(f"  refused {hall.refused}, 5xx {hall.faults}, lost {wrong[0]}, doubled {wrong[1]}   goal: 0, 0, 0, 0")
    print(
        f"  the server {cores:.2f} core, {own:.0f} MiB; the machine {os.cpu_count()} cores, load {busy:.1f} before, ",
        end="",
    )
    print(f"{os.getloadavg()[0]:.1f} after; the phones run on it too")
    sys.stdout.flush()


def tell_times(step: str, times: list[float], goal: str, hall: Hall) -> None:
    """Print milliseconds, and what was answered."""
    some = sorted(times) or [0.0]
    p50, p95, p99 = (percentile(some, one) * 1000 for one in (50, 95, 99))
    told = " ".join(f"{status}×{number}" for status, number in sorted(hall.statuses.get(step, {}).items()))
    print(f"  {step:10} p50 {p50:6.0f}   p95 {p95:6.0f}   p99 {p99:6.0f}   most {some[-1] * 1000:6.0f} ms   ", end="")
    print(goal, told or f"{len(times)} times", sep="   ")


if __name__ == "__main__":
    main()
