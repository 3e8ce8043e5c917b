"""Silent connections, and slow readers: does anybody else notice?

    python bench/slow.py [--silent 1500] [--readers 8] [--seconds 60]

A real server with a soft limit of 1 024 open files. First, connections that send nothing: how long `/health/` takes
meanwhile, how many are ended after 20 s, how much the log has grown. Then, readers of an 11 MB file at 2 Mbit/s beside
as many ordinary ones: the longest time that an ordinary page took, beside the same without slow readers. All on this
machine, which is told as busy as it was; nothing fails on a slow one. `--source` serves another checkout.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

SOFT = 1024  # open files that the server may have at first
HEALTH, ENDED, LOGGED, PAGE = 3.0, 0.9, 50_000, 1.0  # the goals: seconds, share, bytes, seconds
AFTER = 20  # seconds
MEGABYTES = 11
PER_SECOND = 2_000_000 // 8  # bytes that a slow reader takes
TAKEN = 0.1  # seconds between two readings of a slow reader
GIVE_UP = 40  # seconds
THINGS = """
import django; django.setup()
from django.utils import timezone
from palabre.home.example.example_space import make_demonstration
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_intake import Made
from palabre.wiki.models import Attachment
space = make_demonstration(at=timezone.now())
page = space.page_set.get(slug="la-cle-du-samedi")
made = Made("plan.pdf", "application/pdf", b"%PDF-1.7" + bytes(MEGABYTES * 1024 ** 2))
file_store.store_file(made.digest, made.content)
file = Attachment.objects.create(space=space, page=page, digest=made.digest, name=made.name, size=len(made.content),
                                 content_type=made.content_type, audience=page.audience)
print(file.get_absolute_url())
print(page.get_absolute_url())
"""


def main() -> None:
    asked = parser().parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as made, served(Path(made), asked.source) as (house, log):
        file, page = ask(made, asked.source, THINGS.replace("MEGABYTES", str(MEGABYTES))).split()[-2:]
        silence(house, log, asked.silent)
        slow_readers(house + file, house + page, asked.readers, asked.seconds)
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}, {os.cpu_count()} cores")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--silent", type=int, default=1500)
    found.add_argument("--readers", type=int, default=8)
    found.add_argument("--seconds", type=float, default=60, help="how long ordinary pages are asked for")
    found.add_argument("--source", type=Path, default=Path(__file__).resolve().parents[1] / "src")
    return found


def silence(house: str, log: Path, many: int) -> None:
    """Open connections that say nothing, ask for the server's health meanwhile, and count those it has ended."""
    host, port = house.removeprefix("http://").split(":")
    before = log.stat().st_size
    silent = [socket.create_connection((host, int(port)), timeout=GIVE_UP) for _one in range(many)]
    opened, longest = time.monotonic(), 0.0
    while (waited := time.monotonic() - opened) < AFTER:
        longest = max(longest, lasted(f"{house}/health/"))
        time.sleep(min(0.5, max(0.0, AFTER - waited)))
    ended = sum(map(is_ended, silent)) / many
    for one in silent:
        one.close()
    tell(f"{many} silent: the longest answer of health", longest, "s", HEALTH)
    tell(f"{many} silent: still open after {AFTER} s", (1 - ended) * 100, "%", (1 - ENDED) * 100)
    tell(f"{many} silent: the log grew by", log.stat().st_size - before, "bytes", LOGGED)


def slow_readers(file: str, page: str, many: int, seconds: float) -> None:
    alone = longest_page(page, many, seconds / 3)
    stop = threading.Event()
    with ThreadPoolExecutor(many) as threads:
        sizes = [threads.submit(read_slowly, file, stop) for _one in range(many)]
        beside = longest_page(page, many, seconds)
        stop.set()
        read = [size.result() for size in sizes]
    print(f"{many} slow readers took {min(read) / 1024**2:.1f} to {max(read) / 1024**2:.1f} MiB each")
    print(f"{many} ordinary readers alone: the longest page {alone:.2f} s")
    tell(f"{many} ordinary readers beside {many} slow ones: the longest page", beside, "s", PAGE)


def longest_page(page: str, many: int, seconds: float) -> float:
    """Return the longest time that a page took, asked for again and again by so many readers, who then read it."""
    until = time.monotonic() + seconds

    def read(number: int) -> float:
        longest = 0.0
        while time.monotonic() < until:
            longest = max(longest, lasted(page))
            time.sleep(0.5)
        return longest

    with ThreadPoolExecutor(many) as threads:
        return max(threads.map(read, range(many)))


def read_slowly(url: str, stop: threading.Event) -> int:
    """Take the file at a phone's pace, again when it is whole; return how many bytes were taken."""
    taken = 0
    while not stop.is_set():
        with suppress(OSError), urllib.request.urlopen(url, timeout=GIVE_UP) as answer:
            while not stop.is_set() and (piece := answer.read(int(PER_SECOND * TAKEN))):
                taken += len(piece)
                time.sleep(TAKEN)
    return taken


def lasted(url: str) -> float:
    """Return how long an answer took; GIVE_UP where none came."""
    begun = time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=GIVE_UP) as answer:
            answer.read()
    except OSError:
        return GIVE_UP
    return time.monotonic() - begun


def is_ended(one: socket.socket) -> bool:
    """Say whether the server has closed this connection: nothing else makes it readable."""
    poll = select.poll()
    poll.register(one, select.POLLIN)
    return bool(poll.poll(0))


def tell(what: str, found: float, unit: str, goal: float) -> None:
    verdict = "reached" if found < goal else "MISSED"
    print(f"{what:<66}{found:10.2f} {unit:<6} goal < {goal:g}  {verdict}", flush=True)


@contextmanager
def served(data: Path, source: Path) -> Iterator[tuple[str, Path]]:
    """Serve Palabre with few files allowed; give its address and the file of its log."""
    log = data / "log"
    command = [sys.executable, "-m", "palabre.serving", "--port", "0", "--data", str(data)]
    few = ["sh", "-c", f'ulimit -S -n {SOFT}; exec "$@"', "sh"]
    with log.open("wb") as written:
        piped = {"stdout": subprocess.PIPE, "stderr": written, "text": True}
        started = subprocess.Popen([*few, *command], env=environment(data, source), **piped)
    try:
        assert started.stdout
        yield next(found[1] for line in started.stdout if (found := re.search(r"Address\s+(http\S+?)/?$", line))), log
    finally:
        started.terminate()
        started.communicate(timeout=30)


def ask(data: str, source: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(Path(data), source), stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def environment(data: Path, source: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
    own = {"PALABRE_DATA": str(data), "PALABRE_COPIES": "0", "DJANGO_SETTINGS_MODULE": "palabre.settings"}
    return kept | own | {"PYTHONPATH": str(source)}


if __name__ == "__main__":
    main()
