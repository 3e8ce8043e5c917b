"""Which worker of pytest-xdist begins with which files, from the seconds that each took: tests/durations.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xdist.scheduler import WorkStealingScheduling

from tests.lengths import seconds_of_one

BROWSER = "tests/browser/"
OF_ONE_SERVER = [
    {f"tests/test_{name}.py" for name in ("live_notes", "live_rooms", "stock_client", "swollen_notes")},
    {f"{BROWSER}test_{name}.py" for name in ("bad_hall", "copied_lines", "dots", "forum_day", "journeys", "newsroom")},
]


class SlowFilesFirst(WorkStealingScheduling):
    """Some workers begin with the browser, the others share the other files, slow tests first; then work is stolen.

    A file begins whole on one worker, so that its module fixtures are made once; so do the files of one server. A slow
    server that began last would keep one worker busy after the others ended; and each further worker that drives a
    browser starts one, and a server.
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
    took = {
        tuple(names): sum(seconds_of_one(name) * len(files[name]) for name in names) for names in kept_together(files)
    }
    drivers = drivers_among(workers, took)
    for names in sorted(took, key=lambda names: (not is_driven(names[0]), -took[names])):
        least = min(range(drivers if is_driven(names[0]) else workers), key=loads.__getitem__)
        loads[least] += took[names]
        parts[least] += names
    return [joined(files, sorted(part, key=browser_then_slowest)) for part in parts]


def drivers_among(workers: int, took: Mapping[tuple[str, ...], float]) -> int:
    """Return how many workers begin with the browser: so many that none of them has more of it than its share of all.

    A worker that steals a test of the browser begins a browser and a server of its own, which take half a minute.
    """
    driven = sum(seconds for names, seconds in took.items() if is_driven(names[0]))
    return max(1, round(driven * workers / sum(took.values()))) if driven else 1


def kept_together(names: Iterable[str]) -> list[list[str]]:
    """Part the files: those of one server stay with each other, every other one is by itself."""
    names = list(names)
    together = [[name for name in names if name in one] for one in OF_ONE_SERVER]
    return [*filter(None, together), *([name] for name in names if name not in set().union(*OF_ONE_SERVER))]


def is_driven(name: str) -> bool:
    return name.startswith(BROWSER)


def joined(files: dict[str, list[int]], names: Iterable[str]) -> list[int]:
    return [number for name in names for number in files[name]]


def browser_then_slowest(name: str) -> float:
    """Sort key of a file within its worker: the browser's first, the slowest test first."""
    return -seconds_of_one(name) - (1_000 if is_driven(name) else 0)
