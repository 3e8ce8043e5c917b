"""A real calendar, khal, that opens what we give. It lives in New York, so that no hour is right by chance."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

KHAL = """[calendars]
[[palabre]]
path = {folder}/calendar
[locale]
local_timezone = America/New_York
default_timezone = America/New_York
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = palabre
"""


def in_khal(text, folder, *, since="2026-10-20"):
    """Return what khal, in New York, lists of an iCalendar text that it imported."""
    program = shutil.which("khal", path=Path(sys.executable).parent) or shutil.which("khal")
    if program is None:
        pytest.skip("no khal: run `python3 start test`, which installs it")
    (folder / "calendar").mkdir()
    (folder / "khal.conf").write_text(KHAL.format(folder=folder))
    (folder / "given.ics").write_bytes(text.encode())
    khal = [program, "--config", str(folder / "khal.conf")]
    home = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run([*khal, "import", "--batch", str(folder / "given.ics")], check=True, capture_output=True, env=home)
    asked = [*khal, "list", "--format", "{start}|{end}|{title}|{location}", "--day-format", "", since, "30d"]
    return subprocess.run(asked, check=True, capture_output=True, text=True, env=home).stdout.split("\n")
