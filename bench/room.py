"""A meeting of 120 people: from the facilitator's tap to the change on every screen.

    python bench/room.py [--people 120] [--taps 40] [--postgres URL] [--redis]

A real server, one WebSocket for each phone, one for each of the other screens; the facilitator's tap is an ordinary
POST. A latency goes from the moment before she sends it to the moment at which one screen has the new point in hand:
so many taps times so many screens. With `--redis`, two servers on one PostgreSQL share the screens. Nothing fails on
a slow or busy machine: the goals are printed beside what was found, and how busy the machine was.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import websockets
from live.cost import Gauge
from live.loading import percentile
from live.servers import Palabre, drop_database

GOAL_P95, GOAL_CORES = 300, 0.5  # milliseconds, cores
EVERY = 1.0  # seconds between two taps
MEETING = """
import json, sys
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.utils import timezone
from palabre.meetings.models import Presence
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.meetings.room.open_room import open_room
from palabre.people.devices.person_cookie import SESSION_KEY
from tests.builders import a_meeting, a_member, a_space
people, points = json.load(sys.stdin)
space, cookies, at = a_space(), [], timezone.now()
meeting = a_meeting(space, on=timezone.localdate(at))
for position in range(1, points + 1):
    meeting.agenda.create(position=position, text=f"Point numéro {position}.", minutes=10, kind="exchange")
for number in range(people):
    person = a_member(space, f"Personne {number}")
    meeting.attendances.create(person=person, presence=Presence.PRESENT)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = {space.slug: person.pk}
    session.save()
    cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    first = person if number == 0 else first
room = begin_meeting(open_room(meeting, by=first, at=at), by=first, at=at)
print(json.dumps([f"/s/{space.slug}/meetings/{meeting.pk}/room", cookies, room.version]))
"""


def main() -> None:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made, served(Path(made), options) as servers:
        told = json.dumps([options.people, options.taps + 2])
        path, cookies, _version = json.loads(servers[0].ask(MEETING, told))
        asyncio.run(measure(servers, path, cookies, options.taps))


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--people", type=int, default=120)
    found.add_argument("--taps", type=int, default=40)
    found.add_argument("--postgres", default="", help="the address of a PostgreSQL where a database may be made")
    found.add_argument("--redis", action="store_true", help="two servers, and a Redis of our own between them")
    return found


@contextlib.contextmanager
def served(folder: Path, options: argparse.Namespace) -> Iterator[list[Palabre]]:
    """Start the servers that are asked for: one, or two that share a database and a Redis."""
    if options.redis and not options.postgres:
        raise SystemExit("two servers share a PostgreSQL: --redis goes with --postgres")
    first = Palabre(folder, postgres=options.postgres)
    with contextlib.ExitStack() as until_then:
        servers = [first]
        if options.redis:
            told = {"PALABRE_REDIS_URL": until_then.enter_context(a_redis()), "PALABRE_SECRET_KEY": "the same" * 8}
            second = Palabre(folder)
            second.environment |= {"PALABRE_DATABASE_URL": first.database}
            servers.append(second)
            for one in servers:
                one.environment |= told
        for one in servers:
            one.start()
            until_then.callback(one.stop)
        yield servers
    if options.postgres:
        drop_database(first.database)


@contextlib.contextmanager
def a_redis() -> Iterator[str]:
    command = shutil.which("redis-server") or shutil.which("valkey-server")
    if command is None:
        raise SystemExit("no Redis nor Valkey here")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    bare = [command, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(bare, stdout=subprocess.PIPE, text=True)
    next(line for line in process.stdout if "eady to accept connections" in line)
    yield f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.communicate()


async def measure(servers: list[Palabre], path: str, cookies: list[str], taps: int) -> None:
    """Seat everybody, tap, and say how long it took."""
    seen: dict[str, list[float]] = {}
    roles: dict[int, str] = {0: "facilitator", 1: "scribe", 2: "projector"}
    screens = []
    for number, cookie in enumerate(cookies):
        server = servers[number % len(servers)]
        door = f"ws://127.0.0.1:{server.port}/ws{path}?as={roles.get(number, 'phone')}"
        screens.append(asyncio.create_task(watch(door, cookie, f"http://127.0.0.1:{server.port}", seen)))
    await until(lambda: len(seen.get("1", ())) == len(cookies))
    gauge, busy, latencies, late = Gauge([one for server in servers for one in server.rooms()]), load(), [], 0
    for tap in range(2, taps + 2):
        sent = time.perf_counter()
        status = await asyncio.to_thread(press, servers[0].port, path, cookies[0])
        assert status == 204, status
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(until(lambda point=str(tap): len(seen.get(point, ())) == len(cookies)), 10)
        arrived = seen.get(str(tap), [])
        late += len(cookies) - len(arrived)
        latencies += [(at - sent) * 1000 for at in arrived]
        await asyncio.sleep(max(0.0, sent + EVERY - time.perf_counter()))
    tell(servers, len(cookies), latencies, late, gauge.read(), busy)
    for one in screens:
        one.cancel()


async def watch(door: str, cookie: str, origin: str, seen: dict[str, list[float]]) -> None:
    """Be a screen: note when each point comes."""
    headers, last = {"Cookie": cookie}, ""
    async with websockets.connect(door, additional_headers=headers, origin=origin, open_timeout=60) as screen:
        async for frame in screen:
            at = time.perf_counter()
            found = POINT.search(frame)
            if found and found[1] != last:
                last = found[1]
                seen.setdefault(last, []).append(at)


POINT = re.compile(r"data-announce=\\\"point\\\">[^<]*?Point numéro (\d+)\.")


def press(port: int, path: str, cookie: str) -> int:
    """Post « Point suivant » as the facilitator's form does."""
    facts = urllib.parse.urlencode({"version": 10**9})
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}", "Accept": "application/json"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("POST", f"{path}/next-point/", facts, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


def load() -> float:
    return os.getloadavg()[0]


def tell(
    servers: list[Palabre], people: int, latencies: list[float], late: int, cost: tuple[float, ...], busy: float
) -> None:
    p50, p95, p99 = (percentile(sorted(latencies), one) for one in (50, 95, 99))
    cores, _most, own = cost
    name = servers[0].name if len(servers) == 1 else f"{servers[0].name}, Redis, {len(servers)} servers"
    print(f"{name}: {people} screens, {len(latencies)} sights, {late} that never came")
    print(f"  p50 {p50:.0f} ms   p95 {p95:.0f} ms   p99 {p99:.0f} ms   goal: p95 < {GOAL_P95} ms")
    print(f"  {cores:.2f} core for one tap a second   {own:.0f} MiB   goal: < {GOAL_CORES} core")
    print(
        f"  the machine: {os.cpu_count()} cores, load {busy:.1f} before, {load():.1f} after; the screens run on it too"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
