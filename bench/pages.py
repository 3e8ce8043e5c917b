"""What people do on a wiki: 8 signed-in readers, each with a seat of their own, read 1,000 pages at random.

    python bench/pages.py [--pages 1000] [--seconds 8] [--rounds 3] [--alone]

Pages are kept or made anew, with or without a save every half second; beside them, in the same run, a bare Django view
and, where Debian's `dokuwiki`, `php-fpm`, `php-xml` and `nginx-light` are installed, DokuWiki with the same pages. Then
one connection saves page after page, each time another member. Of each: requests a second, milliseconds, and the
processor that the server took for a request, all its processes; for a save, the worker's index too. An answer that is
not a 200 with the title of its page is wrong, and so is a save that is refused: these are counted, and end the run with
1. The readers run on the machine of the server. Medians of the rounds. Nothing fails on a slow or busy machine: the
goals are printed beside what was found. Of what Palabre misses, one process is asked once more, and says which
functions took its processor.

With the defaults it takes about ten minutes on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wikis import dokuwiki
from wikis.bare_view import BareView
from wikis.dokuwiki import DokuWiki
from wikis.palabre_wiki import PalabreWiki
from wikis.readers import Reading, in_the_middle, read, read_each_once, settle, write

HEAD = f"{'':<44}{'a second':>9}{'p50 ms':>8}{'p99 ms':>8}{'cpu ms':>8}{'wrong':>6}  goals"
WIKI, SCREEN, KEPT = 6.0, 10.0, 0.8  # milliseconds of the processor: a page anew, home or a group anew, a page kept
SAVING = "kept, a save every half second"
SAVE, SAVED = 3.0, 12.0  # milliseconds of the processor that answers a save, and until 99 of 100 are answered
BARE, PEER = "bare Django view", "DokuWiki"
WRITINGS = 3  # of a round

type Goal = tuple[str, float, float]  # what, the figure, and at most how much; a figure below zero: at least
type Found = dict[str, Reading]


def main() -> None:
    options = parser().parse_args()
    readings: dict[str, list[Reading]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made:
        folder = Path(made)
        palabre = PalabreWiki(folder, options.pages, writers=WRITINGS * (options.rounds + 1))
        houses = palabre, peer_in(folder, options)
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}, load {os.getloadavg()[0]:.1f}\n{HEAD}", flush=True)
            for what, reading in one_round(*houses, options.seconds):
                readings[what].append(reading)
                print(line(what, reading), flush=True)
        found = {what: in_the_middle(some) for what, some in readings.items()}
        print(f"\nmedians of {options.rounds} rounds, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n{HEAD}")
        for what, reading in found.items():
            print(f"{line(what, reading)}  {', '.join(map(verdict, goals(what, reading, found)))}", flush=True)
        for what, reading in found.items():
            if any(figure > most for _goal, figure, most in goals(what, reading, found)):
                print(f"\n{what}, what takes the processor of the pages:\n{profile(palabre, what, options.seconds)}")
    sys.exit(1 if any(one.wrong for one in found.values()) else 0)


def parser() -> argparse.ArgumentParser:
    new = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    new.add_argument("--pages", type=int, default=1_000)
    new.add_argument("--seconds", type=float, default=8, help="how long each is measured in a round")
    new.add_argument("--rounds", type=int, default=3)
    new.add_argument("--alone", action="store_true", help="without DokuWiki")
    return new


def peer_in(folder: Path, options: argparse.Namespace) -> DokuWiki | None:
    if options.alone:
        return None
    if lacking := dokuwiki.missing():
        print(f"DokuWiki is not measured: there is no {lacking} here")
        return None
    return DokuWiki(folder, options.pages)


def one_round(palabre: PalabreWiki, peer: DokuWiki | None, seconds: float) -> Iterator[tuple[str, Reading]]:
    """Measure each in turn, so that a busy moment does not fall on one alone."""
    bare = BareView()
    with running(bare, bare.start):
        yield BARE, read(bare, bare.pages, seconds)
    for how, is_kept in (("kept", True), ("anew", False)):
        with running(palabre, lambda kept=is_kept: palabre.start(is_kept=kept)):
            yield from of_wiki("Palabre", how, palabre, seconds)
            for what, sheet in (("home", palabre.home), ("a group", palabre.group)):
                settle(palabre.processes)
                read_each_once(palabre, [sheet])
                yield f"Palabre, {what}, {how}", read(palabre, [sheet], seconds)
            if is_kept:
                settle(palabre.processes)
                yield "Palabre, a save, 1 connection", write(palabre, seconds)
    for how, is_kept in (("kept", True), ("anew", False)) if peer else ():
        with running(peer, lambda kept=is_kept: peer.start(is_kept=kept)):
            yield from of_wiki(PEER, how, peer, seconds)
            if is_kept:
                yield f"{PEER}, a save, 1 connection", write(peer, seconds)


def profile(palabre: PalabreWiki, what: str, seconds: float) -> str:
    """Ask one process for this line once more; return which functions took its processor."""
    sheets = {"home": [palabre.home], "a group": [palabre.group]}.get(what.split(", ")[1], palabre.pages)

    def ask() -> Reading:
        if "1 connection" in what:
            return write(palabre, seconds)
        return read(palabre, sheets, seconds, saves="save" in what)

    return palabre.profile(lambda: read_each_once(palabre, sheets), ask, is_kept="anew" not in what)


def of_wiki(name: str, how: str, wiki: PalabreWiki | DokuWiki, seconds: float) -> Iterator[tuple[str, Reading]]:
    settle(wiki.processes)
    read_each_once(wiki, wiki.pages)
    yield f"{name}, {how}", read(wiki, wiki.pages, seconds)
    yield f"{name}, {how}, a save every half second", read(wiki, wiki.pages, seconds, saves=True)


@contextmanager
def running(house: BareView | PalabreWiki | DokuWiki, start: Callable[[], None]) -> Iterator[None]:
    start()
    try:
        yield
    finally:
        house.stop()


def line(what: str, one: Reading) -> str:
    pace = f"{one.pace.per_second:9.0f}{one.pace.p50:8.1f}{one.pace.p99:8.1f}"
    return f"{what:<44}{pace}{one.spent:8.2f}{one.wrong:6d}"


def goals(what: str, one: Reading, found: Found) -> Iterator[Goal]:
    """Give the goals of this line; those beside DokuWiki when it was measured."""
    least, peer = found[BARE].spent, {how: found.get(f"{PEER}, {how}") for how in ("kept", SAVING)}
    if what == "Palabre, kept":
        yield "beside the bare view", one.spent - least, KEPT
        if other := peer["kept"]:
            yield "half of DokuWiki’s", one.spent, other.spent / 2
            yield "requests, twice DokuWiki’s", -one.pace.per_second, -2 * other.pace.per_second
    elif what == f"Palabre, {SAVING}" and (other := peer[SAVING]):
        yield "DokuWiki’s own", one.spent, other.spent
    elif what == "Palabre, anew":
        yield "beside the bare view", one.spent - least, WIKI
    elif what in ("Palabre, home, anew", "Palabre, a group, anew"):
        yield "beside the bare view", one.spent - least, SCREEN
    elif what == "Palabre, a save, 1 connection":
        yield "of the pages’ process", one.answering, SAVE
        yield "p99", one.pace.p99, SAVED


def verdict(goal: Goal) -> str:
    """Say what was found, the goal, and whether it is reached."""
    what, figure, most = goal
    sign = "≥" if most < 0 else "≤"
    return f"{what} {abs(figure):.2f} {sign} {abs(most):.2f} {'reached' if figure <= most else 'MISSED'}"


if __name__ == "__main__":
    main()
