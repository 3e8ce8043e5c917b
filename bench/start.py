"""How long a start takes, how soon what died is back, and what all processes take when nobody asks for anything.

    python bench/start.py [--rounds 3] [--pages 90] [--source src]

A real server in a fresh folder: a first start, then as many starts as rounds say, each until `/health/` answers; at
rest, the memory of all its processes (PSS: pages that are shared are counted once between all who share them), then
after so many pages of the demonstration; then all its processes are killed at once (SIGKILL), and the time until
`/health/` answers again. Medians of the rounds; all on this machine, which is told as busy as it was.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from live.cost import proportional, tree
from live.servers import a_free_port, compile_modules

ROOT = Path(__file__).resolve().parents[1]
AGAIN, REST = 1.5, 130  # the goals: seconds, MiB
SETTLED = 8  # seconds after which nothing is left of the start
LOOK = 0.01  # seconds between two questions
PLACES = ("", "groups/", "meetings/", "needs/", "pages/")


class House:
    """A server that is started and stopped, always in one folder."""

    def __init__(self, data: Path, source: Path) -> None:
        compile_modules(source)
        self.port = a_free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
        own = {"PALABRE_COPIES": "0", "PYTHONPATH": str(source)}
        self.environment = kept | own | {"PALABRE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "palabre.settings"}
        self.command = [sys.executable, "-m", "palabre.serving", "--port", str(self.port), "--data", str(data)]

    def start(self) -> float:
        """Return the seconds until it answers."""
        begun = time.monotonic()
        told = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(self.command, env=self.environment, **told)  # type: ignore[call-overload]
        self.wait()
        return time.monotonic() - begun

    def wait(self) -> None:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=60).close()
                return
            except OSError:
                time.sleep(LOOK)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def kill_children(self) -> float:
        """Return the seconds until it answers again."""
        for child in tree(self.process.pid)[1:]:
            os.kill(child, signal.SIGKILL)
        begun = time.monotonic()
        time.sleep(LOOK)
        self.wait()
        return time.monotonic() - begun

    def memory(self) -> float:
        return proportional(tree(self.process.pid))

    def read(self, space: str, pages: int) -> None:
        for number in range(pages):
            path = f"/s/{space}/{PLACES[number % len(PLACES)]}"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60).close()
            except urllib.error.HTTPError as refused:
                raise SystemExit(f"{path}: {refused.code}") from refused

    def demonstrate(self) -> None:
        command = [sys.executable, "-m", "django", "demonstration"]
        subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    asked = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made:
        house = House(Path(made), asked.source.resolve())
        first = house.start()
        house.demonstrate()
        house.stop()
        rounds = [one_round(house, asked.pages) for _round in range(asked.rounds)]
    again, rest, later, back = (statistics.median(column) for column in zip(*rounds))
    print(f"{'a first start, in an empty folder':<44}{first:8.2f} s")
    tell("a start again", again, "s", AGAIN)
    tell("all processes at rest", rest, "MiB", REST)
    print(f"{f'all processes after {asked.pages} pages':<44}{later:8.0f} MiB")
    print(f"{'back after a kill of all but the supervisor':<44}{back:8.2f} s")
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}, {os.cpu_count()} cores")


def one_round(house: House, pages: int) -> tuple[float, float, float, float]:
    again = house.start()
    time.sleep(SETTLED)
    rest = house.memory()
    house.read("pays-ombrevaux", pages)
    later, back = house.memory(), house.kill_children()
    house.stop()
    return again, rest, later, back


def tell(what: str, found: float, unit: str, goal: float) -> None:
    verdict = "reached" if found <= goal else "MISSED"
    print(f"{what:<44}{found:8.2f} {unit:<5} goal {goal:g}  {verdict}")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--rounds", type=int, default=3)
    found.add_argument("--pages", type=int, default=90)
    found.add_argument("--source", type=Path, default=ROOT / "src", help="serve another checkout")
    return found


if __name__ == "__main__":
    main()
