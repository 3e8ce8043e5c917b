"""What processes cost, read from /proc: processor time, memory."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


def tree(parent: int) -> list[int]:
    """Return a process and all that came of it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:  # it ended meanwhile
            continue
    found = [parent]
    for one in found:
        found += children.get(one, [])
    return found


def name_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().rstrip()
    except OSError:
        return ""


def processor(processes: list[int]) -> float:
    """Return the seconds of processor that they used so far."""
    return sum(ticks_of(process) for process in processes) / TICKS


def ticks_of(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def resident(processes: list[int]) -> float:
    """Return MiB, pages that they share counted for each."""
    return sum(int(Path(f"/proc/{process}/statm").read_text().split()[1]) for process in processes) * PAGE / MIB


def proportional(processes: list[int]) -> float:
    """Return MiB, pages that are shared counted once between all who share them."""
    kib = 0
    for process in processes:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        kib += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


class Gauge:
    """Looks at processes once a second while a load goes on."""

    def __init__(self, processes: list[int]) -> None:
        self.processes = processes
        self.samples: list[float] = []
        self.enough = threading.Event()
        self.begun, self.before = time.perf_counter(), processor(processes)
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self) -> None:
        while True:
            self.samples.append(resident(self.processes))
            if self.enough.wait(1):
                return

    def read(self) -> tuple[float, float, float]:
        """Stop, and return cores, most MiB resident, and MiB that are its own part."""
        self.enough.set()
        self.thread.join()
        cores = (processor(self.processes) - self.before) / (time.perf_counter() - self.begun)
        return cores, max(self.samples), proportional(self.processes)
