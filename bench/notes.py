"""Live notes under load, beside Hocuspocus and y-websocket's own server on the same load.

    python bench/notes.py [--short] [--seconds 12] [--postgres URL] [--alone] [--peers FOLDER] [--only WORD]
    python bench/notes.py --hour [--minutes 10]

Each key is a Yjs update and an awareness frame; a latency goes from the key to its sight in another replica. The server
has one core, the typists the other. Nothing fails on a slow or busy machine: each row says which goals it meets.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from statistics import mean

from live.loading import Measure, measured, on_core
from live.opening import openings
from live.servers import (
    Hocuspocus,
    Palabre,
    Server,
    YWebsocketServer,
    drop_database,
    install_peers,
)
from load import load

BARE = Path(__file__).with_name("live") / "bare_document.py"
FLAT = 1.03  # of the memory in the second sixth of an hour, at most, in the last
HEAD = (
    f"{'':<28}{'p50':>7}{'p95':>7}{'p99':>7}{'typists':>8}{'keys/s':>8}{'frames/s':>9}{'cores':>6}{'MiB':>5}{'own':>5}"
    f"{'same':>5}{'on disk':>9}  goals"
)


@dataclass(frozen=True)
class Load:
    """So many notes with so many people in each, of whom some type. Goals in milliseconds, cores and MiB."""

    what: str
    notes: int
    each: int
    typing: int | None = None
    p95: float | None = None
    p99: float | None = None
    cores: float | None = None
    mib: float | None = None


LOADS = [
    Load("300 typists in 30 notes", 30, 10, p95=120, p99=250, cores=0.45, mib=100),
    Load("one room of 80", 1, 80, p95=200),
    Load("1,000 connected, 100 typing", 100, 10, typing=1, p95=120, p99=250),
]
SHORT = [
    Load("60 typists in 6 notes", 6, 10, p95=120, p99=250, cores=0.5, mib=100),
    Load("one room of 20", 1, 20, p95=200),
    Load("100 connected, 10 typing", 10, 10, typing=1, p95=120, p99=250),
]


def main() -> None:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made:
        folder = Path(made)
        if options.hour:
            an_hour(folder, options)
            return
        servers = list(servers_asked(folder, options))
        for one in SHORT if options.short else LOADS:
            if options.only in one.what:
                side_by_side(one, servers, options.seconds)
        if options.only in "pages":
            while_pages_are_read(SHORT[0] if options.short else LOADS[0], servers[0], options.seconds)
        if options.only in "opening":
            openings(folder, options.postgres)


def parser() -> argparse.ArgumentParser:
    new = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    new.add_argument("--short", action="store_true", help="smaller halls, to see that all works")
    new.add_argument("--seconds", type=float, default=12, help="how long people type")
    new.add_argument("--postgres", default="", metavar="URL", help="measure Palabre on this server too")
    new.add_argument("--alone", action="store_true", help="Palabre alone")
    new.add_argument("--peers", type=Path, metavar="FOLDER", help="keep the Node servers there between two runs")
    new.add_argument("--only", default="", metavar="WORD", help="the loads whose name holds this word")
    new.add_argument("--hour", action="store_true", help="an hour's typing: is memory flat?")
    new.add_argument("--minutes", type=float, default=10, help="in how many minutes the hour is played")
    return new


type Make = Callable[[], Server]


def servers_asked(folder: Path, options: argparse.Namespace) -> Iterator[Make]:
    """Give what makes each server anew, on an empty folder."""
    yield lambda: Palabre(folder)
    if options.postgres:
        yield lambda: Palabre(folder, postgres=options.postgres)
    if options.alone:
        return
    peers = options.peers or folder / "peers"
    if not (peers / "node_modules").is_dir() and install_peers(peers) is None:
        print("No npm, or no registry: the Node servers are left out.")
        return
    yield lambda: Hocuspocus(folder, peers)
    yield lambda: YWebsocketServer(folder, peers)


def side_by_side(one: Load, servers: list[Make], seconds: float) -> None:
    print(f"\n{one.what}\n{HEAD}")
    for make in servers:
        print(row(one, *run(make(), one, seconds)), flush=True)


def run(server: Server, one: Load, seconds: float, **more: object) -> tuple[Server, Measure]:
    with on_core(0):
        server.start()
    try:
        seats = server.seats(one.notes, one.each, typing=one.typing)
        return server, measured(server, seats, seconds=seconds, **more)
    finally:
        server.stop()
        if isinstance(server, Palabre) and server.database:
            drop_database(server.database)


def row(one: Load, server: Server, found: Measure) -> str:
    """`own` is the memory that is this process's alone; `typists` by how much our own hands were late (p99)."""
    late = f"{found.percentile(50):7.1f}{found.percentile(95):7.1f}{found.percentile(99):7.1f}{found.late_p99:8.1f}"
    cost = f"{found.keys:8.0f}{found.frames:9.0f}{found.cores:6.2f}{found.rss:5.0f}{found.pss:5.0f}"
    same = "yes" if found.converged else "NO"
    cut = f", {found.cut} cut" if found.cut else ""
    verdict = ", ".join(verdicts(one, found)) if isinstance(server, Palabre) else ""
    return f"{server.name:<28}{late}{cost}{same:>5}{found.on_disk:>9}  {verdict}{cut}"


def verdicts(one: Load, found: Measure) -> Iterator[str]:
    goals = [
        ("p95", found.percentile(95), one.p95),
        ("p99", found.percentile(99), one.p99),
        ("cores", found.cores, one.cores),
        ("MiB", found.rss, one.mib),
    ]
    for name, value, goal in goals:
        if goal is not None:
            yield f"{name} < {goal:g} {'reached' if value < goal else 'MISSED'}"


def while_pages_are_read(one: Load, make: Make, seconds: float) -> None:
    """The same again, while eight browsers ask for a page without a pause, on the typists' core."""
    print(f"\n{one.what}, while pages are read\n{HEAD}")
    server, paces = make(), []

    def read_pages() -> None:
        paces.append(load(f"http://{server.host}:{server.port}/", seconds=seconds))

    print(row(one, *run(server, one, seconds, meanwhile=read_pages)))
    print(f"{'':<28}{paces[0].per_second:.0f} pages/s, p50 {paces[0].p50:.0f} ms, p99 {paces[0].p99:.0f} ms")


def an_hour(folder: Path, options: argparse.Namespace) -> None:
    """Thirty people in three notes, 3 keys a second each for an hour, in so many minutes."""
    one, speed = Load("an hour of 30 typists in 3 notes", 3, 10), 60 / options.minutes
    rate = min(3 * speed, 24)  # beyond, a connection would be made to wait
    print(f"{one.what}, in {options.minutes:g} minutes, at {rate:g} keys a second each\n{HEAD}")
    makes = [lambda: Palabre(folder)]
    if options.postgres:
        makes.append(lambda: Palabre(folder, postgres=options.postgres))
    for make in makes:
        server, found = run(make(), one, options.minutes * 60, rate=rate)
        print(row(one, server, found))
        tell_growth(one, found, options.minutes * 60)


def tell_growth(one: Load, found: Measure, seconds: float) -> None:
    """Beside the growth of memory, that of a bare Yjs document that hears as many keys of the same typists."""
    parts = [mean(part) for part in batched(found.samples, max(1, -(-len(found.samples) // 6)))]
    second, last = parts[min(1, len(parts) - 1)], parts[-1]  # the first sixth fills what is kept at rest
    print(f"{'':<28}MiB in each sixth of it: {', '.join(f'{part:.1f}' for part in parts)}")
    print(f"{'':<28}the last is the second × {last / second:.3f}, {verdict_on(last / second)}")
    keys = found.keys * seconds
    if bare := bare_growth(one.each, int(keys / one.notes)):
        own = bare * keys * (len(parts) - 2) / len(parts) / 2**20
        without = (last - own) / second
        print(f"{'':<28}a bare Yjs document keeps {bare:.1f} bytes of each key: {own:.1f} MiB of it, ", end="")
        print(f"without which × {without:.3f}, {verdict_on(without)}", flush=True)


def verdict_on(grown: float) -> str:
    return f"goal ≤ {FLAT} {'reached' if grown <= FLAT else 'MISSED'}"


def bare_growth(people: int, keys: int) -> float:
    """Return the bytes of each key; 0 where they are not known. In a process of its own, where nothing else grows."""
    command = [sys.executable, BARE, str(people), str(keys)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout or 0)


if __name__ == "__main__":
    main()
