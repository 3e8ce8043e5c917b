"""The worker as a process: killed outright, run twice at once, asked to stop, its database away.

These tests have a database of their own, a file or a database of the PostgreSQL server that the suite runs on.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError

from palabre.journal import worker
from palabre.upkeep.sqlite.base import STEP, DatabaseWrapper
from tests.template_database import copy_on, copy_to

ROOT = Path(__file__).parents[4]
SCENE = Path(__file__).with_name("scene.py")


class Stage:
    """Runs scene.py in a database, with a file where its channel writes what it sends."""

    def __init__(self, folder, database_url):
        self.sent = folder / "sent"
        self.sent.touch()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "palabre.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PALABRE_DATA": str(folder),
            "PALABRE_DATABASE_URL": database_url,
            "SENT": str(self.sent),
        }

    def start(self, *command):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([sys.executable, SCENE, *command], env=self.environment, **pipes)

    def run(self, *command):
        """Run to the end, a death by kill -9 being one, and return what it said and how it ended."""
        process = self.start(*command)
        said, complaint = process.communicate(timeout=300)
        assert process.returncode in (0, -signal.SIGKILL), complaint
        return said, process.returncode

    def resume(self):
        """Let another worker take over; return how things stood before and after."""
        return json.loads(self.run("resume")[0])

    def messages_sent(self):
        return self.sent.read_text().splitlines()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """A seeded database to copy: the folder of a file, or the URL of a PostgreSQL database."""
    folder, url = tmp_path_factory.mktemp("seeded"), os.environ.get("PALABRE_DATABASE_URL", "")
    with a_database(url, "seeded") as own:
        if not own:
            copy_to(folder / "palabre.sqlite3")
        Stage(folder, own).run("seed")
        yield own or folder


@pytest.fixture
def stage(tmp_path, seeded):
    if isinstance(seeded, Path):
        yield Stage(shutil.copytree(seeded, tmp_path / "data"), "")
        return
    with a_database(seeded, "copy", template=urllib.parse.urlsplit(seeded).path[1:]) as own:
        yield Stage(tmp_path, own)


@contextlib.contextmanager
def a_database(url, word, template=""):
    """Make a database beside that of `url`, all its tables made, and drop it at the end; nothing on SQLite."""
    if not url:
        yield ""
        return
    import psycopg

    name = f"palabre_worker_{os.getpid()}_{word}"
    beside = urllib.parse.urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(beside, autocommit=True) as server:
        if template:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        else:
            copy_on(url, name)
        yield urllib.parse.urlsplit(url)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
@pytest.mark.parametrize(
    "death",
    [
        pytest.param("between lease and commit", marks=pytest.mark.long),
        "inside the transaction",
        pytest.param("before the mark", marks=pytest.mark.long),
    ],
)
def test_a_worker_killed_while_announcing_loses_and_repeats_nothing(stage, death):
    _, killed = stage.run("work", death)

    before, after = stage.resume()

    assert killed == -signal.SIGKILL
    assert (before["to announce"], len(before["messages"])) == (10, 4)
    assert (after["to announce"], after["sent"]) == (0, 24)
    assert sorted(stage.messages_sent()) == after["messages"]


@pytest.mark.long
def test_a_worker_killed_while_sending_repeats_only_the_message_in_hand_under_the_same_id(stage):
    _, killed = stage.run("work", "message in hand")
    in_hand = stage.messages_sent()[-1]

    _, after = stage.resume()

    assert killed == -signal.SIGKILL
    assert after["sent"] == 24
    assert sorted(stage.messages_sent()) == sorted([*after["messages"], in_hand])


@pytest.mark.postgres
@pytest.mark.long  # what is leased waits: test_announcements.py
def test_what_a_killed_worker_had_leased_is_not_touched_before_its_lease_runs_out(stage):
    stage.run("work", "between lease and commit")

    stage.run("work")

    before, _ = stage.resume()
    assert (before["to announce"], before["sent"]) == (10, 4)


@pytest.mark.postgres
def test_two_workers_at_once_deliver_each_message_once(stage):
    both = [stage.start("work") for _ in range(2)]

    complaints = [process.communicate(timeout=300)[1] for process in both]

    before, _ = stage.resume()
    assert [process.returncode for process in both] == [0, 0], complaints
    assert before["sent"] == 24
    assert sorted(stage.messages_sent()) == before["messages"]


@pytest.mark.long
def test_a_worker_asked_to_stop_finishes_the_message_in_hand_and_ends_well(stage):
    process = stage.start("stay")
    assert process.stderr.readline() == "sent\n"

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=300)

    before, _ = stage.resume()
    assert process.returncode == 0
    assert before["sent"] in range(1, 25)


def test_the_worker_waits_longer_and_longer_for_a_database_that_is_away(monkeypatch, caplog):
    rounds = iter([OperationalError("host db.exemple.example"), OperationalError(), 0, OperationalError()])
    bell = monkeypatch_bell(monkeypatch, rounds)

    worker.work()

    assert bell.waits == [2.0, 4.0, 1.0, 2.0]
    assert "exemple.example" not in caplog.text


def test_memory_is_given_back_once_nothing_is_left_to_do_if_the_worker_has_grown(monkeypatch):
    """Each time it writes in what the processes share."""
    bell, given_back = monkeypatch_bell(monkeypatch, iter([2, 0, 0, 1, 1, 0, 0])), list[int]()
    grown = 2 * worker.GROWN
    held = iter([0, grown, 0, 1, 1, grown, 1, 1, 1])
    monkeypatch.setattr(worker, "resident", lambda: next(held))
    monkeypatch.setattr(worker, "trim", lambda: given_back.append(len(bell.waits)))

    worker.work()

    assert given_back == [0, 2]


def test_who_serves_pages_need_not_wait_for_the_worker(monkeypatch):
    monkeypatch.setattr(worker, "work", lambda: None)
    monkeypatch.setattr(DatabaseWrapper, "pause", 0.0)

    call_command("work")

    assert pytest.approx(2 * STEP) == DatabaseWrapper.pause


def monkeypatch_bell(monkeypatch, rounds):
    """Replace the worker's round by `rounds` and its bell by one that notes the waits and then stops."""

    class Bell(worker.Waker):
        def __init__(self):
            self.waits = []

        def wait(self, seconds):
            self.waits.append(seconds)
            self.stopped = len(self.waits) == 4

    def one_round():
        outcome = next(rounds)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    bell = Bell()
    monkeypatch.setattr(worker, "Waker", lambda: bell)
    monkeypatch.setattr(worker, "one_round", one_round)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    return bell
