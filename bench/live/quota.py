"""A part of one core, and a bound on memory, for the processes of a server: Linux's control groups, of either version.

A quota is kept over a period of 5 ms: with the usual 100, a server runs at full speed for a while, then stands still.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PERIOD = 5_000  # microseconds
NAME = "palabre-bench"


@dataclass(frozen=True)
class Quota:
    """Folders of a control group, and the files in them that say what it took."""

    folders: tuple[Path, ...]
    commands: tuple[str, ...]

    @property
    def prefix(self) -> list[str]:
        """Return what to put before a command, so that its process and those below it are in the group."""
        joins = "; ".join(f"echo $$ > {folder}/cgroup.procs" for folder in self.folders)
        return ["sh", "-c", f'{joins}; exec "$@"', "sh"]

    def told(self) -> str:
        """Say how often the processor was held back, and how much memory was taken at most."""
        facts = {}
        for folder in self.folders:
            facts |= dict(line.split() for line in read(folder / "cpu.stat").splitlines())
        peaks = [read(folder / name) for folder in self.folders for name in PEAKS if (folder / name).exists()]
        most = f"{int(peaks[0]) / 1024**2:.0f} MiB at most" if peaks else "memory not known"
        return f"held back in {facts.get('nr_throttled', '?')} of {facts.get('nr_periods', '?')} periods, {most}"


PEAKS = ("memory.peak", "memory.max_usage_in_bytes")


@contextlib.contextmanager
def quota(share: float, memory: int) -> Iterator[Quota | None]:
    """Make a group that has this share of one core and so many bytes, and remove it; None where none can be made."""
    most = max(1_000, round(share * PERIOD))
    unified = (ROOT / "cgroup.controllers").exists()
    wanted = of_version_2(most, memory) if unified else of_version_1(most, memory)
    folders = tuple(dict.fromkeys(file.parent for file in wanted))
    try:
        for folder in folders:
            folder.mkdir(exist_ok=True)
        for file, value in wanted.items():
            file.write_text(value)
    except OSError:
        remove(folders)
        yield None
        return
    yield Quota(folders, tuple(f"echo {value} > {file}" for file, value in wanted.items()))
    remove(folders)


def of_version_1(most: int, memory: int) -> dict[Path, str]:
    cpu, bytes_ = ROOT / "cpu" / NAME, ROOT / "memory" / NAME
    return {
        cpu / "cpu.cfs_period_us": str(PERIOD),
        cpu / "cpu.cfs_quota_us": str(most),
        bytes_ / "memory.limit_in_bytes": str(memory),
    }


def of_version_2(most: int, memory: int) -> dict[Path, str]:
    folder = ROOT / NAME
    return {folder / "cpu.max": f"{most} {PERIOD}", folder / "memory.max": str(memory)}


def remove(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""
