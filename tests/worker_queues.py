"""Which worker of pytest-xdist begins with which files, from the seconds that each took: tests/durations.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from xdist.scheduler import WorkStealingScheduling

DURATIONS = Path(__file__).with_name("durations.csv")
BROWSER = "tests/browser/"


class SlowFilesFirst(WorkStealingScheduling):
    """The first worker drives the browser, the others share the other files, slow tests first; then work is stolen.

    A file begins whole on one worker, so that its module fixtures are made once. A slow server that began last would
    keep one worker busy after the others ended; and each further worker that drives a browser starts one, and a server.
    """

    def schedule(self) -> None:
        if self.collection is None and self._check_nodes_have_same_collection():
            self.collection = next(iter(self.node2collection.values()))
            for node, queue in zip(self.nodes, queues(self.collection, len(self.nodes)), strict=True):
                self.pending[:] = queue
                self._send_tests(node, len(queue))
        self.check_schedule()


def queues(nodeids: list[str], workers: int) -> list[list[int]]:
    """Return, for each worker, the numbers of its tests in order: the sums of seconds are about the same."""
    files: dict[str, list[int]] = {}
    for number, nodeid in enumerate(nodeids):
        files.setdefault(nodeid.partition("::")[0], []).append(number)
    loads, parts = [0.0] * workers, [[] for _worker in range(workers)]
    for name in sorted(files, key=lambda name: (not name.startswith(BROWSER), -seconds_of(name))):
        least = 0 if name.startswith(BROWSER) else loads.index(min(loads))
        loads[least] += seconds_of(name)
        parts[least].append(name)
    return [joined(files, sorted(part, key=lambda name: seconds_of_one(name, len(files[name])))) for part in parts]


def joined(files: dict[str, list[int]], names: Iterable[str]) -> list[int]:
    return [number for name in names for number in files[name]]


def seconds_of_one(name: str, tests: int) -> float:
    """Sort key of a file within its worker: the browser's first, the slowest test first."""
    return -seconds_of(name) / tests - (1_000 if name.startswith(BROWSER) else 0)


def seconds_of(name: str) -> float:
    return seconds().get(name, 1.0)


@cache
def seconds() -> dict[str, float]:
    with DURATIONS.open(encoding="utf-8") as file:
        return {row["file"]: float(row["seconds"]) for row in csv.DictReader(file)}
