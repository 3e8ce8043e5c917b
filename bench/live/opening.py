"""How long a long note takes to open: from the knock at the door to the whole text, all on one machine."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from statistics import median

from live.loading import on_core
from live.servers import Palabre, drop_database
from live.typist import Seat, Typist

CHARACTERS = 50_000
NOTES = 7
GOAL = 150  # milliseconds
WORDS = [
    "le",
    "four",
    "du",
    "village",
    "se",
    "rallume",
    "samedi",
    "avec",
    "la",
    "farine",
    "du",
    "moulin",
    "et",
    "le",
    "bois",
    "de",
    "la",
    "commune",
]


def openings(folder: Path, postgres: str) -> None:
    print(f"\nopening a note of {CHARACTERS:,} characters, milliseconds{'':<12}{'middle':>8}{'worst':>8}{'goal':>7}")
    for url in ("", postgres) if postgres else ("",):
        server = Palabre(folder, postgres=url)
        with on_core(0):
            server.start()
        server.invite(1, [a_text(number) for number in range(NOTES)])
        asyncio.run(an_opening(server, 0))  # whatever is imported at the first is imported
        for what in ("for the first time", "again, nobody in it"):
            tell(f"{server.name}, {what}", [asyncio.run(an_opening(server, note)) for note in range(1, NOTES)])
            server.stop()
            with on_core(0):
                server.start()
            asyncio.run(an_opening(server, 0))
        server.stop()
        if server.database:
            drop_database(server.database)


async def an_opening(server: Palabre, note: int) -> float:
    seat: Seat = server.seat(note, 0, types=False)
    one, begun = Typist(seat, server.host, server.port, dice=random.Random(note)), time.perf_counter()
    await one.come()
    lasted = (time.perf_counter() - begun) * 1000
    if len(str(one.text)) < CHARACTERS:
        raise SystemExit("the text that came is not whole")
    one.wire.cut()
    return lasted


def tell(what: str, times: list[float]) -> None:
    verdict = "reached" if median(times) < GOAL else "MISSED"
    print(f"{what:<62}{median(times):8.1f}{max(times):8.1f}{GOAL:7d}  {verdict}", flush=True)


def a_text(number: int) -> str:
    """Paragraphs and lists, as minutes have them."""
    dice, lines, size = random.Random(number), [], 0
    while size < CHARACTERS:
        line = ("- " if dice.random() < 0.5 else "") + " ".join(dice.choices(WORDS, k=dice.randrange(5, 30)))
        lines += [line, ""] if line[0] != "-" else [line]
        size += len(line) + 1
    return "\n".join(lines) + "\n"
