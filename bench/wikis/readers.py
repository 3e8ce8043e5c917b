"""Readers who ask for the pages of a wiki at random, and a writer who saves; what each act costs the server."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from live.cost import processor
from load import Pace, paced
from wikis.http_line import HttpLine

READERS = 8
EVERY = 0.5  # seconds between two saves
SETTLED, LONGEST = 0.05, 60  # seconds of the processor in a second that is quiet; seconds to wait for one


@dataclass(frozen=True)
class Sheet:
    """A page to read: its answer is right when it is a 200 that holds `mark`, its title."""

    path: str
    mark: bytes


class Wiki(Protocol):
    """A server under measure. `cookies`: those of each reader; `processes`: all of it, now."""

    port: int
    pages: list[Sheet]
    cookies: list[dict[str, str]]

    def processes(self) -> list[int]: ...

    def answering(self) -> list[int]:
        """Return the processes that answer, without those that work behind."""

    def writer(self) -> Callable[[], bool]:
        """Return what saves another page each time, and says whether it was saved."""


@dataclass(frozen=True)
class Reading:
    """A pace; the milliseconds of the processor that all the server took for each act, those of the processes that
    answer, and how many answers were wrong."""

    pace: Pace
    spent: float
    answering: float
    wrong: int


def read(wiki: Wiki, sheets: list[Sheet], seconds: float, *, saves: bool = False) -> Reading:
    """Have each reader ask for these at random, on a connection of their own; `saves`: while somebody saves."""

    def begin(number: int) -> Callable[[], bool]:
        line, dice = HttpLine(wiki.port, wiki.cookies[number]), random.Random(number)
        return lambda: is_right(line, dice.choice(sheets))

    writing = saving(wiki.writer()) if saves else no_saves()
    with writing as refused:
        found = measured(wiki, begin, connections=len(wiki.cookies), seconds=seconds)
    return Reading(found.pace, found.spent, found.answering, found.wrong + len(refused))


def write(wiki: Wiki, seconds: float) -> Reading:
    """Save pages one after the other on one connection; what then follows the saves is counted too."""
    save = wiki.writer()
    return measured(wiki, lambda _number: save, connections=1, seconds=seconds, then=lambda: settle(wiki.processes))


def measured(
    wiki: Wiki,
    begin: Callable[[int], Callable[[], bool]],
    *,
    connections: int,
    seconds: float,
    then: Callable[[], None] | None = None,
) -> Reading:
    """Repeat acts that say whether they went well, then wait. The processes are those that live all along."""
    wrong: list[None] = []

    def counting(number: int) -> Callable[[], None]:
        act = begin(number)
        return lambda: None if act() else wrong.append(None)

    everything, answering = wiki.processes(), wiki.answering()
    before, own = processor(everything), processor(answering)
    pace = paced(counting, connections=connections, seconds=seconds)
    if then is not None:
        then()
    acts = max(1.0, pace.per_second * seconds)
    spent, of_own = processor(everything) - before, processor(answering) - own
    return Reading(pace, 1000 * spent / acts, 1000 * of_own / acts, len(wrong))


def is_right(line: HttpLine, sheet: Sheet) -> bool:
    answer = line.get(sheet.path)
    return answer.status == 200 and sheet.mark in answer.body


def read_each_once(wiki: Wiki, sheets: list[Sheet]) -> None:
    line = HttpLine(wiki.port, wiki.cookies[0])
    for sheet in sheets:
        if not is_right(line, sheet):
            raise SystemExit(f"{sheet.path} does not answer its page, {sheet.mark.decode()}")


@contextmanager
def saving(save: Callable[[], bool]) -> Iterator[list[None]]:
    """Save every half second meanwhile; give a list with an item for each save that was refused."""
    over, refused = threading.Event(), list[None]()

    def repeat() -> None:
        while not over.wait(EVERY):
            if not save():
                refused.append(None)

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield refused
    finally:
        over.set()
        thread.join()


@contextmanager
def no_saves() -> Iterator[list[None]]:
    yield []


def settle(processes: Callable[[], list[int]]) -> None:
    """Wait until a server has nothing more to do: an index follows what was made."""
    still, last = threading.Event(), -1.0
    for _second in range(LONGEST):
        now = processor(processes())
        if now - last <= SETTLED:
            return
        last = now
        still.wait(1)


def in_the_middle(rounds: list[Reading]) -> Reading:
    """Return the median of each figure over the rounds; wrong answers are summed."""
    paces = [one.pace for one in rounds]
    pace = Pace(*(median(getattr(one, name) for one in paces) for name in ("per_second", "p50", "p99")))
    spent, answering = (median(getattr(one, name) for one in rounds) for name in ("spent", "answering"))
    return Reading(pace, spent, answering, sum(one.wrong for one in rounds))
