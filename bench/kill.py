"""Kill -9 what holds the rooms, while people type: what is lost?

    python bench/kill.py [--postgres URL] [--alone] [--peers FOLDER] [--seconds 5]

First with clients that stay and come back: nothing may be lost. Then with clients that all vanish at that instant:
nothing may be lost of what they were told is saved. Eighteen people in six notes, 3 keys a second each.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from live.hall import Hall
from live.loading import on_core, plan
from live.servers import Hocuspocus, Palabre, Server, YWebsocketServer, drop_database, install_peers
from live.typist import Typist, head_of

NOTES, EACH = 6, 3
AFTERWARDS = 3  # seconds of typing once the server is back
HEAD = f"{'':<28}{'typed':>7}{'said saved':>11}{'on disk':>9}{'lost':>6}{'lost, saved':>12}{'back, s':>9}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", default="", metavar="URL")
    parser.add_argument("--alone", action="store_true", help="Palabre alone")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="keep the Node servers there between two runs")
    parser.add_argument("--seconds", type=float, default=5, help="of typing before the kill")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        makes = makers(Path(folder), options)
        for what, act in (("the clients stay", they_stay), ("all clients vanish at once", they_vanish)):
            print(f"\nkill -9, {what}\n{HEAD}")
            for make in makes:
                tell(make(), act, options.seconds)


def makers(folder: Path, options: argparse.Namespace) -> list[Callable[[], Server]]:
    found: list[Callable[[], Server]] = [lambda: Palabre(folder)]
    if options.postgres:
        found.append(lambda: Palabre(folder, postgres=options.postgres))
    if options.alone:
        return found
    peers = options.peers or folder / "peers"
    if not (peers / "node_modules").is_dir() and install_peers(peers) is None:
        print("No npm, or no registry: the Node servers are left out.")
        return found
    return [*found, lambda: Hocuspocus(folder, peers), lambda: YWebsocketServer(folder, peers)]


def tell(server: Server, act: Callable[[Server, Hall], object], seconds: float) -> None:
    """Run one server through it, and print its row."""
    with on_core(0):
        server.start()
    seats = [replace(seat, takes_back=False) for seat in server.seats(NOTES, EACH)]
    hall_of = Hall(plan(server, seats, seconds=seconds))
    try:
        typed, saved, lost, lost_saved, back = asyncio.run(act(server, hall_of))
    finally:
        server.stop()
        if isinstance(server, Palabre) and server.database:
            drop_database(server.database)
    said = f"{saved:>11}" if server.has_acks else f"{'–':>11}"
    lost_of_saved = f"{lost_saved:>12}" if server.has_acks else f"{'–':>12}"
    print(f"{server.name:<28}{typed:>7}{said}{typed - lost:>9}{lost:>6}{lost_of_saved}{back:>9.1f}", flush=True)


type Found = tuple[int, int, int, int, float]  # typed, said to be saved, lost, lost although saved, seconds


async def they_stay(server: Server, hall: Hall) -> Found:
    """Type, kill, type on offline, come back, type again; then what a newcomer reads is what everybody typed."""
    await hall.fill()
    await hall.type()
    begun = time.perf_counter()
    await killed(server, hall)
    await asyncio.gather(*(one.come_again() for one in hall.typists))
    back = time.perf_counter() - begun
    hall.seconds = AFTERWARDS
    await hall.type()
    if not await hall.agree():
        print("  they do not read the same again")
    lost = lost_of(hall, await read_anew(server, hall), lambda one: one.line)
    typed = sum(len(one.line) for one in hall.typists)
    return typed, typed, lost, lost, back


async def they_vanish(server: Server, hall: Hall) -> Found:
    """Type, kill, and nobody ever comes back; then what a newcomer reads is what was said to be saved, at least."""
    await hall.fill()
    await hall.type()
    for one in hall.typists:
        one.wire.cut()
    begun = time.perf_counter()
    await killed(server, hall)
    texts = await read_anew(server, hall)
    lasted = time.perf_counter() - begun
    typed, saved = (sum(len(words(one)) for one in hall.typists) for words in (line_of, kept_of))
    return typed, saved, lost_of(hall, texts, line_of), lost_of(hall, texts, kept_of), lasted


def line_of(one: Typist) -> str:
    return one.line


def kept_of(one: Typist) -> str:
    return one.kept


async def killed(server: Server, hall: Hall) -> None:
    """Kill what holds the rooms. Palabre's own supervisor brings it back; the others are started again."""
    server.kill()
    if not isinstance(server, Palabre):
        await asyncio.to_thread(server.process.wait)
        with on_core(0):
            await asyncio.to_thread(server.start)
    while any(one.wire for one in hall.typists):
        await asyncio.sleep(0.01)


async def read_anew(server: Server, hall: Hall) -> dict[str, str]:
    """Return the text of each note as somebody reads it who comes now, with an empty document."""
    found = {}
    for place, room in hall.rooms.items():
        one = Typist(room[0].seat, server.host, server.port, dice=random.Random(1))
        await one.come_again()
        until = time.monotonic() + (2 if not server.has_acks else 0)  # y-websocket's reads its disk afterwards
        while time.monotonic() < until and not str(one.text):
            await asyncio.sleep(0.05)
        found[place] = str(one.text)
        one.wire.cut()
    return found


def lost_of(hall: Hall, texts: dict[str, str], words: Callable[[Typist], str]) -> int:
    """Count the characters that should stand at the front of each line and do not."""
    lost = 0
    for place, room in hall.rooms.items():
        for one in room:
            head = head_of(one.seat.line)
            line = next((line for line in texts[place].split("\n") if line.startswith(head)), head)[len(head) :]
            lost += len(words(one)) - common(line, words(one))
    return lost


def common(first: str, second: str) -> int:
    return next(
        (at for at, (one, other) in enumerate(zip(first, second)) if one != other), min(len(first), len(second))
    )


if __name__ == "__main__":
    main()
