"""One load on one server: halls of typists on the other cores, and what it cost."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from live.cost import Gauge
from live.hall import digest
from live.servers import Palabre, Server
from live.typist import Seat

HALL = Path(__file__).with_name("hall.py")
ON_DISK_WITHIN = 30  # seconds, after which the text on disk is said to be another
CORES = sorted(os.sched_getaffinity(0))


@dataclasses.dataclass(frozen=True)
class Measure:
    """Milliseconds from a key to its sight in another replica; frames per second to all clients; what it cost."""

    latencies: list[float]
    late_p99: float  # by how many milliseconds our own typists were late
    frames: float
    keys: float
    cores: float
    rss: float
    pss: float
    converged: bool
    on_disk: str
    cut: int
    samples: list[float]

    def percentile(self, of_hundred: float) -> float:
        return percentile(self.latencies, of_hundred)


def measured(
    server: Server,
    seats: list[Seat],
    *,
    seconds: float,
    halls: int = 1,
    rate: float = 3,
    meanwhile: Callable[[], None] | None = None,
) -> Measure:
    """Have these clients sit and type; `meanwhile` is done by the side, in a thread. Then look at the disk."""
    plans = [plan(server, part, seconds=seconds, rate=rate) for part in parted(seats, halls)]
    with contextlib.ExitStack() as open_halls:
        some = [open_halls.enter_context(hall(plan)) for plan in plans]
        answers = [ask(one) for one in some]
        gauge = Gauge(server.rooms())
        side = threading.Thread(target=meanwhile or (lambda: None))
        side.start()
        for one in some:
            say(one, "go")
        typed = [ask(one) for one in some]
        cost = gauge.read()
        answers = [ask(one) for one in some]
        side.join()
    frames = sum(one["typed"] for one in typed)
    texts = {place: digest for one in answers for place, digest in one["texts"].items()}
    return told(answers, frames, cost, gauge.samples, disk(server, texts))


def told(
    answers: list[dict], frames: int, cost: tuple[float, float, float], samples: list[float], disk: str
) -> Measure:
    lasted = max(one["lasted"] for one in answers)
    return Measure(
        latencies=sorted(late for one in answers for late in one["latencies"]),
        late_p99=percentile(sorted(lag for one in answers for lag in one["lags"]), 99),
        frames=frames / lasted,
        keys=sum(one["keys"] for one in answers) / lasted,
        cores=cost[0],
        rss=cost[1],
        pss=cost[2],
        converged=all(one["converged"] for one in answers) and not any(one["lost"] for one in answers),
        on_disk=disk,
        cut=sum(len(one["cut"]) for one in answers),
        samples=samples,
    )


def disk(server: Server, screens: dict[str, str]) -> str:
    """Say for how many notes the disk holds what the screens show: Palabre's Markdown, then what a restart reads."""
    same = [written_down(server, screens)] if isinstance(server, Palabre) else []
    server.stop()
    with on_core(0):
        server.start()
    read = texts_of(server, list(screens))
    same.append(sum(read.get(place) == text for place, text in screens.items()))
    return f"{min(same)}/{len(screens)}"


def written_down(server: Palabre, screens: dict[str, str]) -> int:
    """Return how many notes' Markdown is what the screens show, once it had the time to be written."""
    until, same = time.monotonic() + ON_DISK_WITHIN, -1
    while same != len(screens) and time.monotonic() < until:
        texts = server.texts()
        same = sum(digest(texts[place]) == text for place, text in screens.items())
    return same


def texts_of(server: Server, places: list[str]) -> dict[str, str]:
    """Return the digest of each text, as somebody who just came reads it."""
    seats = [server.seat(number, 0, types=False) for number in range(len(places))]
    with hall(plan(server, seats, seconds=0) | {"only_reads": True}) as reading:
        ask(reading)
        say(reading, "go")
        ask(reading)
        return ask(reading)["texts"]


def plan(server: Server, seats: list[Seat], *, seconds: float, rate: float = 3) -> dict:
    where = {"host": server.host, "port": server.port, "has_acks": server.has_acks}
    return where | {"seats": [dataclasses.asdict(seat) for seat in seats], "seconds": seconds, "rate": rate}


def parted(seats: list[Seat], halls: int) -> list[list[Seat]]:
    """Part them between halls, each note whole."""
    places = list(dict.fromkeys((seat.path, seat.room) for seat in seats))
    hall_of = {place: number % halls for number, place in enumerate(places)}
    parts = [[seat for seat in seats if hall_of[seat.path, seat.room] == number] for number in range(halls)]
    return [part for part in parts if part]


@contextlib.contextmanager
def hall(plan: dict) -> Iterator[subprocess.Popen[str]]:
    with on_core(-1):
        opened = subprocess.Popen(
            [sys.executable, HALL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
    try:
        say(opened, json.dumps(plan))
        yield opened
    finally:
        opened.kill()
        opened.communicate()


def say(one: subprocess.Popen[str], words: str) -> None:
    one.stdin.write(f"{words}\n")


def ask(one: subprocess.Popen[str]) -> dict:
    line = one.stdout.readline()
    if not line:
        raise SystemExit("a hall of typists broke down, for the reason above")
    return json.loads(line)


@contextlib.contextmanager
def on_core(number: int) -> Iterator[None]:
    """Start processes on one core: the server has the first, the typists the last."""
    os.sched_setaffinity(0, {CORES[number]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def percentile(values: list[float], of_hundred: float) -> float:
    return values[min(len(values) - 1, int(len(values) * of_hundred / 100))] if values else float("nan")
