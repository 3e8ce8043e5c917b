"""Real processes on free ports: what serves comes back when it dies, and leaves nobody behind."""

import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.template_database import lay_data

KEPT = ("palabre-pages", "palabre-journal")
PATIENCE = 120  # seconds, for a busy machine
LOOK = 0.05  # seconds between two looks: what is waited for needs the processor too
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="il faut /proc pour voir les processus")


@dataclass
class Serving:
    process: subprocess.Popen[str]
    url: str

    @property
    def children(self) -> set[int]:
        return {
            child for child, (parent, state) in all_processes().items() if parent == self.process.pid and state != "Z"
        }

    @property
    def kept(self) -> set[int]:
        """Return those that come back when they die: the one that says the address runs once."""
        return {child for child in self.children if name_of(child) in KEPT}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for the whole file, as a first start leaves it."""
    laid = tmp_path_factory.mktemp("data")
    lay_data(laid)
    return laid


@pytest.fixture(scope="module")
def started(data: Path) -> Iterator[list[Serving]]:
    """The servers of this file so far: the last one goes on until a test ends it."""
    servers: list[Serving] = []
    yield servers
    for one in servers:
        with one.process as process:
            process.kill()


@pytest.fixture
def serving(data: Path, started: list[Serving]) -> Serving:
    """The server that another test left alive, or a new one."""
    if not started or started[-1].process.poll() is not None:
        started.append(Serving(start(data), ""))
        started[-1].url = address_said_by(started[-1].process)
    return started[-1]


def test_an_empty_folder_becomes_a_house_whose_pages_have_their_style(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        serving = Serving(process, address_said_by(process))
        statuses = health(serving), status_of(serving, sheet_of(serving))
        process.terminate()

    assert statuses == (200, 200)


@pytest.mark.long
def test_a_killed_child_comes_back(serving: Serving) -> None:
    born = serving.kept

    for child in born:
        os.kill(child, signal.SIGKILL)

    until(lambda: len(serving.kept - born) == len(born))
    assert health(serving) == 200


def test_a_port_that_is_taken_is_said_in_a_sentence(serving: Serving, data: Path) -> None:
    port = serving.url.rstrip("/").rpartition(":")[2]

    with start(data, "--port", port, stderr=subprocess.PIPE) as second:
        sentence = second.communicate(timeout=PATIENCE)[1]

    assert sentence.startswith(f"Impossible d’écouter sur 127.0.0.1, port {port} :")


def test_a_supervisor_killed_outright_leaves_nobody(serving: Serving) -> None:
    children = serving.children

    serving.process.kill()

    until(lambda: not any(is_alive(child) for child in children))


@pytest.mark.long
def test_several_processes_share_the_address_and_sigterm_leaves_nobody(data: Path) -> None:
    with start(data, "--processes", "2") as process:
        several = Serving(process, address_said_by(process))
        pages = [child for child in several.children if name_of(child) == "palabre-pages"]
        status, children = health(several), several.children
        process.terminate()
        ended = process.wait(PATIENCE)

    assert (len(pages), status, ended) == (2, 200, 0)
    assert children & set(all_processes()) == set()


def start(data: Path, *options: str, stderr: int | None = None) -> subprocess.Popen[str]:
    port = [] if "--port" in options else ["--port", "0"]
    command = [sys.executable, "-m", "palabre.serving", "--data", str(data), *port, *options]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}  # its own SQLite
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=own)


def address_said_by(process: subprocess.Popen[str]) -> str:
    """Read on until the address is said; a process that never says it is killed, which ends the reading."""
    assert process.stdout
    too_late = threading.Timer(PATIENCE, process.kill)
    too_late.start()
    said = next((found for line in process.stdout if (found := re.search(r"Adresse.* (http://\S+)", line))), None)
    too_late.cancel()
    assert said, "nothing was served"
    return said[1]


def health(serving: Serving) -> int:
    return status_of(serving, "health/")


def sheet_of(serving: Serving) -> str:
    """Return the path of the style sheet that the first page asks for: the first start puts it there."""
    with urllib.request.urlopen(serving.url, timeout=PATIENCE) as answer:
        found = re.search(r'href="/(static/[^"]+\.css)"', answer.read().decode())
    assert found
    return found[1]


def status_of(serving: Serving, path: str) -> int:
    try:
        with urllib.request.urlopen(serving.url + path, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def until(condition: Callable[[], bool]) -> None:
    """Look again and again until the condition holds; past the deadline, fail."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        select.select([], [], [], LOOK)


def all_processes() -> dict[int, tuple[int, str]]:
    """Map each process of this machine to its parent and its state."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it ended meanwhile
            continue
        found[int(stat.parent.name)] = (int(parent), state)
    return found


def is_alive(process: int) -> bool:
    return all_processes().get(process, (0, "Z"))[1] != "Z"


def name_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().rstrip()
    except OSError:  # it has ended
        return ""
