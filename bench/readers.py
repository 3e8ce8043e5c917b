"""What people do: eight signed-in readers, with seats of their own, read a thousand pages at random.

Kept and made anew, with and without a save every half second. Beside the pages a second: the processor of the server,
all its processes, for each page. The readers share the machine with it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from load import Pace, getting, paced

READERS = 8
EVERY = 0.5  # seconds between two saves
ANEW, KEPT = 6.0, 0.8  # milliseconds of the processor for a page, at most, beside those of the bare view
TICKS = os.sysconf("SC_CLK_TCK")
HEAD = f"{'8 readers':<44}{'pages/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}{'goal':>7}"
WHO_READS = """
import sys
import django; django.setup()
from django.utils import timezone
from palabre.notes.models import Note
from palabre.people.access import keys
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page
space, now = Space.objects.get(is_demonstration=True), timezone.now()
for number in range(int(sys.argv[1])):
    person = Person.objects.create(space=space, name=f"Lecteur Numéro-{number}", came_at=now, joined_at=now)
    audience = Audience.of_persons(person)
    note = Note.objects.create(space=space, audience=audience, body_md="À moi.", body_html="<p>À moi.</p>", revision=1)
    note.revisions.create(number=1, body_md=note.body_md)
    Page.objects.create(space=space, audience=audience, title=f"Carnet {number}", slug=f"carnet-{number}", note=note)
    print(keys.address_for(person))
Space.touch(space.pk)
"""


@dataclass(frozen=True)
class Reading:
    """A pace, and the milliseconds of the processor that the server took for each page."""

    pace: Pace
    spent: float

    def told(self, what: str, goal: float | None = None) -> str:
        pace = self.pace
        line = f"{what:<44}{pace.per_second:9.0f}{pace.p50:9.1f}{pace.p99:9.1f}{self.spent:9.2f}"
        if goal is None:
            return line
        return f"{line}{goal:7.2f}  {'reached' if self.spent <= goal else 'MISSED'}"


def who_reads(environment: dict[str, str]) -> list[str]:
    """Make the readers, each with a page of their own; return the paths of the links by which they enter."""
    command = [sys.executable, "-c", WHO_READS, str(READERS)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def read(server: int, addresses: list[str], cookies: list[str], seconds: float) -> Reading:
    """Have each reader ask for these addresses at random, on a connection of their own."""

    def begin(number: int) -> Callable[[], None]:
        dice, gets = random.Random(number), {}
        headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookies[number]} if cookies else {})

        def get() -> None:
            address = dice.choice(addresses)
            if not gets:
                gets["get"] = getting(address, headers)
            gets["get"](address)

        return get

    before = processor_of(server)
    pace = paced(begin, connections=READERS, seconds=seconds)
    return Reading(pace, 1000 * (processor_of(server) - before) / max(1, pace.per_second * seconds))


def read_each_once(addresses: list[str], cookie: str) -> None:
    get = getting(addresses[0], {"Accept-Encoding": "gzip", "Cookie": cookie})
    for address in addresses:
        get(address)


@contextmanager
def saving(save: Callable[[], None] | None) -> Iterator[None]:
    """Save again and again meanwhile, unless there is nothing to save."""
    over = threading.Event()

    def repeat() -> None:
        while save is not None and not over.wait(EVERY):
            save()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def processor_of(server: int) -> float:
    """Return the seconds of the processor that this process and those below it have taken."""
    below, spent = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        below.setdefault(int(facts[1]), []).append(int(stat.parent.name))
        spent[int(stat.parent.name)] = (int(facts[11]) + int(facts[12])) / TICKS
    todo, found = [server], 0.0
    while todo:
        one = todo.pop()
        found += spent.get(one, 0.0)
        todo += below.get(one, [])
    return found


def settle(server: int, *, most: float = 60) -> None:
    """Wait until the server has nothing more to do: its index follows what was made."""
    until, last = time.monotonic() + most, -1.0
    while time.monotonic() < until and (now := processor_of(server)) - last > 0.02:
        last = now
        time.sleep(1)
