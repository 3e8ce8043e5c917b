"""Processes that are kept alive, in a process of their own: what is forked here must not share pytest's memory."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from palabre.serving import supervisor
from palabre.serving.supervisor import Supervisor, Trade

PATIENCE = 60  # seconds, for a busy machine
KEPT = """
import os, sys, time
from palabre.serving.supervisor import Supervisor, Trade

def live():
    os.write(1, b"alive\\n")  # whole, beside others
    time.sleep(3600)

def die():
    os.write(1, b"died\\n")
    sys.exit(3)

def say_once():
    os.write(1, b"said once\\n")

trades = {"live": live, "die": die, "say_once": say_once}
Supervisor([Trade(name, trades[name], once=name == "say_once") for name in sys.argv[1:]]).run()
"""


def keeping(*trades: str, stderr: Any = subprocess.PIPE) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KEPT, *trades]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)


def test_what_dies_comes_back_later_and_later_and_what_runs_once_does_not() -> None:
    with keeping("die", "say_once") as process:
        assert process.stdout
        lines = list[str]()
        while lines.count("died") < 3 or "said once" not in lines:
            lines.append(process.stdout.readline().strip())
        process.terminate()
        out, told = process.communicate(timeout=PATIENCE)

    assert [*lines, *out.split("\n")].count("said once") == 1
    assert re.findall(r"\(code (\d)\) ; il revient dans (\S+) s", told)[:2] == [("3", "0.25"), ("3", "0.5")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="il faut /dev/full")
def test_what_cannot_be_said_of_a_death_ends_nothing() -> None:
    """Behind a log on a full disk, the first death ended the supervisor, which then heard no signal."""
    with Path("/dev/full").open("w") as full, keeping("die", "live", stderr=full) as process:
        assert process.stdout
        lines = list[str]()
        while lines.count("died") < 2:
            lines.append(process.stdout.readline().strip())
        process.terminate()
        process.communicate(timeout=PATIENCE)

    assert process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_of_them_and_is_no_failure(number: signal.Signals) -> None:
    with keeping("live", "live") as process:
        assert process.stdout
        alive = [process.stdout.readline().strip() for _line in range(2)]
        process.send_signal(number)
        out, told = process.communicate(timeout=PATIENCE)  # it ends once no child holds its output

    assert (alive, process.returncode, out, told) == (["alive"] * 2, 0, "", "")


def test_a_fork_that_the_system_refuses_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refused(*_told: Any, **_named: Any) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(supervisor.by_fork, "Process", lambda **_named: type("Process", (), {"start": refused})())
    kept = Supervisor([Trade("pages", lambda: None)])
    kept.start_those_due()

    (child,) = kept.children
    assert (child.process, child.due - child.born >= supervisor.FIRST_DELAY) == (None, True)
    assert "Resource temporarily unavailable" in capfd.readouterr().err


def test_what_is_opened_takes_the_number_of_no_standard_stream() -> None:
    """Started with its input closed, the pages’ socket was number 0, and the tether closed it: no page came."""
    code = (
        "import os, socket\n"
        "from palabre.serving.supervisor import hold_standard_streams\n"
        "hold_standard_streams()\n"
        "print(socket.socket().fileno(), os.fstat(0).st_rdev == os.stat(os.devnull).st_rdev)\n"
    )
    said = subprocess.run(["sh", "-c", 'exec "$0" -c "$1" <&-', sys.executable, code], capture_output=True, text=True)

    number, is_null = said.stdout.split()
    assert (int(number) > supervisor.LAST_STREAM, is_null) == (True, "True")
