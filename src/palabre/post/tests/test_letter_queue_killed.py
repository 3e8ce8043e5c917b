"""A worker killed outright while it posts repeats at most the letter in its hands, under the same Message-ID."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from palabre.post.tests.mail_server import a_mail_server
from tests.template_database import copy_to

ROOT = Path(__file__).parents[4]
SCENE = Path(__file__).with_name("post_scene.py")


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


@pytest.fixture
def run(tmp_path, server):
    """Run a scene to its end, on a file of its own, and return what it said and how it ended."""
    copy_to(tmp_path / "palabre.sqlite3")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "palabre.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PALABRE_DATA": str(tmp_path),
        "PALABRE_DATABASE_URL": "",
        "PORT": str(server.port),
    }

    def ran(command):
        done = subprocess.run(
            [sys.executable, SCENE, command], env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return done.stdout.split(), done.returncode

    return ran


@pytest.mark.long
def test_killed_with_a_letter_in_hand_it_repeats_that_one_alone(run, server):
    run("seed")
    _, killed = run("die")
    in_hand = server.received[-1]["Message-ID"]

    sent, _ = run("resume")

    times = Counter(mail["Message-ID"] for mail in server.received)
    assert killed == -signal.SIGKILL
    assert sent == ["3", "4"]
    assert {mail: count for mail, count in times.items() if count > 1} == {in_hand: 2}
    assert len(times) == 4
