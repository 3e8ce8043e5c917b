"""Try to swell a live note through the real server, as in threats.md: anybody can enter afterwards, and health answers.

    python tools/swell_notes.py [--connections 20] [--frames 3] [--clients 20000]

One who may write comes by many connections at once. Each frame is of many Yjs clients that nobody ever was; a refused
connection comes back for its next frame. Beside it somebody types, and health is asked. Each figure is printed beside
its goal; exit status 1 where one is missed, save for times, which depend on the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from websockets.exceptions import WebSocketException  # noqa: E402
from websockets.sync.client import ClientConnection, connect  # noqa: E402

from tests.live import STEP_TWO, SYNC, varint  # noqa: E402
from tests.live_server import LiveServer, a_server  # noqa: E402

VANDAL, HONEST, NEWCOMER = "Maël Attaque", "Inès Lamour", "Malo Riou"
WORDS, SCRAWL = "Ce qui reste.\n", "~"
LARGEST = 2 * 1024 * 1024  # bytes of the document on the disk
GROWTH, HEALTH = 150, 3.0  # MiB, seconds
STATE = """
from palabre.notes.models import Snapshot, Update
states = Snapshot.objects.filter(note={note}).values_list("state", flat=True)
changes = Update.objects.filter(note={note}).values_list("change", flat=True)
print(sum(map(len, [*states, *changes])))
"""

type Make = Callable[[int], bytes]


@dataclass
class Outcome:
    sent: int = 0  # bytes
    seconds: float = 0
    before: float = 0  # MiB of all processes
    most: float = 0
    health: float = 0  # the slowest answer, seconds
    document: int = 0  # bytes on the disk, log included
    text: str = ""  # that a newcomer reads
    wanted: str = ""

    @property
    def is_well(self) -> bool:
        return self.text == self.wanted and self.document <= LARGEST and self.most - self.before <= GROWTH


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("--frames", type=int, default=3)
    parser.add_argument("--clients", type=int, default=20_000, help="in each frame")
    options = parser.parse_args()
    is_well = True
    with tempfile.TemporaryDirectory(prefix="palabre-swell-") as folder, a_server(Path(folder)) as server:
        for make in (swept, taken_away, strings, split):
            found = swell(server, make, options.connections, options.frames, options.clients)
            print(told(make.__name__, found), flush=True)
            is_well = is_well and found.is_well
    return int(not is_well)


def told(name: str, found: Outcome) -> str:
    return (
        f"{name}: {found.sent / 1e6:.1f} MB in {found.seconds:.0f} s; memory {found.before:.0f} MiB, at most "
        f"{found.most:.0f} (goal: + {GROWTH}); health answered in {found.health:.2f} s at most (goal: {HEALTH:.0f}); "
        f"document {found.document / 1024:.0f} KiB (goal: {LARGEST // 1024}); "
        f"a newcomer reads {'all of the text' if found.text == found.wanted else f'{len(found.text)} characters'}"
    )


def swell(server: LiveServer, make: Make, connections: int, frames: int, clients: int) -> Outcome:
    """Do it to a new note, and say what came of it."""
    note = server.invite(VANDAL, HONEST, NEWCOMER)[0]
    found = Outcome(before=resident(server))
    with server.writer(HONEST, note) as ines, watched(server, found):
        ines.type(WORDS)
        ines.saved()
        begun = time.monotonic()
        sending = [server, note, make, frames, clients, found]
        threads = [threading.Thread(target=send, args=sending) for _one in range(connections)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        found.seconds = time.monotonic() - begun
    with server.writer(NEWCOMER, note) as malo:
        found.text, found.wanted = malo.text.replace(SCRAWL, ""), WORDS
    found.document = int(server.ask(STATE.format(note=note)))
    return found


def send(server: LiveServer, note: int, make: Make, frames: int, clients: int, found: Outcome) -> None:
    """Come, send a frame, and see whether one is still there; each frame once."""
    for _frame in range(frames):
        with suppress(OSError, WebSocketException), come(server, note) as line:
            frame = bytes([SYNC, STEP_TWO]) + framed(make(clients))
            found.sent += len(frame)
            line.send(frame)
            with suppress(TimeoutError):
                while True:
                    line.recv(timeout=1)


def come(server: LiveServer, note: int) -> ClientConnection:
    return connect(server.door(note), additional_headers={"Cookie": server.cookies[VANDAL]}, legacy=True)


@contextmanager
def watched(server: LiveServer, found: Outcome) -> Iterator[None]:
    """Ask health again and again meanwhile, and look at the memory."""
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            begun = time.monotonic()
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{server.port}/health/", timeout=60).read()
            found.health = max(found.health, time.monotonic() - begun)
            found.most = max(found.most, resident(server))
            over.wait(0.2)

    watching = threading.Thread(target=watch)
    watching.start()
    yield
    over.set()
    watching.join()


def resident(server: LiveServer) -> float:
    pages = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in server.children()]
    return sum(pages) * 4 / 1024


def some_clients(count: int) -> list[int]:
    return random.sample(range(2**30), count)


def swept(count: int) -> bytes:
    return many(count, lambda: b"\0\1")


def taken_away(count: int) -> bytes:
    return many(count, lambda: b"\1\1" + framed(b"content") + b"\1")


def strings(count: int) -> bytes:
    return many(count // 2, lambda: b"\4\1" + framed(b"content") + framed(SCRAWL.encode()))


def many(count: int, struct: Callable[[], bytes]) -> bytes:
    return varint(count) + b"".join(b"\1" + varint(one) + b"\0" + struct() for one in some_clients(count)) + b"\0"


def split(count: int) -> bytes:
    """One client's words, of which every other letter is taken away."""
    who = varint(some_clients(1)[0])
    words = framed(SCRAWL.encode() * count)
    ranges = b"".join(varint(2 * place) + b"\1" for place in range(count // 2))
    return b"\1\1" + who + b"\0\4\1" + framed(b"content") + words + b"\1" + who + varint(count // 2) + ranges


def framed(data: bytes) -> bytes:
    return varint(len(data)) + data


if __name__ == "__main__":
    sys.exit(main())
