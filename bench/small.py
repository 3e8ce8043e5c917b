"""A small machine: 50 groups, 8 readers and a meeting of 12 phones, on a third of a core and 1 GB.

    python bench/small.py [--seconds 120] [--share 0.333] [--groups 50] [--people 300] [--readers 8] [--phones 12]

A real server, SQLite, one process of pages and its worker, held together to `--share` of one core over periods of 5 ms
and to 1 GB, by a control group; the commands are printed. Where no group can be made, as for who is not root, the
server runs free, and each time is multiplied by what the share would do: this is said. Members read screens of the
space at random, one each two seconds; phones enter the meeting, watch it, look, raise hands and answer; its facilitator
goes on to the next point each twenty seconds. An answer that is not the screen asked for is refused. The readers and
the phones run beside, without a bound. Nothing fails on a slow or busy machine, but what is refused.
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
from collections import defaultdict
from pathlib import Path

import crowd
from live.cost import Gauge
from live.loading import percentile
from live.phone import Wire
from live.quota import Quota, quota
from live.servers import Palabre
from wikis.readers import settle

GOAL = 300  # milliseconds, p95 of the pages
MEMORY = 1_000_000_000
EACH, TAP = 2.0, 20.0  # seconds between two pages of one reader, on average, and between two points
SPACE = """
import json, sys
import django; django.setup()
sys.path.insert(0, "bench")
from importlib import import_module
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from board import fill
from palabre.meetings.models import Presence
from palabre.meetings.room import room_codes
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.people.devices.person_cookie import SESSION_KEY
from tests import builders as make

groups, people, readers, points = json.load(sys.stdin)
space, first = fill(groups, people, 40 * groups)
at = timezone.now()
def signed_in(person):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = {space.slug: person.pk}
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}
pages = [make.a_page(space, f"Page {number}", "Le four se rallume samedi. " * 40, slug=f"page-{number}")
         for number in range(50)]
need = make.a_need(space)
meeting = make.a_meeting(space, on=timezone.localdate(at))
meeting.agenda.create(position=1, text="Les besoins", minutes=10, kind="exchange", brings="needs", parts=[need.text])
for position in range(2, points + 1):
    meeting.agenda.create(position=position, text=f"Point {position}.", minutes=10, kind="exchange")
meeting.attendances.create(person=first, presence=Presence.PRESENT)
room = begin_meeting(open_room(meeting, by=first, at=at), by=first, at=at)
slug = [space.slug]
screens = {
    "home": [reverse("home:space", args=slug)],
    "groups": [reverse("home:groups", args=slug)],
    "a group": [group.get_absolute_url() for group in space.group_set.all()],
    "a page": [page.get_absolute_url() for page in pages],
    "actions": [reverse("groups:actions", args=slug)],
    "needs": [reverse("home:needs", args=slug)],
    "meetings": [reverse("meetings:meetings", args=slug)],
}
members = list(space.persons.exclude(joined_at=None)[1:readers + 1])
print(json.dumps([
    screens, [signed_in(one) for one in members], signed_in(first), f"/s/{space.slug}/meetings/{meeting.pk}/room",
    reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)]), need.pk]))
"""


def main() -> None:
    options = parser().parse_args()
    tally, pages = crowd.Tally(), crowd.Tally()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made, quota(options.share, MEMORY) as held:
        server = Palabre(Path(made))
        server.prefix = held.prefix if held else []
        server.start()
        try:
            made_of = [options.groups, options.people, options.readers, 2 + int(options.seconds / TAP)]
            facts = json.loads(server.ask(SPACE, json.dumps(made_of)))
            settle(server.everything)
            gauge, busy = Gauge(server.everything()), os.getloadavg()[0]
            asyncio.run(play(server.port, facts, options, tally, pages))
            tell(options, held, tally, pages, gauge.read(), busy)
        finally:
            server.stop()
    sys.exit(1 if tally.refused or pages.refused else 0)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--seconds", type=float, default=120)
    found.add_argument("--share", type=float, default=1 / 3, help="of one core")
    found.add_argument("--groups", type=int, default=50)
    found.add_argument("--people", type=int, default=300)
    found.add_argument("--readers", type=int, default=8)
    found.add_argument("--phones", type=int, default=12)
    return found


async def play(port: int, facts: list, options: argparse.Namespace, tally: crowd.Tally, pages: crowd.Tally) -> None:
    screens, readers, facilitator, room, square, need = facts
    ends = time.monotonic() + options.seconds
    phones = [
        crowd.phone(port, f"Personne {number}", square, need, number * 0.5, ends, tally)
        for number in range(options.phones)
    ]
    looking = [read(port, cookies, screens, ends, pages) for cookies in readers]
    await asyncio.gather(*phones, *looking, facilitate(port, facilitator, room, ends, tally))


async def read(
    port: int, cookies: dict[str, str], screens: dict[str, list[str]], ends: float, pages: crowd.Tally
) -> None:
    """Read a screen of some kind, then think, until the end."""
    wire, chance = Wire(port, cookies=cookies), random.Random(next(iter(cookies.values())))
    while (rest := chance.uniform(0.5, 1.5) * EACH) < ends - time.monotonic():
        await asyncio.sleep(rest)
        kind = chance.choice(list(screens))
        answered = await wire.ask("GET", chance.choice(screens[kind]))
        if "<h1" not in answered.body or "</html>" not in answered.body:
            answered.status = answered.status if answered.status >= 400 else 0
        pages.add(kind, answered)
    wire.close()


async def facilitate(port: int, cookies: dict[str, str], room: str, ends: float, tally: crowd.Tally) -> None:
    wire = Wire(port, cookies=cookies)
    while ends - time.monotonic() > TAP:
        await asyncio.sleep(TAP)
        form = {"version": str(10**9)}
        tally.add("tap", await wire.ask("POST", f"{room}/next-point/", form, Accept="application/json"))
    wire.close()


def tell(
    options: argparse.Namespace,
    held: Quota | None,
    tally: crowd.Tally,
    pages: crowd.Tally,
    cost: tuple[float, ...],
    busy: float,
) -> None:
    slower = 1 if held else 1 / options.share
    if held:
        print("\n".join(held.commands), f"\n{held.told()}", sep="")
    else:
        print(f"no control group could be made: the server ran free, and times are multiplied by {slower:.1f}")
    lasted = dict(pages.lasted) | {"all pages": [one for some in pages.lasted.values() for one in some]}
    shown = defaultdict(list, lasted | tally.lasted)
    for what in (*lasted, *tally.lasted):
        times = sorted(1000 * slower * one for one in shown[what])
        p50, p95, p99 = (percentile(times, one) for one in (50, 95, 99))
        goal = f"   p95 < {GOAL} ms {'reached' if p95 < GOAL else 'MISSED'}" if what == "all pages" else ""
        print(f"  {what:10}{len(times):6} times   p50 {p50:6.0f}   p95 {p95:6.0f}   p99 {p99:6.0f} ms{goal}")
    cores, _most, own = cost
    refused = tally.refused + pages.refused
    print(f"  refused {refused}; screens that came back {tally.frames[1]}; {tally.frames[0]} frames   goal: 0, 0")
    print(f"  the server {cores:.2f} core, {own:.0f} MiB; {os.cpu_count()} cores, load {busy:.1f} before, ", end="")
    print(f"{os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
