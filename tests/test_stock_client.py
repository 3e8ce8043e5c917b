"""y-websocket's own client, from npm, writes in our notes as it is: with --all, since npm takes long to install it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live import PATIENCE
from tests.live_server import LiveServer

HERE = Path(__file__).parent / "stock"
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="il faut /proc pour voir les processus"),
    pytest.mark.long,
]


class Stock:
    """A Node process in which a WebsocketProvider runs. `said` is what it last said of itself."""

    def __init__(self, folder: Path, server: LiveServer, note: int, name: str) -> None:
        door, _slash, room = server.door(note).rpartition("/")
        command = ["node", "client.mjs", door, room, server.cookies[name]]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.changed, self.said = threading.Condition(), {"text": "", "online": False, "others": []}
        threading.Thread(target=self.listen, daemon=True).start()

    def __enter__(self) -> Stock:
        self.wait_until(lambda: self.said["online"])
        return self

    def __exit__(self, *fault: object) -> None:
        self.process.kill()
        self.process.communicate()

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self.changed:
                self.said = json.loads(line)
                self.changed.notify_all()

    def do(self, act: str, **more: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"act": act, **more}) + "\n")

    def reads(self, text: str) -> bool:
        self.wait_until(lambda: self.said["text"] == text)
        return True

    def wait_until(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        with self.changed:
            while not condition():
                assert time.monotonic() < until, f"it never came: {self.said}"
                self.changed.wait(0.1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the client is installed; skipped, aloud, where there is no Node, or no registry outside of CI."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("no Node here: y-websocket's own client was not tried")
    made = tmp_path_factory.mktemp("stock")
    for file in HERE.iterdir():
        shutil.copy(file, made)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=made, capture_output=True, text=True)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("npm installs nothing here: y-websocket's own client was not tried")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def two(folder: Path, server: LiveServer) -> Iterator[tuple[Stock, Stock, int]]:
    note = server.invite("Inès Lamour", "Malo Riou")[0]
    with Stock(folder, server, note, "Inès Lamour") as ines, Stock(folder, server, note, "Malo Riou") as malo:
        yield ines, malo, note


def test_two_stock_clients_read_what_each_writes(two: tuple[Stock, Stock, int], server: LiveServer) -> None:
    ines, malo, note = two
    ines.do("type", words="Le four à pain 🥖 d’Ombrevaux")
    malo.wait_until(lambda: "🥖" in malo.said["text"])
    malo.do("type", words=" et 🙂", after="pain")

    assert ines.reads("Le four à pain et 🙂 🥖 d’Ombrevaux")
    ines.wait_until(lambda: server.says(note) == malo.said["text"])


def test_a_stock_client_that_was_offline_comes_back(two: tuple[Stock, Stock, int], server: LiveServer) -> None:
    ines, malo, note = two
    malo.do("offline")
    malo.wait_until(lambda: not malo.said["online"])
    malo.do("type", words="dans le train 🚆\n")
    ines.do("type", words="pendant ce temps\n")

    malo.do("online")

    malo.wait_until(lambda: "temps" in malo.said["text"] and "🚆" in malo.said["text"])
    assert ines.reads(malo.said["text"])
    ines.wait_until(lambda: server.says(note) == malo.said["text"])


def test_stock_clients_outlive_a_server_that_is_killed(two: tuple[Stock, Stock, int], server: LiveServer) -> None:
    ines, malo, note = two
    ines.do("type", words="avant ")
    server.kill()
    malo.do("type", words="pendant ")

    ines.wait_until(lambda: is_back(ines))
    malo.wait_until(lambda: is_back(malo))
    ines.wait_until(lambda: ines.said["text"] == malo.said["text"])
    ines.wait_until(lambda: server.says(note) == malo.said["text"])


def is_back(one: Stock) -> bool:
    """An « online » of before the fall may still stand: only the whole text says that she is back."""
    return sorted(one.said["text"].split()) == ["avant", "pendant"] and one.said["online"]


def test_a_stock_client_sees_the_names_that_the_server_gives(two: tuple[Stock, Stock, int]) -> None:
    ines, malo, _note = two
    malo.do("point", name="Quelqu’un d’autre")

    ines.wait_until(lambda: ines.said["others"] == ["Malo Riou"])


def test_a_stock_client_stays_beside_one_who_only_reads(two: tuple[Stock, Stock, int]) -> None:
    """Each tells that it is there after some seconds, and sends on what it is told of the other."""
    ines, malo, _note = two
    ines.wait_until(lambda: ines.said["others"] == ["Malo Riou"])
    ines.do("type", words="encore là")

    assert malo.reads("encore là")
